"""Start a scheduled item once its start date has begun in the partner's time zone."""

from billing.days import local_date
from chassis.tokens import Caller
from contracts.recording import OrderSnapshot
from contracts.said import said
from services.orders.context import Context
from services.orders.domain.item_changes import ItemChange
from services.orders.domain.transitions import next_state
from services.orders.repository.changes import By, save_changes
from services.orders.use_cases.load_order import item_of, load_order
from services.orders.use_cases.show_order import snapshot_of


async def start_scheduled_item(
    context: Context, caller: Caller, order_id: str, item_id: str
) -> OrderSnapshot:
    """Changes nothing before the date: `activate_at` then says when to come back."""
    by = By(caller.actor.label, context.now())
    async with context.database.begin() as connection:
        order = await load_order(connection, caller, order_id, lock=True)
        item = item_of(order, item_id)
        state = next_state(item.state, "start_arrived")
        today = local_date(by.at, order.policy.time_zone)
        if state and item.start_on and item.start_on <= today:
            why = said("audit.start_arrived", start_on=item.start_on)
            change = ItemChange(item.id, state, item.start_on, "start_arrived", why)
            order = await save_changes(connection, order, by, [change])
        return await snapshot_of(connection, caller, order)
