"""How long a visit can begin and lasts, and how long it is remembered."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from chassis.housekeeping import Housekeeping
from chassis.tokens import Caller
from contracts.actors import Actor
from contracts.staff import StaffStanding
from contracts.visits import AskVisit, VisitCannotBegin
from portal.identity.domain.sessions import EndedSession, Session
from portal.identity.domain.visits import KEPT_VISITS, may_visit
from portal.identity.tables import sessions, visits
from portal.identity.use_cases.begin_session import SignedIn
from portal.identity.use_cases.visits import ask_visit
from tests.moved_clock import MovedClock
from tests.portal.identity.world import World
from tests.services.orders.world import key


async def token_of(world: World) -> str:
    email = await world.pages.one_of_the_staff()
    partner_id = world.pages.partner_id
    customer = (await world.pages.customer())._actor
    caller = Caller(service="admin", actor=Actor(kind="admin", id=email, partner_id=partner_id))
    wanted = AskVisit(partner_id=partner_id, customer_id=customer.id, reason="A call")
    made = await ask_visit(world.context, caller, wanted, key())
    return made.url.rpartition("/")[2]


async def begun(world: World, cookie: str | None = None) -> SignedIn:
    return await world.identity.begin_visit(await token_of(world), world.browser(cookie))


@pytest.mark.engines
async def test_its_address_is_good_for_a_minute(world: World, clock: MovedClock) -> None:
    late, in_time = await token_of(world), await token_of(world)
    clock.advance(seconds=59)
    await world.identity.begin_visit(in_time, world.browser())
    clock.advance(seconds=2)
    for token in (late, in_time, late[:-1] + "0", "vis_1." + "0" * 64):
        with pytest.raises(VisitCannotBegin):
            await world.identity.begin_visit(token, world.browser())


@pytest.mark.engines
async def test_it_is_over_after_half_an_hour_however_much_it_is_used(
    world: World, clock: MovedClock
) -> None:
    visit = await begun(world)
    for _ in range(2):
        clock.advance(minutes=14)
        found = await world.identity.session(visit.cookie)
        assert isinstance(found, Session)
        assert found.by
        assert found.actor.label == f"customer/{found.customer_id} by admin/{found.by.id}"
    clock.advance(minutes=3)
    assert isinstance(await world.identity.session(visit.cookie), EndedSession)


@pytest.mark.engines
async def test_another_visit_ends_the_one_before_and_no_other_session(world: World) -> None:
    own = await world.signed_in()
    first = await begun(world)
    await begun(world, cookie=first.cookie)
    assert isinstance(await world.identity.session(first.cookie), EndedSession)
    assert isinstance(await world.identity.session(own.cookie), Session)


@pytest.mark.engines
async def test_it_is_remembered_for_two_years(world: World, clock: MovedClock) -> None:
    clock.ahead = -KEPT_VISITS - timedelta(days=1)
    old = await begun(world)
    clock.ahead = -KEPT_VISITS + timedelta(days=1)
    young = await begun(world)
    connect = world.context.database.autocommit
    async with connect() as connection:
        row = select(sessions.c.visit_id).where(sessions.c.id == old.session_id)
        visit_id = await connection.scalar(row)
    housekeeping = Housekeeping(world.context.database, 30, world.identity.sweeps)
    for _ in range(2):
        await housekeeping.sweep()
    async with connect() as connection:
        kept = set((await connection.execute(select(sessions.c.id))).scalars())
        visits_kept = set((await connection.execute(select(visits.c.id))).scalars())
    assert young.session_id in kept
    assert old.session_id not in kept
    assert visit_id
    assert visit_id not in visits_kept


@pytest.mark.parametrize(
    ("role", "partner_id", "is_enabled", "may"),
    [
        ("partner_admin", 7, True, True),
        ("partner_admin", 8, True, False),
        ("super_admin", None, True, True),
        ("operator", None, True, False),
        ("super_admin", None, False, False),
        ("partner_admin", 7, False, False),
    ],
)
def test_who_may_come(role: str, partner_id: int | None, is_enabled: bool, may: bool) -> None:
    standing = StaffStanding.model_validate(
        {"role": role, "partner_id": partner_id, "is_enabled": is_enabled}
    )
    assert may_visit(standing, 7) is may
