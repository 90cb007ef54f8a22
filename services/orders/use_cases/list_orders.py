"""List orders and audits, for whoever may see them."""

from chassis.listing import Listing
from chassis.pages import decode_number, page_of
from chassis.tokens import Caller
from contracts.actors import Actor
from contracts.message import Page
from contracts.orders import OrderView
from contracts.timeline import AuditEntryView
from services.orders.context import Context
from services.orders.domain.narrowing import WantedOrders
from services.orders.repository.audit import KeptEntry, list_audit
from services.orders.repository.orders import list_orders
from services.orders.use_cases.load_order import load_order
from services.orders.views import order_view
from wording.telling import tell


async def page_of_orders(
    context: Context, caller: Caller, listing: Listing, wanted: WantedOrders
) -> Page[OrderView]:
    """Their lines are without segments; one order that is read has them."""
    async with context.database.autocommit() as connection:
        found = await list_orders(connection, listing, wanted)
    return page_of(
        found.rows,
        lambda order: order_view(order, caller.actor),
        listing.limit,
        goes_on=found.goes_on,
    )


async def page_of_audit(
    context: Context, caller: Caller, order_id: str, cursor: str | None, limit: int
) -> Page[AuditEntryView]:
    before_id = decode_number(cursor)
    async with context.database.autocommit() as connection:
        await load_order(connection, caller, order_id)
        found = await list_audit(connection, order_id, before_id, limit)
    return page_of(found, lambda entry: _audit_entry(entry, caller.actor), limit)


def _audit_entry(entry: KeptEntry, viewer: Actor) -> AuditEntryView:
    return AuditEntryView(
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        item_id=entry.item_id,
        reason=tell(entry.reason, viewer),
    )
