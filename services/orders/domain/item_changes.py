"""Changes of items' states, with what the audit says of each."""

from dataclasses import dataclass
from datetime import date

from contracts.decisions import ItemState
from contracts.said import Said
from services.orders.domain.order import Item, Order
from services.orders.domain.transitions import ItemEvent, next_state


@dataclass(frozen=True)
class ItemChange:
    """A state change of one item."""

    item_id: str
    state: ItemState
    start_on: date | None
    action: str
    reason: Said


def state_if_undecided(item: Item, event: ItemEvent) -> ItemState | None:
    """The state after the event; None where it does not concern the item, or somebody decided."""
    return None if item.decision else next_state(item.state, event)


def changes_of_undecided(
    order: Order, event: ItemEvent, reason: Said, start_on: date | None = None
) -> list[ItemChange]:
    """What an event changes that leaves alone what somebody decided."""
    return [
        ItemChange(item.id, state, start_on or item.start_on, event, reason)
        for item in order.items
        if (state := state_if_undecided(item, event))
    ]
