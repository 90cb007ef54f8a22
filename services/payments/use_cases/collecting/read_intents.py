"""Reads payment intents: one, or an order's attempts."""

from chassis.problems import not_found
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.repository.collecting.intents import intent_by_id, intents_of_order


async def read_intent(context: Context, intent_id: str) -> Intent:
    """Raises `ObjectIsNotFound`."""
    async with context.database.autocommit() as connection:
        intent = await intent_by_id(connection, intent_id)
    if intent is None:
        raise not_found("payment intent")
    return intent


async def read_attempts(
    context: Context, order_id: str, below: int | None, limit: int
) -> list[Intent]:
    """An order's, newest first; `below` an attempt for the following page."""
    async with context.database.autocommit() as connection:
        return await intents_of_order(connection, order_id, below=below, limit=limit)
