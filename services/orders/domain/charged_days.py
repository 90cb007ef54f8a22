"""Which days of a service its order charges, however the start has moved since."""

from dataclasses import dataclass
from datetime import date

from billing.charging import Wanted, charge_together
from billing.periods import periods
from contracts.catalog import QuoteLine
from contracts.decisions import ItemState
from contracts.message import Amount

CHARGED: frozenset[ItemState] = frozenset({"awaiting_confirmation", "approved", "scheduled"})
"""What is rejected, cancelled or expired is charged for nothing, or credited in full."""


@dataclass(frozen=True)
class Charging:
    """What decides it, beside the ordered line."""

    state: ItemState
    start_on: date | None
    invoiced_from: date | None
    """The first day of its invoice; None before there is one."""
    billing_day: int
    is_credited: bool
    """Whether the partner credits the days before a later start."""


def charged_days(line: QuoteLine, charging: Charging) -> tuple[date, date] | None:
    """The first and the last; None where no day is charged, or all are credited."""
    first, start = charging.invoiced_from, charging.start_on
    if line.price.cycle.kind == "once" or first is None or charging.state not in CHARGED:
        return None
    last = periods(line.price.cycle, first, charging.billing_day, line.period_count)[-1].last_day
    if charging.is_credited and start is not None:
        first = max(first, start)
    return (first, last) if first <= last else None


def price_of_a_cycle(line: QuoteLine) -> Amount:
    """Before discounts, for the whole quantity; of what is bought once, its price."""
    [charge] = charge_together([Wanted(line.price, line.quantity)], None, 1)
    return charge.period
