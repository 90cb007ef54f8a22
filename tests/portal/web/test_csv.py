"""Exports are tables for spreadsheets, whole, and never formulas."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from datetime import date
from decimal import Decimal

import pytest
from fastapi.responses import StreamingResponse

from chassis.problems import BreaksOff
from contracts.problems import ServiceIsUnavailable
from portal.web.csv import ROWS_AT_ONCE, Cell, amount, csv_page
from wording.languages import speaking

HEAD = "Number"


class Reader:
    """Whose session ends after so many looks."""

    def __init__(self, looks: int = 1_000) -> None:
        self.looks = looks

    async def goes_on(self) -> bool:
        self.looks -= 1
        return self.looks >= 0


async def each(rows: Sequence[Sequence[Cell]]) -> AsyncIterator[Sequence[Cell]]:
    for row in rows:
        yield row


async def written(rows: AsyncIterator[Sequence[Cell]], separator: str = ",") -> list[list[str]]:
    """What a spreadsheet reads of it, without the headings."""
    answer = await csv_page(Reader(), "rows", [HEAD], rows)
    assert isinstance(answer, StreamingResponse)
    whole = b"".join([bytes(piece) async for piece in answer.body_iterator])  # type: ignore[arg-type]
    text = whole.decode("utf-8-sig")
    assert not text.startswith("\ufeff")
    head, *found = csv.reader(io.StringIO(text), delimiter=separator)
    assert head == [HEAD]
    return found


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 40", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1"]
)
async def test_what_others_wrote_is_no_formula(text: str) -> None:
    [[cell]] = await written(each([[text]]))
    assert cell.startswith("'")


@pytest.mark.parametrize("text", ["-13.00", "-13,00", "Fibre 100", "a=b", "0"])
async def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert await written(each([[text]])) == [[text]]


async def test_cells_are_written_as_spreadsheets_read_them() -> None:
    row: Sequence[Cell] = ["a;b", Decimal("-1.50"), date(2023, 1, 14), None, amount(3_100, "EUR")]
    assert await written(each([row])) == [["a;b", "-1.50", "2023-01-14", "", "31.00"]]
    with speaking("de"):
        german = await written(each([row]), ";")
    assert german == [["a;b", "-1,50", "2023-01-14", "", "31,00"]]


def test_amounts_have_the_digits_of_their_currency() -> None:
    assert [str(amount(1_500, currency)) for currency in ("JPY", "EUR", "KWD")] == [
        "1500",
        "15.00",
        "1.500",
    ]


@pytest.mark.parametrize("count", [0, 1, ROWS_AT_ONCE - 1, ROWS_AT_ONCE, 2_500, 10_000])
async def test_every_row_is_there_once(count: int) -> None:
    found = await written(each([[number] for number in range(count)]))
    assert found == [[str(number)] for number in range(count)]


async def test_rows_are_sent_before_the_last_one_is_read() -> None:
    read = 0

    async def endless() -> AsyncIterator[Sequence[Cell]]:
        nonlocal read
        while True:
            read += 1
            yield [read]

    answer = await csv_page(Reader(), "rows", [HEAD], endless())
    assert isinstance(answer, StreamingResponse)
    pieces = aiter(answer.body_iterator)
    for number in range(1, 4):
        await anext(pieces)
        assert read < (number + 1) * ROWS_AT_ONCE


async def test_what_is_refused_at_once_is_no_file_and_what_fails_later_no_whole_one() -> None:
    async def failing(after: int) -> AsyncIterator[Sequence[Cell]]:
        for number in range(after):
            yield [number]
        raise ServiceIsUnavailable

    with pytest.raises(ServiceIsUnavailable):
        await csv_page(Reader(), "rows", [HEAD], failing(0))
    with pytest.raises(ServiceIsUnavailable):
        await written(failing(3 * ROWS_AT_ONCE))


async def test_a_file_ends_with_the_session_and_says_so() -> None:
    """Nothing that was read later is sent, and the download breaks off."""

    async def numbers() -> AsyncIterator[Sequence[Cell]]:
        for number in range(10 * ROWS_AT_ONCE):
            yield [number]

    answer = await csv_page(Reader(looks=2), "rows", [HEAD], numbers())
    assert isinstance(answer, StreamingResponse)
    pieces = [bytes(await anext(aiter(answer.body_iterator))).decode() for _ in range(4)]  # type: ignore[arg-type]
    with pytest.raises(BreaksOff):
        await anext(aiter(answer.body_iterator))
    _, *rows, last = "".join(pieces).splitlines()
    assert len(rows) == 3 * ROWS_AT_ONCE - 1
    assert "This file is not complete" in last
