"""Staff cancels what nobody has decided yet."""

import pytest

from contracts.decisions import DecisionIsIncomplete, OrderHasChanged
from contracts.orders import CancelOrder
from contracts.problems import ObjectIsNotFound
from tests.services.orders.test_deciding import carry_out
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines


async def test_staff_cancels_with_a_reason_and_on_what_it_saw(world: World) -> None:
    carry_out(world)
    customer = await world.customer()
    order = await world.paid(customer)
    admin, seen = world.admin(), order.revision
    with pytest.raises(DecisionIsIncomplete):
        await admin.cancel_order(order.id, CancelOrder(reason=" "), key=key())
    with pytest.raises(DecisionIsIncomplete):
        await admin.cancel_order(order.id, key=key())
    stale = CancelOrder(reason="Ordered twice", expected_revision=seen + 1)
    with pytest.raises(OrderHasChanged):
        await admin.cancel_order(order.id, stale, key=key())
    with pytest.raises(ObjectIsNotFound):
        await world.admin(partner_id=9).cancel_order(order.id, stale, key=key())
    wanted, same = CancelOrder(reason="Ordered twice", expected_revision=seen), key()
    cancelled = await admin.cancel_order(order.id, wanted, key=same)
    assert await admin.cancel_order(order.id, wanted, key=same) == cancelled
    decision = cancelled.items[0].decision
    assert decision is not None
    assert (decision.verdict, decision.decided_by) == ("cancel", "admin/ada")
    assert (decision.reason, decision.documents) == ("Ordered twice", "full_credit")
    told = [event.what.text for event in (await customer.timeline(order.id)).happened]
    assert "Cancelled: Ordered twice\nWhat was paid for it is given back." in told
