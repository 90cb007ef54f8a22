"""What a gateway says late, wrongly or of an attempt that was given up: nothing is lost over it."""

import asyncio
from datetime import UTC, datetime

import pytest

from contracts.payments import OpenPayment
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.repository.collecting import intents
from services.payments.use_cases.collecting.apply_gateway_payment import apply_gateway_payment
from tests.patience import eventually
from tests.services.payments.refunding import refund_of, until
from tests.services.payments.world import World, next_attempt, payment_order

pytestmark = pytest.mark.engines


async def test_what_is_being_opened_is_not_overwritten_by_a_look_up(world: World) -> None:
    """It found nothing a moment before the gateway made the payment."""
    intent = await world.open(payment_order())
    async with world.context.database.autocommit() as connection:
        opened = await intents.intent_by_id(connection, intent.id)
        unopened = "UPDATE payment_intents SET state = 'created', gateway_payment_id = NULL"
        await connection.exec_driver_sql(f"{unopened} WHERE id = %s", (intent.id,))
    assert opened is not None
    payment = GatewayPayment(
        payment_id=opened.gateway_payment_id, state="open", page_url=opened.page_url
    )

    async def record() -> None:
        async with world.context.database.autocommit() as other:
            await intents.record_opened(other, intent.id, payment)

    async with world.context.database.begin() as connection:
        await intents.lock_known_order(connection, intent.order_id)
        [seen] = await intents.lock_intents(connection, intent.order_id)
        recording = asyncio.create_task(record())
        await eventually(lambda: _somebody_waits(world))
        await intents.move_intent(connection, seen, "cancelled", gateway_payment_id=None)
    await recording

    async with world.context.database.autocommit() as connection:
        now = await intents.intent_by_id(connection, intent.id)
    assert now is not None
    assert (now.state, now.gateway_payment_id) == ("cancelled", opened.gateway_payment_id)


async def test_money_on_an_attempt_that_settled_without_the_gateways_id_goes_back(
    world: World,
) -> None:
    order = payment_order()
    intent = await world.open(order)
    async with world.context.database.autocommit() as connection:
        never = "UPDATE payment_intents SET state = 'cancelled', gateway_payment_id = NULL"
        await connection.exec_driver_sql(f"{never} WHERE id = %s", (intent.id,))
    await world.pay(intent)
    await eventually(lambda: _goes_back(world, order))
    await until(world, await refund_of(world, order), "succeeded")
    assert await world.charged_minor(order) == 0


async def test_another_amount_on_an_older_attempt_is_shown_to_a_person(world: World) -> None:
    order = payment_order()
    first = await world.open(order)
    assert first.page_url is not None
    second = await world.open(next_attempt(order, 2))
    async with world.context.database.autocommit() as connection:
        on_its_way = "UPDATE payment_intents SET state = 'processing' WHERE id = %s"
        await connection.exec_driver_sql(on_its_way, (first.id,))
    captured = GatewayPayment(
        payment_id=_checkout_of(first.page_url),
        state="captured",
        amount_minor=3_101,
        currency="EUR",
        captured_at=world.context.now(),
    )

    assert (await apply_gateway_payment(world.context, first.id, captured)).state == "mismatch"

    [reason] = await eventually(lambda: _raised(world, order.order_id))
    assert "€31.01 instead of €31.00" in reason
    assert (await world.system.intent(second.id)).state == "open"


async def test_a_capture_of_the_far_future_is_of_today(world: World) -> None:
    intent = await world.open(payment_order())
    assert intent.page_url is not None
    captured = GatewayPayment(
        payment_id=_checkout_of(intent.page_url),
        state="captured",
        amount_minor=3_100,
        currency="EUR",
        captured_at=datetime.max.replace(tzinfo=UTC),
    )
    now = await apply_gateway_payment(world.context, intent.id, captured)
    assert now.captured_at is not None
    assert now.captured_at <= world.context.now()


async def _goes_back(world: World, order: OpenPayment) -> bool | None:
    return bool((await world.system.refunds(order_id=order.order_id)).items) or None


def _checkout_of(page_url: str) -> str:
    return page_url.rpartition("/")[2]


async def _raised(world: World, order_id: str) -> list[str] | None:
    return world.flags.raised.get(order_id)


async def _somebody_waits(world: World) -> bool | None:
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    async with world.context.database.autocommit() as connection:
        return (await connection.exec_driver_sql(waiting)).first() is not None or None
