"""How much a cart holds, what it comes to, and what can be ordered from it."""

from collections.abc import Sequence, Sized
from dataclasses import dataclass

from contracts.carts import CartHasChanged, CartIsEmpty, CartIsFull
from contracts.catalog import QuoteIsTooLarge, QuoteIsTooLong, QuoteLine
from contracts.said import Said, said

LARGEST_LINE_COUNT = 100


@dataclass(frozen=True)
class CartTotals:
    """Of the lines that can be ordered. Those in different currencies have no common total; the
    quote refuses them."""

    line_count: int
    currency: str | None
    total_minor: int


def totals_of(priced: Sequence[QuoteLine]) -> CartTotals:
    """A line that cannot be ordered any more has no price, and does not count."""
    currencies = {line.price.currency for line in priced}
    if len(currencies) != 1:
        return CartTotals(len(priced), None, 0)
    total_minor = sum(line.period.gross_minor + line.fee.gross_minor for line in priced)
    return CartTotals(len(priced), currencies.pop(), total_minor)


def require_room(lines: Sized) -> None:
    """For one more line. Raises `CartIsFull`."""
    if len(lines) >= LARGEST_LINE_COUNT:
        raise CartIsFull(most=LARGEST_LINE_COUNT)


def require_as_seen(revision: int, expected: int | None) -> None:
    """Raises `CartHasChanged` for a cart that another window changed meanwhile."""
    if expected not in (None, revision):
        raise CartHasChanged


def require_something_to_order(lines: Sized) -> None:
    """Raises `CartIsEmpty`."""
    if not lines:
        raise CartIsEmpty


def no_prices_reason(refusal: QuoteIsTooLong | QuoteIsTooLarge) -> Said:
    """What the customer reads in a cart that the catalog does not price."""
    return said("cart.too_long" if isinstance(refusal, QuoteIsTooLong) else "cart.too_dear")
