"""Orders that nobody has decided yet, and what passed of their deadlines."""

from tests.workflows.conftest import RunningOrder, StartOrder

ALL = ["record reminder", "record escalation", "record warning"]


def recorded(order: RunningOrder) -> list[str]:
    """The deadlines that passed undecided, in their order."""
    return [effect for effect in order.world.effects if effect in ALL]


async def asked(start_order: StartOrder, *items: str, **deadlines: int) -> RunningOrder:
    """A request that its admins know of."""
    approval = deadlines.pop("approval", 30)
    order = await start_order("request", items or ("it_1",), 72, approval, deadlines=deadlines)
    await order.until(lambda: "notify received" in order.world.effects)
    return order


async def paid(start_order: StartOrder) -> RunningOrder:
    order = await start_order()
    await order.settle()
    await order.until_in("it_1", "awaiting_confirmation")
    return order


async def approve(order: RunningOrder, item: str = "it_1", wait_seconds: float = 9) -> None:
    approved = order.world.decide(item, documents="invoice")
    await order.workflows.apply_decision(order.id, approved, wait_seconds=wait_seconds)
