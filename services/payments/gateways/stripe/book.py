"""Stripe's book: first its charges, then its refunds, page by page. What carries no reference of
ours belongs to another system of the same account and is left out."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

import stripe
from stripe.checkout import Session

from services.payments.gateways.port import BookPage, GatewayRefund
from services.payments.gateways.stripe.http import Connection
from services.payments.gateways.stripe.objects import (
    intent_id_of,
    note_of,
    payment_of,
    reference_of,
    refund_of,
)
from services.payments.gateways.stripe.refunds import PAYMENT
from services.payments.gateways.stripe.sessions import PAGE, Sessions

if TYPE_CHECKING:
    from stripe.params import ChargeListParams, RefundListParams

AT_ONCE = 8
"""Look-ups side by side; Stripe's limits are far above."""
CHARGES, REFUNDS = "charges", "refunds"
EXPAND = ["data.payment_intent"]


async def read_book(
    connection: Connection, sessions: Sessions, since: datetime, until: datetime, cursor: str | None
) -> BookPage:
    """A payment is of the moment when its charge was made, as it is in `payment_of`."""
    part, _, after = (cursor or CHARGES).partition(":")
    if part == CHARGES:
        return await _charges(connection, sessions, _between(since, until), after)
    return await _refunds(connection, sessions, _between(since, until), after)


async def _charges(
    connection: Connection, sessions: Sessions, between: tuple[int, int], after: str
) -> BookPage:
    since, until = between
    params: ChargeListParams = {
        "created": {"gte": since, "lt": until},
        "limit": PAGE,
        "expand": EXPAND,
    }
    if after:
        params["starting_after"] = after
    listed = await connection.api.charges.list_async(params)
    ours = {
        intent_id: None
        for charge in listed.data
        if charge.status == "succeeded"
        and reference_of(charge.payment_intent)
        and (intent_id := intent_id_of(charge.payment_intent))
    }
    found = await _sessions_of(sessions, list(ours))
    payments = [payment_of(session, now_seconds=0) for session in found.values()]
    following = f"{CHARGES}:{listed.data[-1].id}" if listed.has_more else REFUNDS
    return BookPage([payment for payment in payments if payment.state == "captured"], [], following)


async def _refunds(
    connection: Connection, sessions: Sessions, between: tuple[int, int], after: str
) -> BookPage:
    since, until = between
    params: RefundListParams = {
        "created": {"gte": since, "lt": until},
        "limit": PAGE,
        "expand": EXPAND,
    }
    if after:
        params["starting_after"] = after
    listed = await connection.api.refunds.list_async(params)
    ours = [refund for refund in listed.data if reference_of(refund.payment_intent)]
    by_hand = {
        intent_id: None
        for refund in ours
        if _payment_id_of(refund) is None and (intent_id := intent_id_of(refund.payment_intent))
    }
    found = await _sessions_of(sessions, list(by_hand))
    booked: list[GatewayRefund] = []
    for refund in ours:
        session = found.get(intent_id_of(refund.payment_intent) or "")
        payment_id = _payment_id_of(refund) or (session.id if session else None)
        if payment_id is not None:
            booked.append(refund_of(refund, payment_id))
    following = f"{REFUNDS}:{listed.data[-1].id}" if listed.has_more else None
    return BookPage([], booked, following)


async def _sessions_of(sessions: Sessions, intent_ids: list[str]) -> dict[str, Session]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def look(intent_id: str) -> tuple[str, Session | None]:
        async with gate:
            return intent_id, await sessions.of_intent(intent_id)

    found = await asyncio.gather(*(look(intent_id) for intent_id in intent_ids))
    return {intent_id: session for intent_id, session in found if session is not None}


def _payment_id_of(refund: stripe.Refund) -> str | None:
    """Noted in the refunds that this system made; not in those made in Stripe's dashboard."""
    return note_of(refund.metadata, PAYMENT)


def _between(since: datetime, until: datetime) -> tuple[int, int]:
    """Stripe counts whole seconds; what a second is cut through belongs to the later part."""
    return _up(since), _up(until)


def _up(moment: datetime) -> int:
    seconds = int(moment.timestamp())
    return seconds + 1 if moment.microsecond else seconds
