"""Lists the money that came in; an offline payment with what its receipt says."""

from chassis.pages import page_of
from contracts.bookkeeping import RecordPayment
from contracts.message import Page
from contracts.payments import PaymentView
from services.payments.context import Context
from services.payments.domain.listing import Listing
from services.payments.gateways.offline.statements import receipts_of
from services.payments.repository.collecting.payments import list_payments
from services.payments.views.collecting import payment_view


async def list_received(context: Context, listing: Listing) -> Page[PaymentView]:
    """Newest first."""
    async with context.database.autocommit() as connection:
        rows = await list_payments(connection, listing)
        intent_ids = [row.intent_id for row in rows if row.intent_id is not None]
        receipts = await receipts_of(connection, intent_ids)
    page = page_of(rows, payment_view, listing.limit)
    items = [_with_receipt(view, receipts.get(view.intent_id or "")) for view in page.items]
    return Page(items=items, next_cursor=page.next_cursor)


def _with_receipt(view: PaymentView, receipt: RecordPayment | None) -> PaymentView:
    if receipt is None:
        return view
    written = {"method", "reference", "received_on"}
    return view.model_copy(update=receipt.model_dump(include=written))
