"""What is thought of: on an item that was granted already, another start."""

from typing import Literal

from contracts.decisions import GRANTED, Documents
from contracts.orders import OrderItemView
from contracts.previews import DecisionPreview

Thought = Literal["approve", "reject", "move"]


def thought_of(item: OrderItemView, verdict: Literal["approve", "reject"]) -> Thought:
    return "move" if verdict == "approve" and item.state in GRANTED else verdict


def documents_of(seen: DecisionPreview) -> Documents:
    """A credit that comes to nothing makes no document, so that none is promised."""
    credit = seen.credit
    if seen.documents != "credit" or credit is None or credit.difference_minor:
        return seen.documents
    return "credit" if credit.foreseen and credit.foreseen.voided else "none"
