"""Money received for an issued invoice, by cash or transfer: what would be open after it is seen
first, then it is recorded, once."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi.responses import Response
from pydantic import Field

from contracts.bookkeeping import (
    DueHasChanged,
    InvoiceIsNotOpen,
    PaymentExceedsWhatIsDue,
    PaymentIsNotPlausible,
    PaymentReferenceIsUsed,
    RecordPayment,
    RecordReceipt,
)
from contracts.message import Id
from contracts.payments import InvoiceView
from contracts.said import said
from portal.admin.receipts import METHODS, ReceiptForm, read_receipt, usual_receipt
from portal.web.forms import FormIsWrong, Typed
from portal.web.lists import choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()
RECEIVE = "/documents/invoice/{invoice_id}/receive"
AmountMinor = Annotated[int, Field(ge=0, le=10**15)]


class ReceivedForm(ReceiptForm):
    """With what was open as the form was shown, and what the preview said would be after it."""

    due_minor: AmountMinor
    left_minor: AmountMinor | None = None
    do: Literal["preview", "record"] = "preview"


@dataclass(frozen=True)
class Seen:
    """What would be open after it."""

    left_minor: int
    currency: str


@pages.get(RECEIVE, permission="decide")
async def receive(page: PageDep, invoice_id: Id) -> Response:
    invoice = await page.services.payments.invoice(invoice_id)
    if not takes_money(invoice):
        return page.go(_path(invoice_id), said("admin.receiving.nothing_due"), "warning")
    initial = usual_receipt(page, invoice.due_minor, invoice.currency)
    return _shown(page, invoice, page.typed(**initial))


@pages.post(RECEIVE, permission="decide")
async def record(page: PageDep, invoice_id: Id) -> Response:
    """Whatever was typed anew since the preview is previewed first."""
    payments = page.services.payments
    invoice = await payments.invoice(invoice_id)
    try:
        form = await page.form(ReceivedForm)
        received = await read_receipt(page, form, invoice.currency)
    except FormIsWrong as wrong:
        return _shown(page, invoice, wrong.typed, 422)
    is_seen = form.left_minor == form.due_minor - received.amount_minor
    if form.do == "preview" or not is_seen:
        return _previewed(page, invoice, form, received)
    wanted = RecordReceipt(**received.model_dump(), expected_due_minor=form.due_minor)
    try:
        await page.do_once(lambda key: payments.record_payment(invoice_id, wanted, key=key))
    except DueHasChanged as refused:
        now = await payments.invoice(invoice_id)
        return _previewed(page, now, form, received, refused)
    except (PaymentExceedsWhatIsDue, PaymentReferenceIsUsed, PaymentIsNotPlausible) as refused:
        field = "reference" if isinstance(refused, PaymentReferenceIsUsed) else ""
        why = detail_of(refused, page.language, viewer())
        typed = Typed(form.model_dump(), {field: why})
        return _shown(page, await payments.invoice(invoice_id), typed, refused.status)
    except InvoiceIsNotOpen as refused:
        return page.refuse(_path(invoice_id), refused)
    now = await payments.invoice(invoice_id)
    done = said("admin.receiving.done", left_minor=now.due_minor, currency=now.currency)
    return page.go(_path(invoice_id), done)


def takes_money(invoice: InvoiceView) -> bool:
    return invoice.state == "issued" and invoice.due_minor > 0


def _previewed(
    page: Page,
    invoice: InvoiceView,
    form: ReceivedForm,
    received: RecordPayment,
    refused: DueHasChanged | None = None,
) -> Response:
    """Anew, and why, where what is due is not what it was."""
    left_minor = invoice.due_minor - received.amount_minor
    if left_minor < 0:
        too_much = PaymentExceedsWhatIsDue(
            number=invoice.number,
            due_minor=invoice.due_minor,
            received_minor=received.amount_minor,
            currency=invoice.currency,
        )
        why = {"amount": detail_of(too_much, page.language, viewer())}
        return _shown(page, invoice, Typed(form.model_dump(), why), 422)
    seen = Seen(left_minor, invoice.currency)
    changed = {"": detail_of(refused, page.language, viewer())} if refused else {}
    status = refused.status if refused else 200
    return _shown(page, invoice, Typed(form.model_dump(), changed), status, seen=seen)


def _shown(
    page: Page, invoice: InvoiceView, typed: Typed, status: int = 200, *, seen: Seen | None = None
) -> Response:
    return page.show(
        "admin/receiving/page.html",
        status=status,
        invoice=invoice,
        typed=typed,
        seen=seen,
        methods=choices("method", METHODS),
        back=_path(invoice.id),
    )


def _path(invoice_id: str) -> str:
    return f"/documents/invoice/{invoice_id}"
