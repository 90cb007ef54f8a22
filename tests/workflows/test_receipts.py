"""A request that was approved is invoiced, and its customer pays that online weeks later, when its
workflow is long gone: the customer is mailed a receipt, once."""

import pytest

from contracts.invoice_payments import PayInvoice
from contracts.mails import MailView
from contracts.payments import InvoiceView
from scenarios.journey import Journey
from scenarios.people import new_key
from scenarios.stories import today
from tests.patience import eventually
from tests.workflows.house import House

pytestmark = [pytest.mark.engines, pytest.mark.timeout(120)]


async def owing(house: House) -> tuple[Journey, InvoiceView]:
    """An order that is done, and its open invoice."""
    fibre = house.system.offerings.fibre
    journey = await Journey.at_once(house.system, fibre, pay=False, language="de")
    await journey.is_requested()
    await journey.approve(today())
    await journey.ends()
    [invoice] = (await house.system.operator.payments.invoices(order_id=journey.id)).items
    assert invoice.due_minor == 3_100
    return journey, invoice


async def receipts(house: House, journey: Journey) -> list[MailView]:
    notifications = house.system.operator.notifications
    return (await notifications.mails(order_id=journey.id, event="invoice_paid")).items


async def test_who_pays_an_invoice_is_mailed_a_receipt_once(house: House) -> None:
    journey, invoice = await owing(house)
    command = PayInvoice(payment_method="simulator")
    payments = journey.customer.services.payments
    attempt = await payments.pay_invoice(invoice.id, command, key=new_key())
    assert attempt.page_url is not None
    page = {"card": "success"}
    await house.system.people.http.post_to_page(attempt.page_url, page)

    async def mailed() -> list[MailView] | None:
        return await receipts(house, journey) or None

    [mail] = await eventually(mailed)
    await payments.look_at_invoice_payment(invoice.id)
    await house.is_quiet()
    assert [one.id for one in await receipts(house, journey)] == [mail.id]
    assert (mail.audience, mail.document) == ("customer", None)
    assert mail.subject == f"Ihre Zahlung für Rechnung {invoice.number} ist eingegangen"
    assert "31,00" in mail.body
    assert journey.id in mail.body
