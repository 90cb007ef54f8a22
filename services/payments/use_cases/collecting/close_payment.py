"""Ends the paying of an order: nothing can be captured any more, and what is goes back."""

from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.repository.collecting import intents
from services.payments.repository.invoicing.invoices import change_invoice, invoice_by_key
from services.payments.use_cases.collecting.reach_gateway import cancel_at_gateway


async def close_payment(context: Context, order_id: str) -> list[Intent]:
    """The order's intents, newest first, all settled. With a captured one among them the money came
    first: then nothing is closed and the payment counts.

    Raises `GatewayIsUnavailable` (retry).
    """
    await _cancel_all(context, order_id)  # a payment of the last second is found here and counts
    await _close(context, order_id)
    await _cancel_all(context, order_id)  # what was opened in between
    async with context.database.autocommit() as connection:
        return await intents.intents_of_order(connection, order_id)


async def _cancel_all(context: Context, order_id: str) -> None:
    async with context.database.autocommit() as connection:
        unsettled = await intents.unsettled_intents(connection, order_id)
    for intent in unsettled:
        await cancel_at_gateway(context, intent)


async def _close(context: Context, order_id: str) -> None:
    async with context.database.begin() as connection:
        order = await intents.lock_order(connection, order_id)
        if not order.takes_money:
            return
        await intents.close_order(connection, order_id, context.now())
        draft = await invoice_by_key(connection, f"order/{order_id}")
        if draft is not None:
            await change_invoice(connection, draft.id, state="void")
