"""How much a cart holds, and what can be ordered from it."""

from collections.abc import Sized

from contracts.orders import CartIsEmpty, CartIsFull

LARGEST_LINE_COUNT = 100


def require_room(lines: Sized) -> None:
    """For one more line. Raises `CartIsFull`."""
    if len(lines) >= LARGEST_LINE_COUNT:
        raise CartIsFull(
            f"A cart holds at most {LARGEST_LINE_COUNT} lines. Nothing was added; order or delete"
            " some first."
        )


def require_something_to_order(lines: Sized) -> None:
    """Raises `CartIsEmpty`."""
    if not lines:
        raise CartIsEmpty("Your cart is empty. Nothing was quoted; select a product first.")
