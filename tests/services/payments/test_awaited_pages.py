"""Who waits for a payment page is answered once it is there, whichever process opens it."""

import asyncio

import httpx2 as httpx
import pytest

from clients.http import HttpClient
from clients.payments import PaymentsClient
from contracts.actors import Actor, ActorKind
from contracts.payments import PaymentIntentView
from contracts.problems import ObjectIsNotFound
from services.payments.context import AwaitedPages
from services.payments.use_cases.collecting import await_page
from tests.patience import eventually
from tests.services.payments.world import SYSTEM, World, payment_order

pytestmark = [pytest.mark.engines, pytest.mark.timeout(60)]
LONGER_THAN_THIS_TEST = 600.0


def orders_of(world: World, actor: Actor = SYSTEM) -> PaymentsClient:
    """Payments as orders asks it for the actor."""
    keys = world.payments.state.settings.token_keys
    http = HttpClient("orders", keys, transport=httpx.ASGITransport(app=world.payments))
    return PaymentsClient(http, "http://payments.test", actor)


async def _opened_while_waited_for(world: World) -> PaymentIntentView:
    order = payment_order()
    waiting = asyncio.create_task(orders_of(world).attempt(order.order_id, 1, wait_seconds=10))
    await world.system.open_payment(order)
    return await waiting


async def test_a_page_is_told_of_as_it_is_opened(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(await_page, "LOOK_AGAIN_SECONDS", LONGER_THAN_THIS_TEST)
    async with asyncio.timeout(8):  # less than it waits if nobody tells it
        seen = await _opened_while_waited_for(world)
    assert (seen.state, seen.attempt) == ("open", 1)
    assert seen.page_url


async def test_a_page_that_another_process_opens_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AwaitedPages, "note_opened", lambda *_: None)
    assert (await _opened_while_waited_for(world)).page_url


async def test_nobody_waits_for_what_is_there_or_longer_than_told(world: World) -> None:
    order = payment_order()
    with pytest.raises(ObjectIsNotFound):
        await orders_of(world).attempt(order.order_id, 1, wait_seconds=0.01)
    await world.system.open_payment(order)
    assert (await orders_of(world).attempt(order.order_id, 1, wait_seconds=10)).page_url
    with pytest.raises(ObjectIsNotFound):
        await world.system.attempt(order.order_id, 2)


@pytest.mark.parametrize("kind", ["customer", "admin", "operator", "system"])
async def test_only_orders_waits_and_the_answer_does_not_tell_foreign_from_unknown(
    world: World, kind: ActorKind
) -> None:
    foreign = payment_order()
    await world.system.open_payment(foreign)
    unknown = payment_order()
    bound = 2 if kind in ("customer", "admin") else None
    client = world.acting(Actor(kind=kind, id="nosy", partner_id=bound))
    words = set()
    async with asyncio.timeout(8):  # less than it would wait
        for order in (foreign, unknown) if bound else (unknown,):
            with pytest.raises(ObjectIsNotFound) as refusal:
                await client.attempt(order.order_id, 1, wait_seconds=10)
            words.add(str(refusal.value))
    assert len(words) == 1


async def test_orders_waits_for_a_customer_whose_attempt_is_not_there_yet(world: World) -> None:
    order = payment_order()
    mia = Actor(kind="customer", id=order.party.customer_id, partner_id=order.party.partner_id)
    asked = orders_of(world, mia).attempt(order.order_id, 1, wait_seconds=10)
    waiting = asyncio.create_task(asked)
    await world.system.open_payment(order)
    assert (await waiting).page_url


async def test_who_comes_when_too_many_wait_is_answered_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits, order = asyncio.Semaphore(1), payment_order()
    monkeypatch.setattr(world.context.awaited_pages, "waits", waits)
    asked = orders_of(world).attempt(order.order_id, 1, wait_seconds=10)
    waiting = asyncio.create_task(asked)

    async def one_waits() -> bool:
        return waits.locked()

    await eventually(one_waits)
    async with asyncio.timeout(8):  # less than it would wait
        with pytest.raises(ObjectIsNotFound):
            await orders_of(world).attempt(payment_order().order_id, 1, wait_seconds=10)
    await world.system.open_payment(order)
    assert (await waiting).page_url
    assert not waits.locked()
