"""One recipient is served, one refused for good and one put off, and the process dies between the
sending and its note: whoever was not noted is tried again, and nobody else."""

import asyncio
import contextlib

import pytest

from contracts.mails import MailView
from contracts.notifications import Notify
from services.notifications.settings import NotificationsSettings
from tests.patience import eventually
from tests.services.notifications.channels.house import AheadClock, House, opened
from tests.services.notifications.channels.mail_server import MailServer
from tests.services.notifications.channels.power_cuts import (
    PowerCut,
    notify_until_power_cut,
    power_cut_at,
)
from tests.services.notifications.world import happened

pytestmark = pytest.mark.engines

ALL = [SERVED, GONE, BUSY] = ["served@example.org", "gone@example.org", "busy@example.org"]
REFUSED = f"{GONE}: 550 No such user"


def for_all() -> Notify:
    return happened("attention_needed", channel="email", mail_recipients=ALL)


async def noted(house: House, order_id: str) -> MailView:
    """The mail once a try was noted."""

    async def is_noted() -> bool:
        return (await house.mails(order_id))[0].failure is not None

    await eventually(is_noted)
    return (await house.mails(order_id))[0]


def receivers(server: MailServer) -> list[list[str]]:
    """Whom each mail that arrived was for."""
    return [server.received.get_nowait()[0] for _ in range(server.received.qsize())]


async def test_a_crash_at_the_first_try_repeats_it_whole_and_later_ones_go_to_who_was_put_off(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, event = house.server, for_all()
    server.refusals = {GONE: "550 No such user", BUSY: "450 Try again later"}
    async with server.running():
        await notify_until_power_cut(house, event, "mail_after_delivery", monkeypatch)
        mail = await noted(house, event.order_id)
        assert (mail.state, mail.failure) == ("queued", REFUSED)
        assert server.asked == [*ALL, *ALL], "of the first try nothing was noted"
        messages = [await server.next_mail() for _ in range(2)]
        assert [to for to, _ in messages] == [[SERVED], [SERVED]], "once more, as it may be"
        assert {content["Message-ID"] for _, content in messages} == {mail.message_id}

        server.asked.clear()
        await house.tried(times=3)
        await house.tried(times=4)
        assert set(server.asked) == {BUSY}
        server.refusals = {}
        (mail,) = await house.until(event.order_id, "sent", retrying=True)
    assert mail.failure == REFUSED
    assert set(server.asked) == {BUSY}, "also while the one that was refused would be taken"
    assert receivers(server) == [[BUSY]]


async def die_at_the_second_try(
    house: House, event: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one is noted; for the second one all would be taken."""
    await house.worker.notify(event)
    await noted(house, event.order_id)
    assert receivers(house.server) == [[SERVED]]
    house.server.refusals = {}
    house.server.asked.clear()
    with power_cut_at("mail_after_delivery", monkeypatch) as died:
        await house.retry_now()
        async with asyncio.timeout(15):
            await died.wait()


async def test_a_crash_at_a_later_try_repeats_it_for_nobody_who_was_noted(
    settings: NotificationsSettings, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, clock = for_all(), AheadClock()
    server.refusals = {GONE: "550 No such user", BUSY: "450 Try again later"}
    async with server.running():
        with contextlib.suppress(PowerCut):
            async with opened(settings, server, clock) as house:
                await die_at_the_second_try(house, event, monkeypatch)
        assert receivers(server) == [[BUSY]]
        async with opened(settings, server, clock) as house:
            (mail,) = await house.until(event.order_id, "sent", retrying=True)
    assert mail.failure == REFUSED
    assert receivers(server) == [[BUSY]], "once more, as it may be"
    assert server.asked == [BUSY, BUSY]
