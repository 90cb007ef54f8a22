"""Sheets as bytes: archival PDF and a page that stands by itself, the same at every printing."""

import re
from dataclasses import replace

import pytest

from contracts.message import Language
from services.payments.documents.printing import print_sheet
from services.payments.documents.sheet import Line
from services.payments.domain.invoicing.printed import Format
from tests.services.payments.documents.samples import invoice_sheet, note_sheet


@pytest.mark.parametrize("wanted", ["pdf", "html"])
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_the_same_sheet_gives_the_same_bytes(language: Language, wanted: Format) -> None:
    for sheet in (invoice_sheet(language), note_sheet(language)):
        assert print_sheet(sheet, wanted) == print_sheet(sheet, wanted)


def test_the_file_is_archival_with_its_fonts_inside_and_dated_by_the_document() -> None:
    content = print_sheet(invoice_sheet("de"), "pdf")
    assert content.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"LibertinusSerif-Regular" in content
    assert b"/FontFile3" in content
    assert b"D:20230110000000" in content


def test_what_looks_like_markup_is_printed_and_not_run() -> None:
    name = '#panic() $x$ *a* <script>alert("1")</script> @ref \\ // [b]'
    sheet = replace(invoice_sheet(), buyer=[name], seller=[name])
    assert print_sheet(sheet, "pdf").startswith(b"%PDF")
    page = print_sheet(sheet, "html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_name_that_no_font_shows_still_gives_a_document() -> None:
    sheet = replace(invoice_sheet(), buyer=["王小明"])
    content = print_sheet(sheet, "pdf")
    assert content.startswith(b"%PDF")
    assert b"pdfaid:part" not in content
    assert "王小明" in print_sheet(sheet, "html").decode()


def test_two_hundred_lines_run_over_pages() -> None:
    lines = [Line(f"Plan {n}", ["1–31 Jan 2023"], ["1"] * 5) for n in range(200)]
    content = print_sheet(replace(invoice_sheet(), lines=lines), "pdf")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", content)) > 3


def test_the_page_needs_nothing_else() -> None:
    page = print_sheet(note_sheet("fr"), "html").decode()
    assert '<html lang="fr">' in page
    assert not re.search(r"\b(src|href)=|https?:|@import|url\(", page)
