"""What is being delivered when a process stops has a moment to finish, and no more than that."""

import asyncio
from collections.abc import Callable

import pytest

from chassis import inline_delivery
from chassis.inline_delivery import InlineDelivery
from chassis.outbox import OutboxMessage
from tests.chassis.outboxes import an_outbox

pytestmark = pytest.mark.engines


async def test_a_delivery_under_way_is_finished(new_database: Callable[[str], str]) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def send(_: OutboxMessage) -> None:
        begun.set()
        await go_on.wait()

    async with an_outbox(new_database("inline"), {"mail": send}) as tested:
        message = await tested.add("mail")
        inline = InlineDelivery(tested.outbox)
        inline.deliver_soon([message])
        await begun.wait()
        closing = asyncio.create_task(inline.close())
        go_on.set()
        await closing
        assert (await tested.read(message)).delivered_at is not None


async def test_one_that_takes_too_long_is_let_go_of(
    new_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline_delivery, "FINISH_SECONDS", 0.01)
    begun, ended = asyncio.Event(), asyncio.Event()

    async def hang(_: OutboxMessage) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with an_outbox(new_database("inline"), {"mail": hang}) as tested:
        message = await tested.add("mail")
        inline = InlineDelivery(tested.outbox)
        inline.deliver_soon([message])
        await begun.wait()
        await inline.close()
        assert ended.is_set()
        assert (await tested.read(message)).delivered_at is None
