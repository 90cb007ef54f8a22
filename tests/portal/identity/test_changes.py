"""A new password or address ends every other way in: sessions, links on their way, open choices."""

import pytest
from sqlalchemy import select

from chassis.tokens import Caller
from contracts.orders import CustomerFields
from contracts.portal import LinkCannotBeUsed, PutAccount, SignInDataIsWrong
from portal.identity.domain.sessions import EndedSession, Session
from portal.identity.repository.accounts import find_password
from portal.identity.tables import links
from portal.identity.use_cases.begin_session import SignedIn
from portal.identity.use_cases.enter import ToChoose
from portal.identity.use_cases.put_account import put_account
from tests.portal.identity.world import PASSWORD, World
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines
NEW = "umbrella quartz nine meadows"


async def by_password(world: World, email: str) -> tuple[str, Session]:
    """Its cookie, and the session."""
    signed_in = await world.identity.sign_in(email, PASSWORD, world.browser())
    assert isinstance(signed_in, SignedIn)
    return signed_in.cookie, await world.session_of(signed_in)


async def ask_to_change(world: World, session: Session, email: str) -> str:
    """The token of the link that was mailed."""
    await world.identity.ask_to_change_email(
        session, email, PASSWORD, address=world.browser().address
    )
    return (await world.mailed(email)).token


async def test_a_new_address_ends_all_sessions_and_each_other_change(world: World) -> None:
    email = await world.with_password()
    elsewhere, _ = await by_password(world, email)
    here, session = await by_password(world, email)
    other = await ask_to_change(world, session, f"thief-{email}")
    token = await ask_to_change(world, session, f"new-{email}")
    with pytest.raises(LinkCannotBeUsed):
        await world.identity.use_link(other, world.browser())
    used = await world.identity.use_link(token, world.browser(here))
    for cookie in (elsewhere, here):
        assert isinstance(await world.identity.session(cookie), EndedSession)
    assert await world.session_of(used.outcome)
    async with world.context.database.autocommit() as connection:
        assert await find_password(connection, email) is None
        assert await find_password(connection, f"new-{email}") is not None


async def test_a_password_of_somebody_else_stays_with_the_address(world: World) -> None:
    email = await world.with_password()
    _, session = await by_password(world, email)
    token = await ask_to_change(world, session, f"new-{email}")
    await world.customer(email, partner_id=world.pages.partner_id % 99 + 1)
    await world.identity.sign_in(email, PASSWORD, world.browser())
    await world.identity.use_link(token, world.browser())
    assert isinstance(await world.identity.sign_in(email, PASSWORD, world.browser()), SignedIn)


async def test_no_link_outlives_a_new_password(world: World) -> None:
    email = await world.with_password()
    _, session = await by_password(world, email)
    change = await ask_to_change(world, session, f"thief-{email}")
    asked_by = await world.ask_for_link(email)
    mailed = await world.mailed(email)
    await world.identity.set_password(session, NEW, PASSWORD)
    for token in (change, mailed.token):
        with pytest.raises(LinkCannotBeUsed):
            await world.identity.use_link(token, world.browser())
    with pytest.raises(LinkCannotBeUsed):
        await world.identity.use_code(asked_by, mailed.code, world.browser())
    await world.ask_for_link(email)
    assert await world.identity.use_link((await world.mailed(email, 2)).token, world.browser())


async def test_no_choice_outlives_a_new_password(world: World) -> None:
    email = await world.with_password()
    await world.customer(email)
    choice = await world.identity.sign_in(email, PASSWORD, world.browser())
    assert isinstance(choice, ToChoose)
    first, second = (one.id for one in choice.customers)
    signed_in = await world.identity.choose(choice.proof, first, world.browser())
    session = await world.session_of(signed_in)
    await world.identity.set_password(session, NEW, PASSWORD)
    assert await world.identity.choose(choice.proof, second, world.browser()) is None


async def test_a_password_from_an_operator_ends_what_a_thief_has(world: World) -> None:
    email = await world.with_password()
    cookie, session = await by_password(world, email)
    token = await ask_to_change(world, session, f"thief-{email}")
    partner_id, customer_id = session.partner_id, session.customer_id
    assert partner_id
    assert customer_id
    wanted = PutAccount(password=NEW)
    await put_account(
        world.context, Caller(service="cli", actor=OPERATOR), partner_id, customer_id, wanted
    )
    assert isinstance(await world.identity.session(cookie), EndedSession)
    with pytest.raises(LinkCannotBeUsed):
        await world.identity.use_link(token, world.browser())


async def test_who_has_the_address_now_ends_sessions_of_who_had_it_before(world: World) -> None:
    email = await world.with_password()
    cookie, _ = await by_password(world, email)
    orders = world.pages.acting(OPERATOR)
    (found,) = (await orders.customers(email=email)).items
    fields = found.model_dump(exclude={"id"}) | {"email": f"new-{email}"}
    await orders.put_customer(found.id, CustomerFields(**fields))
    await world.ask_for_link(f"new-{email}")
    token = (await world.mailed(f"new-{email}")).token
    used = await world.identity.use_link(token, world.browser())
    assert await world.session_of(used.outcome)
    assert isinstance(await world.identity.session(cookie), EndedSession)
    with pytest.raises(SignInDataIsWrong):
        await world.identity.sign_in(email, PASSWORD, world.browser())


async def test_a_link_of_another_stays_good(world: World) -> None:
    email, other = await world.with_password(), await world.customer()
    _, session = await by_password(world, email)
    await world.ask_for_link(other)
    await world.identity.set_password(session, NEW, PASSWORD)
    async with world.context.database.autocommit() as connection:
        used = select(links.c.used_at).where(links.c.email == other)
        assert (await connection.execute(used)).scalar_one() is None
