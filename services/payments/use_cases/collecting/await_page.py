"""Waits for the payment page of an attempt, which its order's workflow has opened meanwhile."""

import asyncio
import contextlib

from chassis.problems import not_found
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.repository.collecting.intents import intents_of_order

LOOK_AGAIN_SECONDS = 0.25
"""Another process may open it, and tells this one nothing."""


async def await_page(context: Context, order_id: str, attempt: int, wait_seconds: float) -> Intent:
    """The attempt's intent once the gateway has it, or as it is when the time is over or too
    many wait already. Raises `ObjectIsNotFound`."""
    waits = context.awaited_pages.waits
    if wait_seconds == 0 or waits.locked():
        return await _page(context, order_id, attempt, 0)
    async with waits:
        return await _page(context, order_id, attempt, wait_seconds)


async def _page(context: Context, order_id: str, attempt: int, wait_seconds: float) -> Intent:
    now = asyncio.get_running_loop().time
    ends_at = now() + wait_seconds
    while True:
        opened = context.awaited_pages.of(order_id)  # before looking, so that none is missed
        async with context.database.autocommit() as connection:
            known = await intents_of_order(connection, order_id)
        intent = next((one for one in known if one.attempt == attempt), None)
        left_seconds = ends_at - now()
        if left_seconds <= 0 or (intent is not None and intent.state != "created"):
            break
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(opened.wait(), min(left_seconds, LOOK_AGAIN_SECONDS))
    if intent is None:
        # In the words in which a foreign one is refused, so that they do not tell which it is.
        raise not_found("payment intent")
    return intent
