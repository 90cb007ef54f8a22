"""Messages about a customer's one cart, which the orders service keeps."""

from typing import Annotated

from pydantic import Field

from contracts.catalog import PeriodCount, Quantity, QuoteLine
from contracts.message import Command, Currency, Id, Message, PositiveMinor
from contracts.problems import Problem
from contracts.said import Told

CartRevision = Annotated[int, Field(ge=0, le=10**9)]


class CartLineView(Message):
    id: str
    offering_id: str
    quantity: int
    period_count: int = 1


class AddCartLine(Command):
    offering_id: Id
    quantity: Quantity = 1
    period_count: PeriodCount = 1
    expected_revision: CartRevision | None = None
    """Of the cart that was looked at: what another window changed since is refused, here and in
    other changes. Null changes it all the same."""


class ChangeCartLine(Command):
    """What is null stays as it is."""

    quantity: Quantity | None = None
    period_count: PeriodCount | None = None
    expected_revision: CartRevision | None = None


class QuoteCart(Command):
    expected_revision: CartRevision | None = None


class CartView(Message):
    """The customer's one cart, kept on the server. `total_minor` and the lines' prices are the
    catalog's of now; `unavailable_line_ids` can no longer be ordered and are not counted."""

    revision: CartRevision = 0
    """Counts up with each change."""
    lines: list[CartLineView]
    line_count: int
    quote_lines: list[QuoteLine]
    currency: Currency | None
    total_minor: PositiveMinor
    unavailable_line_ids: list[str] = []
    no_prices_reason: Told | None = None
    """Why the lines cannot be ordered together and what to delete; there is no price until then."""


class CartHasChanged(Problem):
    """Since the revision that was expected. Facts: cart, as it is now."""

    status = 409


class CartIsFull(Problem):
    status = 409


class CartIsEmpty(Problem):
    status = 409
