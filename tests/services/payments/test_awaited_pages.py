"""Who waits for a payment page is answered once it is there, whichever process opens it."""

import asyncio

import pytest

from contracts.payments import PaymentIntentView
from contracts.problems import ObjectIsNotFound
from services.payments.context import AwaitedPages
from services.payments.use_cases.collecting import await_page
from tests.services.payments.world import World, payment_order

pytestmark = [pytest.mark.engines, pytest.mark.timeout(60)]
LONGER_THAN_THIS_TEST = 600.0


async def _opened_while_waited_for(world: World) -> PaymentIntentView:
    order = payment_order()
    waiting = asyncio.create_task(world.system.attempt(order.order_id, 1, wait_seconds=10))
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
        await world.system.attempt(order.order_id, 1, wait_seconds=0.01)
    await world.system.open_payment(order)
    assert (await world.system.attempt(order.order_id, 1, wait_seconds=10)).page_url
    with pytest.raises(ObjectIsNotFound):
        await world.system.attempt(order.order_id, 2)
