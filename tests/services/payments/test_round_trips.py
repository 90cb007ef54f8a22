"""What every payment does asks the database little: under load, round trips are what it costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.repository.collecting.intents import intent_by_id
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


async def test_an_order_is_opened_by_two_statements(world: World) -> None:
    with _statements(world) as seen:
        await world.open(payment_order(fee_minor=500))
    assert [_names(one, "INTO payment_intents", "UPDATE payment_intents") for one in seen] == [
        "INTO payment_intents",
        "UPDATE payment_intents",
    ]


async def test_a_capture_holds_its_partners_number_for_two_statements(world: World) -> None:
    opened = await world.open(payment_order(fee_minor=500))
    async with world.context.database.autocommit() as connection:
        intent = await intent_by_id(connection, opened.id)
    assert intent is not None
    payment = GatewayPayment(
        payment_id=intent.gateway_payment_id,
        state="captured",
        amount_minor=intent.amount_minor,
        currency=intent.currency,
    )
    with _statements(world) as seen:
        await apply_gateway_payment(world.context, intent.id, payment, seen=intent)
    steps = ("number_counters", "UPDATE payment_intents", "INTO ledger_entries")
    assert [_names(one, *steps) for one in seen[-3:]] == list(steps)
    assert len(seen) <= 9, "\n".join(seen)


@contextmanager
def _statements(world: World) -> Iterator[list[str]]:
    """What is sent meanwhile, without the relay's own and the deliveries that follow."""
    seen: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if not statement.startswith("UPDATE outbox"):
            seen.append(statement)

    engine = world.context.database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _names(statement: str, *texts: str) -> str:
    return next((text for text in texts if text in statement), statement)
