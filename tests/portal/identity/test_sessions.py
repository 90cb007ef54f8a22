"""Sessions: read in one statement, rotated at sign-in, ended by rest, by age and by hand."""

import pytest
from sqlalchemy import select, update

from chassis.database import Database
from portal.identity.domain.sessions import EndedSession, Session
from portal.identity.identity import Identity
from portal.identity.tables import accounts, sessions
from tests.moved_clock import MovedClock
from tests.portal.identity.world import World

pytestmark = pytest.mark.engines


async def test_a_session_says_who_is_signed_in(world: World) -> None:
    session = await world.session_of(await world.signed_in())
    assert (session.name, session.language) == ("Mia Moser", "de")
    assert (session.kind, session.has_draft) == ("password", False)
    assert session.actor.id == session.customer_id
    assert session.actor.audience
    assert session.actor.audience.location == "north"


@pytest.mark.parametrize("cookie", ["", "x", "\x00", "\udcff", "a" * 10_000])
async def test_what_was_never_given_is_nobodys(identity: Identity, cookie: str) -> None:
    assert await identity.session(cookie) is None


async def test_the_cookie_itself_is_not_kept(world: World, database: Database) -> None:
    signed_in = await world.signed_in()
    async with database.autocommit() as connection:
        rows = (await connection.execute(select(sessions))).all()
    assert signed_in.session_id in {row.id for row in rows}
    assert signed_in.cookie.encode() not in b"".join(row.cookie_digest for row in rows)


async def test_a_session_is_read_in_one_statement(world: World) -> None:
    signed_in = await world.signed_in()
    with world.statements() as statements:
        assert await world.identity.session(signed_in.cookie)
    assert len(statements.sent) == 1


async def test_a_session_ends_after_rest(world: World, clock: MovedClock) -> None:
    signed_in = await world.signed_in()
    session = await world.session_of(signed_in)
    clock.advance(hours=71)
    assert isinstance(await world.identity.session(signed_in.cookie), Session)
    clock.advance(hours=71)
    assert isinstance(await world.identity.session(signed_in.cookie), Session)
    clock.advance(hours=73)
    ended = await world.identity.session(signed_in.cookie)
    assert ended == EndedSession(session.account_id)
    clock.advance(hours=24)
    assert await world.identity.session(signed_in.cookie) is None


async def test_use_is_noted_every_few_minutes_only(world: World, clock: MovedClock) -> None:
    signed_in = await world.signed_in()

    async def last_seen() -> object:
        await world.identity.session(signed_in.cookie)
        seen = select(sessions.c.last_seen_at).where(sessions.c.id == signed_in.session_id)
        async with world.context.database.autocommit() as connection:
            return (await connection.execute(seen)).scalar_one()

    first = await last_seen()
    clock.advance(minutes=4)
    assert await last_seen() == first
    clock.advance(minutes=2)
    assert await last_seen() != first


async def test_what_is_sent_for_long_does_not_put_off_the_end(
    world: World, clock: MovedClock
) -> None:
    signed_in = await world.signed_in()
    session = await world.session_of(signed_in)
    clock.advance(hours=71)
    assert await world.identity.session_goes_on(session)
    clock.advance(hours=2)
    assert not await world.identity.session_goes_on(session)
    assert isinstance(await world.identity.session(signed_in.cookie), EndedSession)


async def test_what_is_sent_for_long_ends_with_the_session_or_the_account(world: World) -> None:
    first, second = [await world.session_of(await world.signed_in()) for _ in range(2)]
    await world.identity.sign_out(first.id)
    assert not await world.identity.session_goes_on(first)
    assert await world.identity.session_goes_on(second)
    disabled = update(accounts).where(accounts.c.id == second.account_id)
    async with world.context.database.begin() as connection:
        await connection.execute(disabled.values(disabled_at=world.context.now()))
    assert not await world.identity.session_goes_on(second)


async def test_however_much_it_is_used_it_ends_after_thirty_days(
    world: World, clock: MovedClock
) -> None:
    signed_in = await world.signed_in()
    for _ in range(30):
        assert isinstance(await world.identity.session(signed_in.cookie), Session)
        clock.advance(days=1)
    assert isinstance(await world.identity.session(signed_in.cookie), EndedSession)


async def test_what_a_providers_portal_handed_over_lasts_a_working_day(
    world: World, clock: MovedClock
) -> None:
    signed_in = await world.signed_in(kind="handover")
    clock.advance(hours=11)
    assert isinstance(await world.identity.session(signed_in.cookie), Session)
    clock.advance(hours=2)
    assert isinstance(await world.identity.session(signed_in.cookie), EndedSession)


async def test_signing_in_ends_the_session_that_the_browser_had(world: World) -> None:
    planted = await world.signed_in()
    mine = await world.signed_in(cookie=planted.cookie)
    assert mine.cookie != planted.cookie
    assert isinstance(await world.identity.session(planted.cookie), EndedSession)
    assert isinstance(await world.identity.session(mine.cookie), Session)


async def test_a_cookie_that_somebody_planted_does_not_become_a_session(world: World) -> None:
    await world.signed_in(cookie="planted")
    assert await world.identity.session("planted") is None


async def test_signing_out_ends_one_session_and_everywhere_all_others(world: World) -> None:
    account = await world.account()
    here, there, elsewhere = [await world.signed_in(account) for _ in range(3)]
    foreign = await world.signed_in()
    await world.identity.sign_out(there.session_id)
    assert isinstance(await world.identity.session(there.cookie), EndedSession)
    assert await world.identity.sign_out_everywhere(account, here.session_id) == 1
    assert isinstance(await world.identity.session(elsewhere.cookie), EndedSession)
    for cookie in (here.cookie, foreign.cookie):
        assert isinstance(await world.identity.session(cookie), Session)
