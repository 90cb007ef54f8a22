"""Every sentence stands in every language, with the same facts in it."""

from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Message

from contracts.message import Language
from wording.catalogues import TRANSLATED, catalogue, path_of, written


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_all_sentences_and_no_others(language: Language) -> None:
    current = path_of(language).read_bytes() == written(language)
    assert current, "renew it with `python -m wording.catalogues`, and translate what is new"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_left_in_english(language: Language) -> None:
    gaps = [one.id for one in messages(language) if one.fuzzy or not all(translations_of(one))]
    assert gaps == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_names_the_same_facts(language: Language) -> None:
    wrong = [one.id for one in messages(language) if not names_the_same(one)]
    assert wrong == []


TERMS: dict[Language, tuple[str, str]] = {
    "de": ("rechnungskorrektur", "gutschrift"),  # which the payer would write, § 14 UStG
    "fr": ("avoir", "note de crédit"),
}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_credit_note_has_one_name_on_pages_and_documents(language: Language) -> None:
    wanted, unwanted = TERMS[language]
    told = [
        text.lower()
        for one in messages(language)
        if "credit note" in str(one.id).lower()
        for text in translations_of(one)
    ]
    assert told
    assert [text for text in told if wanted not in text or unwanted in text] == []


def messages(language: Language) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def translations_of(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def names_the_same(message: Message) -> bool:
    """A singular may say its count in a word."""
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = facts_in(ids[-1])
    given = [facts_in(text) for text in translations_of(message)]
    return given[-1] == wanted and all(wanted - facts <= {"count"} for facts in given)


def facts_in(text: str) -> set[str]:
    """Raises for whatever is more than a plain name."""
    found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    assert all(name.isidentifier() for name in found), text
    return found
