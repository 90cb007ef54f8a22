"""Turns a sheet into bytes: PDF/A by Typst, or a page that stands by itself. The same sheet gives
the same bytes; no network, no fonts of the machine, no clock."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import structlog
import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.payments.documents.sheet import Sheet
from services.payments.domain.invoicing.printed import Format

FOLDER = Path(__file__).parent
TYPST_PAGE = (FOLDER / "page.typ").read_bytes()
HTML_PAGE = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined
).get_template("page.html")
ARCHIVAL: "list[typst.PDFStandard]" = ["a-2a"]
"""PDF/A-2a: fonts inside, tagged, readable in decades."""
MEDIA_TYPES: Mapping[Format, str] = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
log = structlog.get_logger()


def print_sheet(sheet: Sheet, wanted: Format) -> bytes:
    """Takes some milliseconds of a processor: call it in a thread."""
    return PRINTERS[wanted](sheet)


def _print_pdf(sheet: Sheet) -> bytes:
    try:
        return _compile(sheet, ARCHIVAL)
    except typst.TypstError as error:
        # PDF/A refuses a character that no font at hand can show, such as Chinese ones in a name.
        # A document with a gap there is better than none.
        log.warning("document_is_not_archival", number=sheet.number, error=error.message)
        return _compile(sheet, [])


def _compile(sheet: Sheet, standards: "list[typst.PDFStandard]") -> bytes:
    return typst.compile(
        TYPST_PAGE,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(asdict(sheet))},
        pdf_standards=standards,
        timestamp=datetime.fromisoformat(sheet.issued_on).replace(tzinfo=UTC),
    )


def _print_html(sheet: Sheet) -> bytes:
    return HTML_PAGE.render(sheet=sheet).encode()


PRINTERS: Mapping[Format, Callable[[Sheet], bytes]] = {"pdf": _print_pdf, "html": _print_html}
