"""Fifty orders that were seen in the inbox are decided at once; five changed since."""

import asyncio

import pytest

from contracts.approvals import DecideMany, DecideOrder
from contracts.decisions import ItemIsAlreadyDecided
from tests.services.orders.test_deciding import approve
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines


async def test_forty_five_are_decided_and_five_named_with_their_reason(world: World) -> None:
    customer, admin = await world.customer(), world.admin()
    for _ in range(50):
        await world.request(customer)
    seen = (await admin.approvals(limit=100)).items
    assert len(seen) == 50
    unseen = (await world.request(customer)).order
    taken = seen[::10]
    await asyncio.gather(
        *(world.admin("bea").decide(one.id, one.items[0].id, approve(), key=key()) for one in taken)
    )
    rows = [
        DecideOrder(
            order_id=one.id, verdict="approve", start_on=PAID_ON, expected_revision=one.revision
        )
        for one in seen
    ]

    answer = await admin.decide_many(DecideMany(rows=rows), key=key())

    refused = {one.order_id: one.problem for one in answer.rows if one.problem}
    assert set(refused) == {one.id for one in taken}
    told = [(one["type"], one["winner"], one["verdict"]) for one in refused.values()]
    assert told == [(ItemIsAlreadyDecided.type, "admin/bea", "approve")] * 5
    assert sum(len(one.decisions) for one in answer.rows) == 45
    assert [one.id for one in (await admin.approvals()).items] == [unseen.id]
