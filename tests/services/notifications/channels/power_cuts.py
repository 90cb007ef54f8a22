"""The process dies while it delivers a mail."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from contracts.notifications import Notify
from services.notifications.use_cases import deliver_mail
from tests.services.notifications.channels.house import House


class PowerCut(BaseException):
    """Like a kill -9: nothing catches it, nothing is written after it."""


@contextmanager
def power_cut_at(name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[asyncio.Event]:
    """At a failpoint of the delivery, until the end of the block; set once it has happened."""
    died = asyncio.Event()

    def die(point: str) -> None:
        if point == name:
            died.set()
            raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(deliver_mail, "failpoint", die)
        yield died


async def notify_until_power_cut(
    house: House, event: Notify, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then all is as if its lease had passed."""
    with power_cut_at(name, monkeypatch) as died:
        await house.worker.notify(event)
        await died.wait()
    assert [mail.state for mail in await house.mails(event.order_id)] == ["queued"]
    await house.retry_now()
