"""What the product says has a sentence with its facts, and each sentence is said somewhere."""

import importlib
import pkgutil
from collections import Counter
from string import Formatter

import contracts
from wording import sentences
from wording.marking import VIEWER, By, Plural, Sentence
from wording.sentences import SENTENCES

for _module in pkgutil.iter_modules(contracts.__path__):
    importlib.import_module(f"contracts.{_module.name}")  # so that every refusal is known

from tests.wording.codes import texts, uses  # noqa: E402 - reads which refusals are known

COMPOSED = {
    "admin.settings.fault.": "by what is wrong with a setting",
    "fault.": "by the type of Pydantic's error",
    "ledger.": "by the check of the ledger that found something",
    "method.": "by the kind of a gateway's method",
    "notice.": "by the event that people are notified of",
    "step.": "by the name of a workflow's step",
    "timeline.": "by what the audit of an order says was done",
}
"""Codes that are put together, and of what."""


def test_a_code_is_written_once() -> None:
    subjects = (info.name for info in pkgutil.iter_modules(sentences.__path__))
    codes = Counter(
        code
        for name in subjects
        if not name.startswith("terms")
        for code in importlib.import_module(f"wording.sentences.{name}").SENTENCES
    )
    assert [code for code, count in codes.items() if count > 1] == []
    assert set(codes) == set(SENTENCES), "each subject is in the table of all"


def test_every_code_has_a_sentence() -> None:
    assert [use for use in uses() if use.code not in SENTENCES] == []


def test_every_sentence_is_said() -> None:
    said = {use.code for use in uses()} | texts()
    unsaid = set(SENTENCES) - said
    assert [code for code in sorted(unsaid) if not code.startswith(tuple(COMPOSED))] == []


def test_every_way_to_compose_a_code_is_used() -> None:
    assert [head for head in COMPOSED if not any(code.startswith(head) for code in SENTENCES)] == []


def test_every_fact_in_a_sentence_is_given() -> None:
    short = [
        (use.place, use.code, missing)
        for use in uses()
        if use.facts is not None and (missing := needed_by(SENTENCES[use.code]) - use.facts)
    ]
    assert short == []


def needed_by(sentence: Sentence) -> set[str]:
    """The facts without which it cannot be said; what it only chooses by may be absent."""
    if isinstance(sentence, By):
        return {
            name
            for value, one in sentence.choices.items()
            for name in needed_by(one)
            if name != sentence.fact or not value
        } - {VIEWER}
    texts = [sentence.one, sentence.many] if isinstance(sentence, Plural) else [sentence]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}
