"""What each line cost when the customer looked, so that nothing is ordered at a price that nobody
agreed to: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from contracts.catalog import MOST_LINES, QuoteLine
from portal.customer.order.cart_view import gross_of

PricesSeen = Annotated[
    str,
    Field(
        max_length=4 + 17 * MOST_LINES,
        pattern=r"^[A-Z]{3}( [0-9]{1,16}){0,200}$",
    ),
]
"""The currency and what each line costs in its minor units, fees included: `EUR 3100 500`."""


@dataclass(frozen=True)
class ChangedPrice:
    title: str
    currency: str
    old_minor: int | None
    """None where the line cannot be told."""
    new_minor: int


def prices_seen(quoted: Sequence[QuoteLine]) -> str:
    currency = quoted[0].price.currency if quoted else "EUR"
    return " ".join([currency, *(str(gross_of(line)) for line in quoted)])


def changed_prices(seen: str, quoted: Sequence[QuoteLine]) -> list[ChangedPrice]:
    """Line by line, without those that cost the same."""
    currency, *amounts = seen.split(" ")
    old: list[int | None] = [int(one) for one in amounts]
    if len(old) != len(quoted) or any(one.price.currency != currency for one in quoted):
        old = [None] * len(quoted)
    return [
        ChangedPrice(line.title, line.price.currency, before, gross_of(line))
        for before, line in zip(old, quoted, strict=True)
        if before != gross_of(line)
    ]
