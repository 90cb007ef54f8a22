"""Makes words of a code and facts. Whoever writes a sentence elsewhere writes it a second time."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from string import Formatter
from typing import Any, Literal

from babel.lists import format_list

from contracts.actors import Actor
from contracts.message import Language
from contracts.said import Said, Told, plain
from wording.catalogues import translations
from wording.figures import Figures, moment_of_zone
from wording.languages import LOCALES, spoken
from wording.marking import ANY, NONE, VIEWER, By, Plural, Sentence
from wording.sentences import SENTENCES
from wording.sentences.terms import TERMS

Viewer = Literal["customer", "staff"]
UNSAYABLE = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What facts raise that are not as their names say: of another version, or forged."""


def tell(what: Said, viewer: Actor) -> Told:
    """What was said, with the words for this viewer in the language of the request."""
    who: Viewer = "customer" if viewer.kind == "customer" else "staff"
    return Told(code=what.code, facts=what.facts, text=words(what, who))


def words(what: Said, viewer: Viewer = "staff", language: Language | None = None) -> str:
    """The words alone. A code that only a newer version knows is shown as it is."""
    return words_of(what.code, what.facts, viewer, language) or what.code


def phrase(code: str, /, **facts: Any) -> str:
    """What staff reads of a code and facts."""
    return words_of(code, plain(facts)) or code


def term(name: str, value: str) -> str:
    """The word for a value of the fact `name`; the value itself where there is none."""
    word = TERMS[name].get(value)
    return translations(spoken()).gettext(word) if word else value


def money(amount_minor: int, currency: str) -> str:
    """As it is written in the language of the request."""
    return Figures(LOCALES[spoken()], currency).money(amount_minor)


def moment_in(moment: datetime, zone: str) -> str:
    """On the clocks of a place, with the name of its time. An unknown zone is UTC."""
    return moment_of_zone(LOCALES[spoken()], moment, zone)


def headings(*names: str) -> list[str]:
    """Of a table."""
    return [term("heading", name) for name in names]


def words_of(
    code: str, facts: Mapping[str, Any], viewer: Viewer = "staff", language: Language | None = None
) -> str | None:
    """None where nothing is written for the code, or a fact of its sentence is missing."""
    sentence = SENTENCES.get(code)
    if sentence is None:
        return None
    speaker = _Speaker(language or spoken(), viewer, facts)
    try:
        return speaker.say(sentence)
    except UNSAYABLE:
        return None


def fact_in_words(name: str, facts: Mapping[str, Any], viewer: Viewer, language: Language) -> str:
    """One fact as a sentence shows it; empty where there is none, or it is not as its name says."""
    value = facts.get(name)
    try:
        return "" if value is None else _Speaker(language, viewer, facts).shown(name, value)
    except UNSAYABLE:
        return ""


class _Speaker:
    """Says one sentence with its facts."""

    def __init__(self, language: Language, viewer: Viewer, facts: Mapping[str, Any]) -> None:
        self._language, self._viewer = language, viewer
        self._facts = {**facts, VIEWER: viewer}
        self._figures = Figures(LOCALES[language], str(facts.get("currency", "")))

    def say(self, sentence: Sentence) -> str:
        if isinstance(sentence, By):
            value = self._facts.get(sentence.fact)
            chosen = str(value) if value else NONE
            fallback = ANY if value else NONE
            choices = sentence.choices
            return self.say(choices[chosen] if chosen in choices else choices[fallback])
        catalogue = translations(self._language)
        if isinstance(sentence, Plural):
            count = int(self._facts["count"])
            return self._filled(catalogue.ngettext(sentence.one, sentence.many, count))
        return self._filled(catalogue.gettext(sentence)) if sentence else ""

    def _filled(self, pattern: str) -> str:
        shown = {name: self.shown(name, self._facts[name]) for name in _names_in(pattern)}
        return pattern.format_map(shown)

    def shown(self, name: str, value: Any) -> str:
        if isinstance(value, list):
            parts = [self.shown(name, one) for one in value]
            return "\n".join(parts) if name.endswith("_lines") else self._list(parts)
        if isinstance(value, Said):
            return self._inner(value.code, value.facts)
        if isinstance(value, Mapping):
            return self._inner(str(value["code"]), value["facts"])
        if isinstance(value, int):
            return self._number(name, value)
        if value and name.endswith("_on"):
            return self._figures.day(date.fromisoformat(value))
        if value and name.endswith("_span"):
            return self._figures.span(*map(date.fromisoformat, value.split("/")))
        if value and name.endswith("_exact"):
            return self._figures.unrounded(Fraction(value))
        if value and name.endswith("_at"):
            zone = str(self._facts.get("time_zone") or "")
            return self._figures.moment(datetime.fromisoformat(value), zone)
        word = TERMS.get(name, {}).get(str(value))
        return translations(self._language).gettext(word) if word else str(value or "")

    def _inner(self, code: str, facts: Mapping[str, Any]) -> str:
        return words_of(code, facts, self._viewer, self._language) or code

    def _number(self, name: str, value: int) -> str:
        if name.endswith("_minor"):
            return self._figures.money(value)
        if name.endswith("_basis_points"):
            return self._figures.rate(value)
        return str(value)

    def _list(self, parts: list[str]) -> str:
        if any(part.endswith((".", "!", "?")) for part in parts):
            return " ".join(parts)
        return format_list(parts, locale=LOCALES[self._language]) if parts else ""


@cache
def _names_in(pattern: str) -> frozenset[str]:
    """Of the sentences alone, so that there is an end to them."""
    return frozenset(name for _, name, _, _ in Formatter().parse(pattern) if name is not None)
