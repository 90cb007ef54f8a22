"""How many lines a cart takes, what they come to, and that nothing is quoted of an empty one."""

import pytest

from contracts.carts import CartIsEmpty, CartIsFull
from services.orders.domain.cart import (
    LARGEST_LINE_COUNT,
    CartTotals,
    require_room,
    require_something_to_order,
    totals_of,
)
from tests.services.orders.domain.cases import LINE


def test_the_last_line_has_room_and_one_more_has_not() -> None:
    require_room(range(LARGEST_LINE_COUNT - 1))
    with pytest.raises(CartIsFull):
        require_room(range(LARGEST_LINE_COUNT))


def test_an_empty_cart_is_not_quoted() -> None:
    require_something_to_order(range(1))
    with pytest.raises(CartIsEmpty):
        require_something_to_order([])


def test_a_cart_comes_to_the_sum_of_its_lines_and_fees() -> None:
    with_fee = LINE.model_copy(update={"fee": LINE.period})
    assert totals_of([LINE, with_fee]) == CartTotals(2, "EUR", 3 * 3_100)
    assert totals_of([]) == CartTotals(0, None, 0)


def test_lines_in_different_currencies_have_no_common_total() -> None:
    in_koruna = LINE.price.model_copy(update={"currency": "CZK"})
    assert totals_of([LINE, LINE.model_copy(update={"price": in_koruna})]) == CartTotals(2, None, 0)
