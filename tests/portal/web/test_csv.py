"""Exports are tables for spreadsheets, and never formulas."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from datetime import date
from decimal import Decimal

import pytest

from portal.web.csv import MOST_ROWS, Cell, amount, csv_page, table
from wording.languages import speaking


def read(content: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 40", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1"]
)
def test_what_others_wrote_is_no_formula(text: str) -> None:
    [[cell]] = read(table([[text]]))
    assert cell.startswith("'")


@pytest.mark.parametrize("text", ["-13.00", "-13,00", "Fibre 100", "a=b", "0"])
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert read(table([[text]])) == [[text]]


def test_cells_are_written_as_spreadsheets_read_them() -> None:
    row: Sequence[Cell] = ["a;b", Decimal("-1.50"), date(2023, 1, 14), None, amount(3_100, "EUR")]
    assert read(table([row])) == [["a;b", "-1.50", "2023-01-14", "", "31.00"]]
    with speaking("de"):
        assert read(table([row]), ";") == [["a;b", "-1,50", "2023-01-14", "", "31,00"]]


def test_amounts_have_the_digits_of_their_currency() -> None:
    assert [str(amount(1_500, currency)) for currency in ("JPY", "EUR", "KWD")] == [
        "1500",
        "15.00",
        "1.500",
    ]


async def test_a_longer_table_is_cut_and_says_so() -> None:
    async def endless() -> AsyncIterator[Sequence[Cell]]:
        number = 0
        while True:
            yield [number]
            number += 1

    answer = await csv_page("rows", ["Number"], endless())
    rows = read(bytes(answer.body))
    assert len(rows) == MOST_ROWS + 2
    assert rows[-1][0].startswith(f"Only the first {MOST_ROWS} rows")
