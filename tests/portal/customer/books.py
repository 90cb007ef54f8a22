"""What payments would have issued to a customer of the portal's tests."""

from datetime import date

from chassis.ids import new_id
from clients.system.orders import SystemOrders
from clients.system.payments import SystemPayments
from contracts.bookkeeping import RecordPayment
from contracts.credits import CreditNoteView
from contracts.message import Language
from contracts.payments import BillingParty, InvoiceView
from tests.portal.world import PortalWorld
from tests.services.orders.world import SYSTEM, key
from tests.services.payments.billing import moved
from tests.services.payments.world import party, request_invoice


def books(pages: PortalWorld) -> SystemPayments:
    return SystemPayments(pages.http, "http://payments.test", SYSTEM)


def payer(pages: PortalWorld, customer: SystemOrders) -> BillingParty:
    return party(pages.partner_id, customer._actor.id)


async def unpaid(
    pages: PortalWorld,
    customer: SystemOrders,
    start_on: str = "2023-01-01",
    language: Language = "en",
) -> InvoiceView:
    """An invoice of 31.00 for a month."""
    who = payer(pages, customer).model_copy(update={"language": language})
    wanted = request_invoice(start_on, who)
    return await books(pages).issue_invoice(wanted)


async def paid(
    pages: PortalWorld, customer: SystemOrders, language: Language = "en"
) -> InvoiceView:
    invoice = await unpaid(pages, customer, language=language)
    received = RecordPayment(
        amount_minor=invoice.due_minor,
        currency=invoice.currency,
        method="cash",
        received_on=date(2023, 1, 1),
        reference=new_id("ref"),
    )
    admin = books(pages).as_actor(pages.admin()._actor)
    await admin.record_payment(invoice.id, received, key=key())
    return await books(pages).invoice(invoice.id)


async def credited(pages: PortalWorld, invoice: InvoiceView) -> CreditNoteView:
    """Its start moved to the fourteenth: 13 days are unused."""
    command = moved(invoice.items[0].order_item_id, "2023-01-14")
    note = (await books(pages).issue_credit(command)).credit_note
    assert note is not None
    return note
