"""The templates under portal/, which hold no words of their own, and what they can ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from contracts.said import Said, Told, plain
from portal.web.assets import address_of
from portal.web.viewers import viewer
from wording.figures import Figures
from wording.languages import LOCALES, spoken
from wording.telling import moment_in, money, term, words_of

ROOT = Path(__file__).parents[1]
Filter = Callable[..., str]


def t(code: str, /, **facts: Any) -> str:
    """What the page's reader reads. A missing sentence is a fault of ours, and fails as such."""
    found = words_of(code, plain(facts), viewer())
    if found is None:
        raise LookupError(f"nothing is written for {code} with the facts {sorted(facts)}")
    return found


def day(value: date) -> str:
    return Figures(LOCALES[spoken()], "").day(value)


def span(first: date, last: date) -> str:
    return Figures(LOCALES[spoken()], "").span(first, last)


@dataclass(frozen=True)
class Quotation:
    """Words with a part that a gateway wrote, in a language of its own."""

    before: str
    quoted: str
    language: str
    after: str


def quotation(what: Told, text: str) -> Quotation | None:
    """Of what is told by the text; None where all words are ours."""
    facts = _of_gateway(what)
    if facts is None:
        return None
    before, quoted, after = text.partition(str(facts["gateway_words"]))
    return Quotation(before, quoted, str(facts.get("gateway_language", "")), after)


def _of_gateway(what: Said) -> Mapping[str, Any] | None:
    """The facts of a gateway's words, which others may tell of."""
    if what.code == "gateway.words":
        return what.facts
    parts = (fact for fact in what.facts.values() if isinstance(fact, Said))
    return next((found for one in parts if (found := _of_gateway(one)) is not None), None)


def iban(value: str) -> str:
    """In groups of four, as on paper."""
    return " ".join(value[at : at + 4] for at in range(0, len(value), 4))


def short(number: str) -> str:
    """The end of a number that the system made, by which people tell rows apart."""
    return f"…{number[-6:]}"


FILTERS: dict[str, Filter] = {
    "money": money,
    "day": day,
    "span": span,
    "iban": iban,
    "short": short,
    "moment": moment_in,
}


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update({"t": t, "term": term, "static": address_of, "quotation": quotation})
    made.filters.update(FILTERS)
    return made


def template(name: str) -> Template:
    return environment().get_template(name)
