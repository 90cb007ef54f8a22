"""Tables for spreadsheets, which hold what their page's filter shows. Cells that a spreadsheet
would take for a formula are defused, as others wrote what stands in them."""

import csv
import io
import re
from collections.abc import AsyncIterable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from fastapi.responses import Response

from contracts.currencies import minor_digits
from contracts.said import said
from portal.web.viewers import viewer
from wording.languages import spoken
from wording.telling import words

MOST_ROWS = 2_000
ROWS_AT_ONCE = 200
"""Read from a service."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the text for one in the machine's old character set."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")

Cell = str | int | Decimal | date | None


async def csv_page(
    name: str, headings: Iterable[str], rows: AsyncIterable[Sequence[Cell]]
) -> Response:
    """A download. No more than `MOST_ROWS` are read, and where there are more, the last line says
    so."""
    found: list[Sequence[Cell]] = []
    async for row in rows:
        if len(found) == MOST_ROWS:
            found.append([words(said("portal.csv.cut", most=MOST_ROWS), viewer())])
            break
        found.append(row)
    return Response(
        table([list(headings), *found]),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": _named(f"{name}.csv")},
    )


def _named(file: str) -> str:
    """Headers hold few letters; other ones are written as RFC 6266 wants them."""
    if file.isascii():
        return f'attachment; filename="{file}"'
    return f"attachment; filename*=UTF-8''{quote(file)}"


def amount(amount_minor: int, currency: str) -> Decimal:
    """As a number with the currency's digits."""
    return Decimal(amount_minor).scaleb(-minor_digits(currency))


def table(rows: Iterable[Sequence[Cell]]) -> bytes:
    """With the separators that spreadsheets of the spoken language expect."""
    written = io.StringIO()
    separator = "," if spoken() == "en" else ";"
    csv.writer(written, delimiter=separator).writerows(
        [_text(cell) for cell in row] for row in rows
    )
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return str(cell) if spoken() == "en" else str(cell).replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    text = "" if cell is None else str(cell)
    is_formula = text.lstrip(" ").startswith(FORMULA) and not NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text
