"""What an order must end in, what the services say of it, and how these differ."""

from dataclasses import dataclass, field
from datetime import date

from contracts.credits import CreditNoteView
from contracts.decisions import ItemState, OrderStatus, SubscriptionState
from contracts.orders import OrderView
from contracts.payments import InvoiceView
from contracts.subscriptions import SubscriptionView
from scenarios.patience import WaitedInVain
from scenarios.people import People
from scenarios.system import System


@dataclass(frozen=True)
class Line:
    """One item with its service; `credited_minor` is the sum of its credit notes in force."""

    state: ItemState
    service: SubscriptionState
    start_on: date | None
    credited_minor: int = 0
    unused_days: int | None = None


@dataclass(frozen=True)
class Expected:
    """`invoices` maps an invoice's state to its gross amount."""

    order_id: str
    status: OrderStatus
    lines: list[Line]
    invoices: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What the services say of one order."""

    order: OrderView
    services: list[SubscriptionView]
    invoices: list[InvoiceView]
    credit_notes: list[CreditNoteView]

    def lines(self) -> list[Line]:
        return [self._line(item.id, item.state) for item in self.order.items]

    def _line(self, item_id: str, state: ItemState) -> Line:
        service = next(s for s in self.services if s.item_id == item_id)
        notes = [n for n in self.credit_notes if n.order_item_id == item_id and n.state != "voided"]
        return Line(
            state,
            service.state,
            service.start_on if state not in ("rejected", "cancelled", "expired") else None,
            sum(n.amount.gross_minor for n in notes),
            next((n.unused_day_count for n in notes if state == "approved"), None),
        )


async def read_outcome(people: People, order_id: str) -> Outcome:
    """As the operator sees it now."""
    seen = people.operator
    order = await seen.orders.order(order_id)
    services = await seen.orders.subscriptions(
        partner_id=order.partner_id, customer_id=order.customer_id
    )
    return Outcome(
        order,
        [service for service in services.items if service.order_id == order_id],
        (await seen.payments.invoices(order_id=order_id)).items,
        (await seen.payments.credit_notes(order_id=order_id)).items,
    )


def differences(expected: Expected, outcome: Outcome) -> list[str]:
    """In words, everything that is not as it should be."""
    found = []
    if outcome.order.status != expected.status:
        found.append(f"status {outcome.order.status} instead of {expected.status}")
    for wanted, actual in zip(expected.lines, outcome.lines(), strict=True):
        if wanted != actual:
            found.append(f"{actual} instead of {wanted}")
    invoices = {i.state: i.amount.gross_minor for i in outcome.invoices}
    if invoices != expected.invoices or len(invoices) != len(outcome.invoices):
        found.append(f"invoices {invoices} instead of {expected.invoices}")
    return found


async def final_outcome(system: System, expected: Expected) -> Outcome:
    """The order once it is as expected; else as it is when patience ends."""
    try:
        return await system.patience.until(
            lambda: read_outcome(system.people, expected.order_id),
            lambda outcome: not differences(expected, outcome),
            expected.order_id,
        )
    except WaitedInVain as end:
        latest: Outcome = end.latest
        return latest
