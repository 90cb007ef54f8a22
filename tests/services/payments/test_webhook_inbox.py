"""Webhooks are kept once, answered at once, and worked on afterwards, however long that takes."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import Row, text
from structlog.testing import capture_logs

from chassis.housekeeping import Housekeeping
from chassis.ids import new_id
from contracts.actors import Actor
from contracts.payments import PaymentIntentView
from services.payments.api.webhooks import LARGEST_BODY_BYTES
from services.payments.repository.collecting.inbox import inbox_sweep
from simulator.signing import HEADER, sign_webhook
from tests.patience import eventually
from tests.services.payments.conftest import WEBHOOK_SECRET
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines
PATH = "/v1/webhooks/simulator"
OPERATOR = Actor(kind="operator", id="olga")


async def test_a_hundred_copies_at_once_are_one_event_and_one_transition(world: World) -> None:
    order = payment_order()
    intent = await world.open(order)
    payments, world.to_payments.app = world.to_payments.app, None
    try:
        await world.pay(intent)
        event_id, body = _event(_payment_of(intent), intent.id)
        answers = await asyncio.gather(*(_send(world, body) for _ in range(100)))
        assert {answer.status_code for answer in answers} == {200}
        await world.settled(intent, "captured")
    finally:
        world.to_payments.app = payments
    assert (
        len(await _rows(world, "SELECT 1 FROM webhook_inbox WHERE event_id = :id", event_id)) == 1
    )
    [message] = await _messages(world, event_id)
    assert message.attempts == 1
    account = await world.account(order.party)
    assert [entry.kind for entry in account.entries] == ["payment", "invoice"]


async def test_a_webhook_is_answered_before_it_is_worked_on(world: World) -> None:
    intent = await world.open(payment_order())
    event_id, body = _event(_payment_of(intent), intent.id)
    simulator, world.to_simulator.app = world.to_simulator.app, None
    try:
        assert (await _send(world, body)).status_code == 200
        await eventually(lambda: _says(world, event_id, "GatewayIsUnavailable"))
    finally:
        world.to_simulator.app = simulator
    await eventually(lambda: _is_processed(world, event_id))


async def test_a_forged_webhook_is_counted_and_neither_kept_nor_logged(world: World) -> None:
    event_id, body = _event("chk_forged", "pi_forged")
    with capture_logs() as logs:
        for _ in range(2):
            answer = await world.raw.post(PATH, content=body, headers={HEADER: "t=1,v1=00"})
            assert answer.status_code == 400
    told = [entry for entry in logs if entry["event"] == "webhook_refused"]
    assert [entry["gateway"] for entry in told] == ["simulator", "simulator"]
    assert told[1]["refused_since_start"] == told[0]["refused_since_start"] + 1
    assert told[0]["body_bytes"] == len(body)
    assert event_id not in str(logs)
    assert await _messages(world, event_id) == []


async def test_a_body_without_end_is_refused_before_it_is_hashed(world: World) -> None:
    body = b"x" * (LARGEST_BODY_BYTES + 1)

    async def unannounced() -> AsyncIterator[bytes]:
        yield body

    for answer in (
        await _send(world, body),
        await world.raw.post(PATH, content=unannounced(), headers={HEADER: "t=1,v1=00"}),
    ):
        assert answer.status_code == 413
        assert answer.json()["type"] == "urn:turnup:problem:request-is-too-large"
        assert "at most 262144 bytes" in answer.json()["detail"]
    assert (await _send(world, body[:-1])).json()["type"].endswith("webhook-is-unreadable")


async def test_an_event_that_overtook_the_answer_to_our_request_is_matched_at_the_gateway(
    world: World,
) -> None:
    """Neither its payment nor its reference is known here, but what the gateway says of it is."""
    intent = await world.open(payment_order())
    payment_id = _payment_of(intent)
    await _know_payment(world, intent, None)
    payments, world.to_payments.app = world.to_payments.app, None
    try:
        await world.pay(intent)
        event_id, body = _event(payment_id, "of another gateway's making")
        await _send(world, body)
        await world.settled(intent, "captured")
    finally:
        world.to_payments.app = payments
    [message] = await _messages(world, event_id)
    assert message.failures == 0


async def test_an_event_that_stays_unknown_is_put_off_and_given_up_after_three_days(
    world: World,
) -> None:
    event_id, body = _event("chk_of_another_installation", "pi_unknown")
    await _send(world, body)
    await eventually(lambda: _says(world, event_id, "No intent is known"))
    for passed, pause_seconds in (
        (timedelta(minutes=10), 600),
        (timedelta(hours=20), 3_600),
        (timedelta(days=2, hours=23), 3_600),
    ):
        with world.clock.later(passed):
            [message] = await _brought_now(world, event_id)
        assert message.quarantined_at is None
        assert abs(message.put_off_seconds - pause_seconds) < 30

    with world.clock.later(timedelta(days=3)):
        [message] = await _brought_now(world, event_id)
        assert message.quarantined_at is not None
        operator = world.acting(OPERATOR)
        stuck = (await operator.stuck_messages(state="quarantined")).items
        mine = next(one for one in stuck if one.key == f"simulator/{event_id}")
        assert (mine.topic, mine.id) == ("event_kept", message.id)
        await operator.release_message(mine.id)
        await eventually(lambda: _was_tried(world, event_id, message.attempts + 1))
    [message] = await _messages(world, event_id)
    assert message.quarantined_at is not None


async def test_only_processed_events_are_swept_once_they_are_old(world: World) -> None:
    old = new_id("evt")
    async with world.context.database.autocommit() as connection:
        await connection.execute(
            text(
                "INSERT INTO webhook_inbox (gateway, event_id, event, received_at, processed_at)"
                " SELECT 'simulator', :id || n, '{}', now() - n * interval '20 days',"
                " CASE WHEN n < 3 THEN now() END FROM generate_series(1, 3) AS n"
            ),
            {"id": old},
        )
    await Housekeeping(world.context.database, 30, [inbox_sweep()]).sweep()
    statement = "SELECT event_id FROM webhook_inbox WHERE event_id LIKE :id || '%' ORDER BY 1"
    left = [row.event_id for row in await _rows(world, statement, old)]
    assert left == [f"{old}1", f"{old}3"]


def _payment_of(intent: PaymentIntentView) -> str:
    assert intent.page_url is not None
    return intent.page_url.rpartition("/")[2]


def _event(payment_id: str, reference: str) -> tuple[str, bytes]:
    event = {"id": new_id("evt"), "payment_id": payment_id, "reference": reference}
    return event["id"], json.dumps(event).encode()


async def _send(world: World, body: bytes) -> httpx.Response:
    header = sign_webhook(WEBHOOK_SECRET, body, int(world.context.now().timestamp()))
    return await world.raw.post(PATH, content=body, headers={HEADER: header})


async def _rows(world: World, statement: str, value: str) -> list[Row[Any]]:
    async with world.context.database.autocommit() as connection:
        return list((await connection.execute(text(statement), {"id": value})).all())


async def _messages(world: World, event_id: str) -> list[Row[Any]]:
    statement = (
        "SELECT *, extract(epoch FROM due_at - now())::int AS put_off_seconds"
        " FROM outbox WHERE key = 'simulator/' || :id"
    )
    return await _rows(world, statement, event_id)


async def _says(world: World, event_id: str, words: str) -> bool | None:
    return any(words in (m.last_error or "") for m in await _messages(world, event_id)) or None


async def _was_tried(world: World, event_id: str, attempts: int) -> bool | None:
    """And has its outcome on record."""
    [message] = await _messages(world, event_id)
    is_leased = message.quarantined_at is None and message.put_off_seconds in range(25, 31)
    return (message.attempts >= attempts and not is_leased) or None


async def _brought_now(world: World, event_id: str) -> list[Row[Any]]:
    [before] = await _messages(world, event_id)
    async with world.context.database.autocommit() as connection:
        await connection.execute(
            text("UPDATE outbox SET due_at = now() WHERE id = :id"), {"id": before.id}
        )
    world.context.outbox.wake()
    await eventually(lambda: _was_tried(world, event_id, before.attempts + 1))
    return await _messages(world, event_id)


async def _is_processed(world: World, event_id: str) -> bool | None:
    statement = "SELECT processed_at FROM webhook_inbox WHERE event_id = :id"
    return any(row.processed_at for row in await _rows(world, statement, event_id)) or None


async def _know_payment(world: World, intent: PaymentIntentView, payment_id: str | None) -> None:
    """As before the answer to our request for the page was written down, and after it."""
    async with world.context.database.autocommit() as connection:
        await connection.execute(
            text("UPDATE payment_intents SET gateway_payment_id = :payment WHERE id = :id"),
            {"payment": payment_id, "id": intent.id},
        )
