"""Half-typed forms survive the end of a session: sealed, bounded, for a day, no passwords."""

import pytest
from sqlalchemy import select, update

from portal.identity.domain.drafts import MOST_CHARACTERS, MOST_DRAFTS
from portal.identity.tables import drafts
from tests.moved_clock import MovedClock
from tests.portal.identity.world import World

pytestmark = pytest.mark.engines
PAGE = "/tickets/new"
TYPED = {"subject": "No line", "text": "Since this morning."}


async def test_what_was_typed_is_given_back_once(world: World) -> None:
    account, other = await world.account(), await world.account()
    signed_in = await world.signed_in(account)
    await world.identity.keep_draft(account, PAGE, TYPED)
    assert (await world.session_of(signed_in)).has_draft
    assert await world.identity.take_draft(other, PAGE) is None
    assert await world.identity.take_draft(account, "/elsewhere") is None
    assert await world.identity.take_draft(account, PAGE) == TYPED
    assert await world.identity.take_draft(account, PAGE) is None
    assert not (await world.session_of(signed_in)).has_draft


async def test_the_newest_draft_of_a_page_stays(world: World) -> None:
    account = await world.account()
    await world.identity.keep_draft(account, PAGE, {"text": "earlier"})
    await world.identity.keep_draft(account, PAGE, TYPED)
    assert await world.identity.take_draft(account, PAGE) == TYPED


async def test_a_day_later_it_is_gone(world: World, clock: MovedClock) -> None:
    account = await world.account()
    await world.identity.keep_draft(account, PAGE, TYPED)
    clock.advance(hours=25)
    assert not (await world.session_of(await world.signed_in(account))).has_draft
    assert await world.identity.take_draft(account, PAGE) is None


async def test_no_password_and_no_token_is_kept(world: World) -> None:
    account = await world.account()
    secrets = {"new_password": "a secret", "csrf": "a token", "once": "a key"}
    await world.identity.keep_draft(account, PAGE, TYPED | secrets)
    assert await world.identity.take_draft(account, PAGE) == TYPED


async def test_nobody_reads_it_in_the_database_or_moves_it_elsewhere(world: World) -> None:
    account, thief = await world.account(), await world.account()
    await world.identity.keep_draft(account, PAGE, TYPED)
    async with world.context.database.begin() as connection:
        mine = drafts.c.account_id == account
        (row,) = await connection.execute(select(drafts).where(mine))
        await connection.execute(update(drafts).where(mine).values(account_id=thief))
    assert b"No line" not in row.sealed
    assert await world.identity.take_draft(thief, PAGE) is None


async def test_no_account_keeps_more_than_a_person_types(world: World) -> None:
    account = await world.account()
    await world.identity.keep_draft(account, PAGE, {"text": "x" * MOST_CHARACTERS})
    assert await world.identity.take_draft(account, PAGE) is None
    for number in range(MOST_DRAFTS + 1):
        await world.identity.keep_draft(account, f"/{number}", TYPED)
    assert await world.identity.take_draft(account, f"/{MOST_DRAFTS}") is None
    await world.identity.keep_draft(account, "/0", {"text": "again"})
    assert await world.identity.take_draft(account, "/0") == {"text": "again"}
