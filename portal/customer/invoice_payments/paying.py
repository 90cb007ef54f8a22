"""The way to the payment of an invoice: what to pay it by, and a page in between that reads how the
payment stands, so that nobody pays twice."""

import asyncio

from fastapi.responses import Response

from contracts.bookkeeping import InvoiceIsNotOpen
from contracts.invoice_payments import PayInvoice
from contracts.message import Id, Name
from contracts.said import said
from portal.customer.orders.returning import forget_return, has_just_returned
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()


class PayInvoiceForm(Form):
    payment_method: Name


@pages.get("/finance/invoices/{invoice_id}/pay", permission="customer")
async def choose(page: PageDep, invoice_id: Id) -> Response:
    return await _choices(page, invoice_id, page.typed(), is_new=True)


@pages.post("/finance/invoices/{invoice_id}/pay", permission="customer")
async def pay(page: PageDep, invoice_id: Id) -> Response:
    try:
        form = await page.form(PayInvoiceForm)
    except FormIsWrong as wrong:
        return await _choices(page, invoice_id, wrong.typed, status=422)
    command = PayInvoice(
        payment_method=form.payment_method,
        return_url=f"{page.context.settings.portal_url}/finance/invoices/{invoice_id}/return",
    )
    payments = page.services.payments
    try:
        await page.do_once(lambda key: payments.pay_invoice(invoice_id, command, key=key))
    except InvoiceIsNotOpen:
        return page.go(f"/finance/invoices/{invoice_id}", said("portal.invoice_pay.nothing_due"))
    answer = page.go(f"/finance/invoices/{invoice_id}/payment")
    forget_return(page, answer)
    return answer


@pages.get("/finance/invoices/{invoice_id}/payment", permission="customer")
async def go_on(page: PageDep, invoice_id: Id) -> Response:
    stands = await page.services.payments.invoice_payment(invoice_id)
    attempt = stands.attempt
    can_be_paid = attempt is not None and attempt.state == "open" and stands.due_minor > 0
    may_have_paid = (
        attempt is not None and attempt.instructions is None and has_just_returned(page, invoice_id)
    )
    if not can_be_paid or may_have_paid:
        return page.go(f"/finance/invoices/{invoice_id}/return")
    return page.show("customer/invoice_payments/go_on.html", stands=stands, attempt=attempt)


async def _choices(
    page: Page, invoice_id: str, form: Typed, status: int = 200, *, is_new: bool = False
) -> Response:
    """The first way that can be used is chosen at first, as at the checkout."""
    payments = page.services.payments
    stands, offered = await asyncio.gather(
        payments.invoice_payment(invoice_id), payments.methods_of_invoice(invoice_id)
    )
    if not stands.due_minor:
        return page.go(f"/finance/invoices/{invoice_id}", said("portal.invoice_pay.nothing_due"))
    choices = [(one.id, one.label.text) for one in offered.methods if one.usable]
    if is_new and choices:
        form = Typed({"payment_method": choices[0][0], **form.values})
    return page.show(
        "customer/invoice_payments/choose.html",
        status=status,
        stands=stands,
        offered=offered,
        choices=choices,
        form=form,
    )
