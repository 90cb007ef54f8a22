"""What is thought of: on an item that was granted already, another start."""

from typing import Literal

from contracts.decisions import GRANTED
from contracts.orders import OrderItemView

Thought = Literal["approve", "reject", "move"]


def thought_of(item: OrderItemView, verdict: Literal["approve", "reject"]) -> Thought:
    return "move" if verdict == "approve" and item.state in GRANTED else verdict
