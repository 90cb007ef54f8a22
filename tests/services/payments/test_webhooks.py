"""Webhooks are hints: forged ones are refused, lost ones heal, many of them change nothing."""

import asyncio
import json
import time

import httpx2 as httpx
import pytest

from chassis.ids import new_id
from contracts.payments import PaymentIntentView
from simulator.signing import HEADER, sign_webhook
from tests.patience import eventually
from tests.services.payments.conftest import OLD_WEBHOOK_SECRET, WEBHOOK_SECRET
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines
PATH = "/v1/webhooks/simulator"


def _event(intent: PaymentIntentView, event_id: str | None = None) -> bytes:
    assert intent.page_url is not None
    return json.dumps(
        {
            "id": event_id or new_id("evt"),
            "payment_id": intent.page_url.rpartition("/")[2],
            "reference": intent.id,
        }
    ).encode()


async def _send(
    world: World, body: bytes, *, secret: str = WEBHOOK_SECRET, age_seconds: int = 0
) -> httpx.Response:
    header = sign_webhook(secret, body, int(time.time()) - age_seconds)
    return await world.raw.post(PATH, content=body, headers={HEADER: header})


async def test_fifty_copies_of_a_webhook_at_once_make_one_payment(world: World) -> None:
    order = payment_order()
    intent = await world.open(order)
    await world.pay(intent)
    same = _event(intent)
    copies = [_send(world, same) for _ in range(25)]
    others = [_send(world, _event(intent)) for _ in range(25)]

    answers = await asyncio.gather(*copies, *others)

    assert {answer.status_code for answer in answers} == {200}
    await world.settled(intent, "captured")
    account = await world.account(order.party)
    assert [entry.kind for entry in account.entries] == ["payment", "invoice"]
    assert await world.charged_minor(order) == 3_100


@pytest.mark.parametrize(
    ("secret", "age_seconds"),
    [("a-secret-of-somebody-else-0123456789", 0), (WEBHOOK_SECRET, 301), (WEBHOOK_SECRET, -301)],
    ids=["forged", "replayed later", "from the future"],
)
async def test_a_webhook_that_does_not_verify_is_refused(
    world: World, secret: str, age_seconds: int
) -> None:
    intent = await world.open(payment_order())
    answer = await _send(world, _event(intent), secret=secret, age_seconds=age_seconds)
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:turnup:problem:webhook-is-forged"


@pytest.mark.parametrize("header", ["", "t=1", "v1=00", "t=x,v1=00", "t=1,v1=é", "t=1,t=2,v1=0"])
async def test_a_malformed_signature_is_refused(world: World, header: str) -> None:
    headers = {HEADER.encode(): header.encode()}
    answer = await world.raw.post(PATH, content=b"{}", headers=headers)
    assert answer.status_code == 400


async def test_a_changed_body_is_refused(world: World) -> None:
    intent = await world.open(payment_order())
    header = sign_webhook(WEBHOOK_SECRET, _event(intent), int(time.time()))
    answer = await world.raw.post(PATH, content=_event(intent), headers={HEADER: header})
    assert answer.status_code == 400


async def test_a_secret_that_is_being_rotated_out_still_verifies(world: World) -> None:
    intent = await world.open(payment_order())
    answer = await _send(world, _event(intent), secret=OLD_WEBHOOK_SECRET)
    assert answer.status_code == 200


async def test_a_signed_webhook_that_is_no_event_is_unreadable(world: World) -> None:
    answer = await _send(world, b'{"id": 7}')
    assert answer.json()["type"] == "urn:turnup:problem:webhook-is-unreadable"


async def test_a_webhook_claims_nothing_the_gateway_does_not_confirm(world: World) -> None:
    intent = await world.open(payment_order())
    assert (await _send(world, _event(intent))).status_code == 200
    assert (await world.system.look_up(intent.order_id, 1)).state == "open"


async def test_another_gateway_is_not_known(world: World) -> None:
    assert (await world.raw.post("/v1/webhooks/nobody", content=b"{}")).status_code == 404


async def test_a_lost_webhook_is_healed_by_a_look_up(world: World) -> None:
    intent = await world.open(payment_order())
    payments, world.to_payments.app = world.to_payments.app, None
    try:
        await world.pay(intent)
        assert (await world.system.intent(intent.id)).state == "open"
        assert (await world.system.look_up(intent.order_id, 1)).state == "captured"
    finally:
        world.to_payments.app = payments


async def test_a_webhook_is_sent_again_until_payments_is_back(world: World) -> None:
    intent = await world.open(payment_order())
    payments, world.to_payments.app = world.to_payments.app, None
    try:
        await world.pay(intent)
    finally:
        world.to_payments.app = payments
    await world.settled(intent, "captured")


async def test_an_unreachable_gateway_leaves_a_payment_as_it_is(world: World) -> None:
    intent = await world.open(payment_order())
    simulator, world.to_simulator.app = world.to_simulator.app, None
    try:
        assert (await world.system.look_up(intent.order_id, 1)).state == "open"
    finally:
        world.to_simulator.app = simulator


async def test_a_webhook_for_an_unknown_payment_is_kept_and_tried_again(world: World) -> None:
    event_id = new_id("evt")
    body = json.dumps({"id": event_id, "payment_id": "chk_x", "reference": "pi_x"}).encode()
    assert (await _send(world, body)).status_code == 200

    async def tried() -> bool | None:
        async with world.context.database.autocommit() as connection:
            row = await connection.exec_driver_sql(
                "SELECT attempts, delivered_at, last_error FROM outbox WHERE key = %s",
                (f"simulator/{event_id}",),
            )
            kept = row.one()
        assert kept.delivered_at is None
        return True if kept.attempts >= 2 and kept.last_error else None

    await eventually(tried)
