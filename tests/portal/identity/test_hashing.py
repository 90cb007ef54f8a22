"""Many passwords at once: two are worked on, some wait, the rest is refused in words, and all else
goes on."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from contracts.portal import SigningInIsBusy
from portal.identity import hashing
from portal.identity.hashing import AT_ONCE, MOST_OPEN, Hashing
from tests.patience import eventually
from tests.portal.customer.people import PASSWORD, with_password
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


class Held:
    """Passwords that are being looked at until they are let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.at_work = 0

    def fits(self, *_: str) -> bool:
        self.at_work += 1
        self.go.wait(30)
        return True


@contextmanager
def held() -> Iterator[Held]:
    held = Held()
    with patch.object(hashing, "_fits", held.fits):
        try:
            yield held
        finally:
            held.go.set()


async def test_two_are_worked_on_some_wait_and_the_rest_is_refused() -> None:
    many = Hashing()
    with held() as work:
        open_ones = [asyncio.create_task(many.is_right("x", "y")) for _ in range(MOST_OPEN)]

        async def are_at_work() -> bool:
            return work.at_work == AT_ONCE

        await eventually(are_at_work)
        for _ in range(3):
            with pytest.raises(SigningInIsBusy):
                await many.is_right(None, "y")
        with pytest.raises(SigningInIsBusy):
            await many.make("y")
        open_ones.pop().cancel()
        await asyncio.sleep(0)
        open_ones.append(asyncio.create_task(many.is_right("x", "y")))
        work.go.set()
        assert all(await asyncio.gather(*open_ones))
    assert await many.is_right("x", "y") is False
    assert many._open == 0


async def test_who_comes_when_too_many_are_there_reads_so_and_others_go_on(
    pages: PortalWorld,
) -> None:
    _, email = await with_password(pages)
    browser = pages.anonymous()
    await browser.get("/sign-in")
    of_portal = pages.portal.state.context.identity.context.hashing
    with held() as work:
        open_ones = [asyncio.create_task(of_portal.is_right("x", "y")) for _ in range(MOST_OPEN)]
        await asyncio.sleep(0)
        for address in (email, "nobody@example.org"):
            answer = await browser.post("/sign-in", {"email": address, "password": PASSWORD})
            assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
            assert "was not looked at" in answer.text
            assert address in answer.text
        assert (await browser.get("/sign-in")).status_code == 200
        work.go.set()
        await asyncio.gather(*open_ones)
    answer = await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert answer.status_code == 303
