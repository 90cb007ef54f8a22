"""What nobody asks for any more is deleted: ended sessions and drafts after a day, links and
attempts too. What is in use stays."""

import pytest
from sqlalchemy import func, select

from chassis.housekeeping import Housekeeping
from chassis.ids import new_id
from portal.identity.tables import METADATA
from tests.moved_clock import MovedClock
from tests.portal.identity.world import World

pytestmark = pytest.mark.engines
FORGOTTEN = ("sessions", "drafts", "links", "attempts")


async def counts(world: World) -> dict[str, int]:
    async with world.context.database.autocommit() as connection:
        return {
            name: (
                await connection.execute(select(func.count()).select_from(METADATA.tables[name]))
            ).scalar_one()
            for name in (*FORGOTTEN, "accounts")
        }


async def leave_traces(world: World, account: str) -> None:
    await world.signed_in(account)
    await world.identity.keep_draft(account, f"/{world.context.now()}", {"text": "typed"})
    await world.ask_for_link(f"{new_id('cus')}@example.org")


async def test_old_traces_go_and_new_ones_stay(world: World, clock: MovedClock) -> None:
    housekeeping = Housekeeping(world.context.database, 30, world.identity.sweeps)
    await housekeeping.sweep()
    account = await world.account()
    before = await counts(world)
    await leave_traces(world, account)
    after = await counts(world)
    assert all(after[name] > before[name] for name in FORGOTTEN)
    await housekeeping.sweep()
    assert await counts(world) == after
    clock.advance(days=-40)
    await leave_traces(world, account)
    with_old = await counts(world)
    assert all(with_old[name] > after[name] for name in FORGOTTEN)
    await housekeeping.sweep()
    assert await counts(world) == after
