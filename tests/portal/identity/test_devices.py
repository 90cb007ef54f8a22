"""Whoever signs in by password in a browser that the account was never in is told of, even one like
its owner's."""

from dataclasses import replace

import pytest

from portal.identity.use_cases.begin_session import SignedIn
from portal.identity.use_cases.mark_device import MARK_LASTS, MOST_ACCOUNTS, is_marked, marked
from tests.moved_clock import MovedClock
from tests.portal.identity.world import PASSWORD, World

pytestmark = pytest.mark.engines
NEW = "umbrella quartz nine meadows"


async def sign_in(world: World, email: str, mark: str = "", password: str = PASSWORD) -> str:
    """The mark of the browser afterwards."""
    browser = replace(world.browser(), mark=mark)
    signed_in = await world.identity.sign_in(email, password, browser)
    assert isinstance(signed_in, SignedIn)
    return signed_in.mark


async def notices(world: World, email: str) -> int:
    await world.context.inline.close()
    mails = await world.mails(email, "sign_in_notice")
    return sum("Firefox · Android" in mail.body for mail in mails)


async def test_a_browser_is_told_of_once_and_another_like_it_too(world: World) -> None:
    email = await world.with_password()
    mark = await sign_in(world, email)
    await sign_in(world, email, mark)
    assert await notices(world, email) == 1
    await sign_in(world, email)
    assert await notices(world, email) == 2


async def test_a_link_is_not_told_of_and_marks_its_browser(world: World) -> None:
    email = await world.with_password()
    await world.ask_for_link(email)
    used = await world.identity.use_link((await world.mailed(email)).token, world.browser())
    assert isinstance(used.outcome, SignedIn)
    await sign_in(world, email, used.outcome.mark)
    assert await notices(world, email) == 0


async def test_a_hand_over_marks_nothing(world: World) -> None:
    assert (await world.signed_in(kind="handover")).mark == ""


@pytest.mark.parametrize("mark", ["", "forged", "\udcff", "a" * 4_000])
async def test_what_is_not_ours_is_no_mark(world: World, mark: str) -> None:
    email = await world.with_password()
    await sign_in(world, email, mark)
    assert await notices(world, email) == 1


async def test_a_mark_of_another_account_is_none(world: World) -> None:
    email, other = await world.with_password(), await world.with_password()
    await sign_in(world, email, await sign_in(world, other))
    assert await notices(world, email) == 1


async def test_after_a_new_password_each_browser_is_told_of_anew(world: World) -> None:
    email = await world.with_password()
    mark = await sign_in(world, email)
    session = await world.session_of(await world.identity.sign_in(email, PASSWORD, world.browser()))
    await world.identity.set_password(session, NEW, PASSWORD)
    before = await notices(world, email)
    await sign_in(world, email, mark, NEW)
    assert await notices(world, email) == before + 1


async def test_a_mark_holds_some_accounts_for_a_year(world: World, clock: MovedClock) -> None:
    mark = ""
    for number in range(MOST_ACCOUNTS + 1):
        mark = marked(world.context, mark, f"acc_{number}")
        clock.advance(seconds=1)
    known = [
        is_marked(world.context, mark, f"acc_{number}", None) for number in range(MOST_ACCOUNTS + 1)
    ]
    assert known == [False] + [True] * MOST_ACCOUNTS
    assert len(mark) < 2_000
    clock.advance(days=MARK_LASTS.days)
    assert not is_marked(world.context, mark, "acc_10", None)
