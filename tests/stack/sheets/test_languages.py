"""The same order as the command line tells it, in each language."""

import pytest
from rich.console import Console

from contracts.message import Language
from stack.sheets.order_sheet import render
from tests.stack.sheets.test_order_sheet import REFUND, sheet_of
from wording.languages import speaking


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ["needs attention; customer mia, partner 1, paid upfront, €31.00", "amount", "pending"],
        ),
        (
            "de",
            ["muss geprüft werden; Kunde mia, Partner 1", "im Voraus bezahlt", "Betrag"],
        ),
        (
            "fr",
            ["à examiner ; client mia, partenaire 1", "payé d’avance", "montant"],
        ),
    ],
)
def test_an_order_is_told_in_the_language_that_was_chosen(
    language: Language, expected: list[str]
) -> None:
    console = Console(width=160)
    with speaking(language), console.capture() as captured:
        console.print(render(sheet_of(REFUND)))
    shown = captured.get()
    assert [words for words in expected if words not in shown] == []
