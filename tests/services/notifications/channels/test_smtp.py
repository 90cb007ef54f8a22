"""Mail over a real SMTP server: exactly one each, through outages, crashes and restarts."""

import asyncio

import pytest
from sqlalchemy import select, text

from contracts.notifications import MailTimes
from services.notifications.channels import smtp
from services.notifications.settings import NotificationsSettings
from services.notifications.tables import METADATA
from tests.patience import eventually
from tests.services.notifications.channels.house import AheadClock, House, opened
from tests.services.notifications.channels.mail_server import MailServer
from tests.services.notifications.channels.power_cuts import notify_until_power_cut
from tests.services.notifications.world import happened

pytestmark = pytest.mark.engines


async def test_a_mail_waits_out_a_server_that_is_down(house: House) -> None:
    event = happened("order_received")
    await house.worker.notify(event)
    await house.put_back()
    assert [mail.state for mail in await house.mails(event.order_id)] == ["queued"]
    async with house.server.running():
        await house.server.next_mail()
        await house.until(event.order_id, "sent")
        assert house.server.received.empty()


async def test_a_crash_before_the_sending_sends_it_exactly_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.server.running():
        event = happened("order_received")
        await notify_until_power_cut(house, event, "mail_before_delivery", monkeypatch)
        await house.until(event.order_id, "sent")
        assert house.server.received.qsize() == 1


async def test_a_crash_after_the_sending_repeats_it_under_the_same_message_id(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house.server.running():
        event = happened("order_received")
        await notify_until_power_cut(house, event, "mail_after_delivery", monkeypatch)
        (stored,) = await house.until(event.order_id, "sent")
        arrived = [(await house.server.next_mail())[1]["Message-ID"] for _ in range(2)]
    assert arrived == [stored.message_id, stored.message_id]


async def test_a_delivery_that_runs_twice_after_the_mail_is_sent_sends_nothing(
    house: House,
) -> None:
    event = happened("order_received")
    outbox = METADATA.tables["outbox"]
    async with house.server.running():
        await house.worker.notify(event)
        await house.until(event.order_id, "sent")
        async with house.app.state.context.database.autocommit() as connection:
            await connection.execute(
                text("UPDATE outbox SET delivered_at = NULL, due_at = now(), attempts = 0")
            )

        async def delivered() -> bool:
            async with house.app.state.context.database.autocommit() as connection:
                row = await connection.execute(select(outbox.c.delivered_at))
                return row.scalar_one() is not None

        await eventually(delivered)
        assert house.server.received.qsize() == 1


async def test_a_mail_that_is_held_back_comes_in_time_also_after_a_restart(
    settings: NotificationsSettings, server: MailServer
) -> None:
    event = happened("item_approved", mail_times=MailTimes(delay_seconds=3_600))
    clock = AheadClock()
    async with server.running():
        async with opened(settings, server, clock) as house:
            await house.worker.notify(event)
            await house.tried(times=3)
            (held,) = await house.until(event.order_id, "queued")
        assert held.send_after is not None
        async with opened(settings, server, clock) as house:
            await house.tried(times=5)
            assert server.received.empty()
            house.later(hours=1)
            await house.until(event.order_id, "sent", retrying=True)
        assert server.received.qsize() == 1


async def test_a_server_that_takes_a_mail_and_does_not_say_so_gets_it_again_as_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "COMMAND_TIMEOUT_SECONDS", 0.5)
    event = happened("item_approved")
    async with house.server.running():
        house.server.is_silent = True
        await house.worker.notify(event)
        _, first = await house.server.next_mail()
        await house.put_back()
        house.server.is_silent = False
        (mail,) = await house.until(event.order_id, "sent", retrying=True)
        _, second = await house.server.next_mail()
    assert first["Message-ID"] == second["Message-ID"] == mail.message_id


async def test_a_server_that_never_speaks_is_not_waited_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "COMMAND_TIMEOUT_SECONDS", 0.5)
    event = happened("item_approved")

    async def hold(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    held: list[asyncio.StreamWriter] = []
    silent = await asyncio.start_server(hold, "127.0.0.1", house.server.port)
    async with silent:
        await house.worker.notify(event)
        await house.tried(times=3)
        await house.until(event.order_id, "queued")
    for writer in held:
        writer.close()
    assert held
    async with house.server.running():
        await house.until(event.order_id, "sent", retrying=True)
        assert house.server.received.qsize() == 1
