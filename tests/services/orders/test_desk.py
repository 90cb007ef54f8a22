"""What needs a person today, counted as the lists show it."""

from datetime import timedelta

import pytest

from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from tests.services.orders.test_attention import FAILED, MISMATCH
from tests.services.orders.world import OPERATOR, World

pytestmark = pytest.mark.engines


async def test_it_counts_what_the_lists_show(world: World) -> None:
    await world.request(await world.customer())
    flagged = await world.paid(await world.customer())
    await world.system.record_attention(flagged.id, FAILED)
    unpaid = (await world.upfront(await world.customer())).order
    await world.system.record_payment_result(unpaid.id, MISMATCH)
    admin = world.admin()
    desk = await admin.desk()
    assert (desk.waiting, desk.overdue, desk.flagged) == (2, 0, 2)
    assert desk.stuck_messages is None
    assert len((await admin.approvals()).items) == desk.waiting
    assert len((await admin.orders(status="needs_attention")).items) == desk.flagged
    world.clock.at += timedelta(days=30)
    late = await admin.desk()
    assert late.overdue == len((await admin.approvals(status="overdue")).items) == 2


async def test_an_operator_counts_a_partner_or_all_and_stuck_messages(world: World) -> None:
    await world.request(await world.customer())
    operator = world.acting(OPERATOR)
    assert (await operator.desk(partner_id=world.partner_id)).waiting == 1
    everything = await operator.desk()
    assert everything.waiting >= 1
    assert everything.stuck_messages is not None


async def test_it_is_for_staff_of_the_partner(world: World) -> None:
    with pytest.raises(ObjectIsNotFound):
        await world.admin(partner_id=9).desk(partner_id=world.partner_id)
    with pytest.raises(ActionIsNotAllowed):
        await (await world.customer()).desk()
