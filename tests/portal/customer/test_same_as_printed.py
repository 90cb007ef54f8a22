"""What a page says of an invoice or a credit note is what its document says: amounts, days, lines
and reasons, in every language that a customer may read."""

import re
from html import unescape

import pytest

from chassis.ids import new_id
from clients.payments import PaymentsClient
from clients.system.orders import SystemOrders
from contracts.message import Amount, Language
from tests.portal.customer.books import books, credited, paid, payer
from tests.portal.customer.ordering import without_tags
from tests.portal.world import PortalWorld
from tests.services.payments.domain.plans import line
from tests.services.payments.world import request_invoice
from wording.figures import Figures
from wording.languages import LANGUAGES, LOCALES

pytestmark = [pytest.mark.engines, pytest.mark.parametrize("language", LANGUAGES)]
TOLD = re.compile(
    r"(?<![\d,.])\d[\d,.\u202f]*[.,]\d\d(?!\d)"  # an amount
    r"|\d[\d,.]* ?%"
    r"|\b\d{1,2}(?:er|\.)? [^\W\d]+\.? 20\d\d\b"  # a day
)


async def test_an_invoice(pages: PortalWorld, language: Language) -> None:
    customer = await pages.customer()
    who = payer(pages, customer).model_copy(update={"language": language})
    taxed = line(133_333, vat_basis_points=2_000, quantity=2, item_id=new_id("itm"))
    wanted = request_invoice("2023-01-04", who).model_copy(update={"line": taxed})
    invoice = await books(pages).issue_invoice(wanted)
    printed = plain(await of(pages, customer).invoice_document(invoice.id, "html"))
    shown = await main_of(pages, customer, f"/finance/invoices/{invoice.id}", language)
    assert told_in(shown) <= told_in(printed)
    figures = Figures(LOCALES[language], "EUR")
    (item,) = invoice.items
    assert invoice.issued_on
    assert invoice.due_on
    for told in (
        *amounts(invoice.amount, figures),
        *amounts(item.amount, figures),
        plain(figures.rate(2_000)),
        figures.day(invoice.issued_on),
        figures.day(invoice.due_on),
        item.description,
    ):
        assert told in shown
        assert told in printed


async def test_a_credit_note(pages: PortalWorld, language: Language) -> None:
    customer = await pages.customer()
    note = await credited(pages, await paid(pages, customer, language))
    printed = plain(await of(pages, customer).credit_note_document(note.id, "html"))
    shown = await main_of(pages, customer, f"/finance/credit-notes/{note.id}", language)
    assert told_in(shown) <= told_in(printed)
    figures = Figures(LOCALES[language], "EUR")
    why = await of(pages, customer).speaking(language).explain_credit_note(note.id)
    for told in (
        *amounts(note.amount, figures),
        figures.day(note.issued_on),
        note.invoice_number,
        *(plain(one.sentence.text) for one in why.lines),
        *(plain(one.text) for one in why.sentences),
    ):
        assert told in shown
        assert told in printed


def of(pages: PortalWorld, customer: SystemOrders) -> PaymentsClient:
    return pages.services(customer._actor).payments


async def main_of(pages: PortalWorld, customer: SystemOrders, path: str, language: Language) -> str:
    page = (await (await pages.signed_in(customer, language)).get(path)).text
    return plain(page[page.index("<main") : page.index("</main>")])


def plain(page: str | bytes) -> str:
    """What a reader reads; spaces of whatever width are one."""
    text = page if isinstance(page, str) else page.decode().partition("</style>")[2]
    return " ".join(unescape(without_tags(text)).split())


def told_in(text: str) -> set[str]:
    return set(TOLD.findall(text))


def amounts(amount: Amount, figures: Figures) -> list[str]:
    parts = (amount.net_minor, amount.vat_minor, amount.gross_minor)
    return [plain(figures.amount(part)) for part in parts]
