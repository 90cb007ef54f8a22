"""Two at the same moment: exactly one has its way, and the other is told whose it was, which and
when. On a real PostgreSQL; the engine's side of it is in tests/workflows/test_races.py."""

import asyncio

import pytest
from sqlalchemy import select

from contracts.decisions import ItemState, Verdict
from contracts.problems import Problem
from services.orders.domain.order import Decision
from services.orders.repository.decisions import decision_of
from services.orders.tables import decisions, order_items, orders
from tests.patience import eventually
from tests.services.orders.racing import (
    Act,
    Answer,
    Race,
    approve,
    begin,
    cancel,
    expire,
    reject,
    reject_in_bulk,
    switch_and_approve,
)
from tests.services.orders.test_deciding import carry_out
from tests.services.orders.world import World

pytestmark = pytest.mark.engines
AT_ONCE = 50
ENDS: dict[Verdict, ItemState] = {
    "approve": "approved",
    "reject": "rejected",
    "cancel": "cancelled",
    "expire": "expired",
}
RACES: dict[str, tuple[ItemState, Act, Act]] = {
    "two admins": ("awaiting_confirmation", approve, reject),
    "an admin and the customer": ("awaiting_confirmation", approve, cancel),
    "a decision and the expiry": ("awaiting_approval", approve, expire),
    "a switched order and the payment deadline": ("awaiting_payment", switch_and_approve, expire),
    "a cancellation and the payment deadline": ("awaiting_payment", cancel, expire),
    "many at once and one": ("awaiting_approval", reject_in_bulk, approve),
}


@pytest.mark.parametrize(
    "rounds",
    [
        pytest.param(1, id="50"),
        pytest.param(40, id="2,000", marks=[pytest.mark.nightly, pytest.mark.timeout(600)]),
    ],
)
@pytest.mark.parametrize("named", RACES)
async def test_exactly_one_has_its_way_and_the_other_is_told(
    named: str, rounds: int, world: World
) -> None:
    carry_out(world)
    state, *acts = RACES[named]
    won: set[int] = set()
    for turn in range(rounds):
        race = await begin(world, state, AT_ONCE)
        both = acts if turn % 2 else acts[::-1]
        answers = dict(zip(both, await asyncio.gather(*(act(race) for act in both)), strict=True))
        made = await _decisions_of(race)
        for at, order in enumerate(race.orders):
            [decision] = made[order.id]
            winner = [n for n, act in enumerate(acts) if answers[act][at] == decision.verdict]
            assert len(winner) == 1, (named, [answers[act][at] for act in acts])
            _is_told(answers[acts[1 - winner[0]]][at], decision)
            won.update(winner)
        await _nothing_waits(race, made)
    assert won == {0, 1} or rounds == 1


def _is_told(loser: Answer, winner: Decision) -> None:
    if loser is None:
        return  # the system needs to be told nothing
    assert isinstance(loser, Problem)
    named = winner.decided_by
    told = [loser.facts.get(fact) for fact in ("winner", "verdict", "decided_at")]
    assert told in (
        [named, winner.verdict, winner.decided_at.isoformat()],
        [named.partition("/")[0], winner.verdict, winner.decided_at.isoformat()],
    ), loser.document("")


async def _decisions_of(race: Race) -> dict[str, list[Decision]]:
    theirs = select(decisions).where(decisions.c.order_id.in_([one.id for one in race.orders]))
    found: dict[str, list[Decision]] = {}
    async with race.world.database.autocommit() as connection:
        for row in (await connection.execute(theirs)).mappings():
            found.setdefault(row["order_id"], []).append(decision_of(row))
    return found


async def _nothing_waits(race: Race, made: dict[str, list[Decision]]) -> None:
    """Each is carried out as it was decided, and nobody is asked any more."""
    ids = [one.id for one in race.orders]
    states = (
        select(orders.c.id, order_items.c.state, orders.c.decision_due_at)
        .join(order_items)
        .where(orders.c.id.in_(ids))
    )
    expected = {(order_id, ENDS[one.verdict], None) for order_id, [one] in made.items()}

    async def carried_out() -> bool:
        async with race.world.database.autocommit() as connection:
            return {tuple(row) for row in await connection.execute(states)} == expected

    await eventually(carried_out)
