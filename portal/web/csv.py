"""Tables for spreadsheets, which hold all that their page's filter shows. Cells that a spreadsheet
would take for a formula are defused, as others wrote what stands in them."""

import csv
import io
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol
from urllib.parse import quote

from fastapi.responses import Response, StreamingResponse

from chassis.problems import BreaksOff
from contracts.currencies import minor_digits
from portal.web.templates import t
from wording.languages import spoken

ROWS_AT_ONCE = 200
"""Read from a service, and written."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the text for one in the machine's old character set."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")

Cell = str | int | Decimal | date | None


class LeftToRead(Protocol):
    """Who is sent a file, as a page is."""

    async def goes_on(self) -> bool:
        """Whether the session that it was asked for with has not ended."""


async def csv_page(
    page: LeftToRead, name: str, headings: Iterable[str], rows: AsyncIterable[Sequence[Cell]]
) -> Response:
    """A download of all rows, sent as they are read. What is refused at once is refused with a
    page; where a service fails later, or the session ends, the download breaks off, so that nobody
    takes it for whole."""
    written = _pieces([list(headings)], rows)
    first = await anext(written)
    return StreamingResponse(
        _behind(first, written, page),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": _named(f"{name}.csv")},
    )


async def _pieces(
    waiting: list[Sequence[Cell]], rows: AsyncIterable[Sequence[Cell]]
) -> AsyncIterator[bytes]:
    """Of so many rows that few are held at once; the first begins the file."""
    mark = BYTE_ORDER_MARK
    async for row in rows:
        waiting.append(row)
        if len(waiting) >= ROWS_AT_ONCE:
            yield (mark + _lines(waiting)).encode()
            mark, waiting = "", []
    if waiting:
        yield (mark + _lines(waiting)).encode()


async def _behind(
    first: bytes, others: AsyncIterator[bytes], page: LeftToRead
) -> AsyncIterator[bytes]:
    """Nothing more is sent to who may not read any more than that."""
    yield first
    async for piece in others:
        if not await page.goes_on():
            yield _lines([[t("portal.ui.file_ends")]]).encode()
            raise BreaksOff
        yield piece


def _named(file: str) -> str:
    """Headers hold few letters; other ones are written as RFC 6266 wants them."""
    if file.isascii():
        return f'attachment; filename="{file}"'
    return f"attachment; filename*=UTF-8''{quote(file)}"


def amount(amount_minor: int, currency: str) -> Decimal:
    """As a number with the currency's digits."""
    return Decimal(amount_minor).scaleb(-minor_digits(currency))


def _lines(rows: Iterable[Sequence[Cell]]) -> str:
    """With the separators that spreadsheets of the spoken language expect."""
    written = io.StringIO()
    separator = "," if spoken() == "en" else ";"
    csv.writer(written, delimiter=separator).writerows(
        [_text(cell) for cell in row] for row in rows
    )
    return written.getvalue()


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return str(cell) if spoken() == "en" else str(cell).replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    is_formula = text.lstrip(" ").startswith(FORMULA) and not NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text
