"""How many lines a cart takes, and that nothing is quoted of an empty one."""

import pytest

from contracts.orders import CartIsEmpty, CartIsFull
from services.orders.domain.cart import (
    LARGEST_LINE_COUNT,
    require_room,
    require_something_to_order,
)


def test_the_last_line_has_room_and_one_more_has_not() -> None:
    require_room(range(LARGEST_LINE_COUNT - 1))
    with pytest.raises(CartIsFull):
        require_room(range(LARGEST_LINE_COUNT))


def test_an_empty_cart_is_not_quoted() -> None:
    require_something_to_order(range(1))
    with pytest.raises(CartIsEmpty):
        require_something_to_order([])
