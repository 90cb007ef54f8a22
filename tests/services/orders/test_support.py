"""What support does as a customer: records name both, the customer reads that it was support."""

import pytest

from contracts.actors import Actor, Agent
from tests.services.orders.world import World

pytestmark = pytest.mark.engines


async def test_an_order_that_support_places_names_both(world: World) -> None:
    mia = await world.customer()
    by = Agent(kind="admin", id="ada@provider.example")
    seen: Actor = mia._actor
    for_support = world.acting(seen.model_copy(update={"by": by}))
    order_id = (await world.request(for_support)).order.id

    audit = (await world.admin().audit(order_id)).items
    assert {entry.actor for entry in audit} == {f"customer/{seen.id} by admin/{by.id}"}
    summary = await world.admin().contract_summary(order_id)
    assert summary.agreed_by == f"customer/{seen.id} by admin/{by.id}"

    told = await mia.timeline(order_id)
    assert [event.by for event in told.happened] == [f"customer/{seen.id} by support"]
    assert all(event.is_by_support for event in told.happened)
    assert (await mia.contract_summary(order_id)).agreed_by == f"customer/{seen.id} by support"
    assert by.id not in told.model_dump_json()
