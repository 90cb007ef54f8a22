"""What a customer reads first: money, services, what is open, and what was written to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from contracts.orders import OrderView
from contracts.overviews import (
    AccountOverview,
    CurrencyOverview,
    OrdersOverview,
    UnreadTickets,
)
from contracts.tickets import MOST_UNREAD, TicketSummary
from portal.customer.finance.view import Listed, document_view
from portal.customer.orders.view import coming
from portal.customer.services.view import Service, service_view
from portal.web.page import Away


@dataclass(frozen=True)
class OpenOrder:
    id: str
    titles: list[str]
    placed_at: datetime
    total_minor: int
    currency: str
    waits_for: list[str]
    """In words."""
    can_pay: bool
    can_pay_again: bool


@dataclass(frozen=True)
class Services:
    newest: list[Service]
    active_count: int
    has_more: bool
    open_orders: list[OpenOrder]


@dataclass(frozen=True)
class Balance:
    """In one currency, without its sign, which `kind` says."""

    kind: Literal["owed", "credit", "even"]
    minor: int
    currency: str
    unpaid_count: int
    unpaid_minor: int
    sum_of: Literal["", "less", "rest", "more"]
    """How it comes of what is unpaid, where that alone does not say it: less what is in the
    customer's favour, the rest of that, or more than is unpaid."""
    beside_minor: int
    """What is in the customer's favour, or owed beside invoices; in the same currency."""


@dataclass(frozen=True)
class Account:
    balances: list[Balance]
    unpaid: list[Listed]


@dataclass(frozen=True)
class Tickets:
    newest: Sequence[TicketSummary]
    count: int
    is_more: bool
    """There are more than are counted."""


@dataclass(frozen=True)
class Dashboard:
    """Each part, or None while its service is away."""

    services: Services | None
    account: Account | None
    tickets: Tickets | None

    @property
    def is_new(self) -> bool:
        """The customer has nothing yet, as far as all of it is known."""
        if self.services is None or self.account is None:
            return False
        return not (self.services.newest or self.services.open_orders or self.account.balances)


def dashboard_view(
    orders: OrdersOverview | Away,
    account: AccountOverview | Away,
    tickets: UnreadTickets | Away,
    may_have_paid: Callable[[str], bool],
) -> Dashboard:
    """`may_have_paid`: whether a customer is just back from an order's payment page."""
    return Dashboard(
        services=None if isinstance(orders, Away) else _services(orders, may_have_paid),
        account=None if isinstance(account, Away) else _account(account),
        tickets=None if isinstance(tickets, Away) else _tickets(tickets),
    )


def _services(found: OrdersOverview, may_have_paid: Callable[[str], bool]) -> Services:
    opened = [_open_order(order, may_have_paid(order.id)) for order in found.open_orders]
    return Services(
        newest=[service_view(one) for one in found.services],
        active_count=found.service_counts.get("active", 0),
        has_more=sum(found.service_counts.values()) > len(found.services),
        open_orders=[order for order in opened if order.waits_for],
    )


def _open_order(order: OrderView, may_have_paid: bool) -> OpenOrder:
    return OpenOrder(
        id=order.id,
        titles=[item.line.title for item in order.items],
        placed_at=order.placed_at,
        total_minor=order.total_minor,
        currency=order.currency,
        waits_for=[step.what.text for step in coming(order, None)],
        can_pay="pay" in order.can and not may_have_paid,
        can_pay_again="pay_again" in order.can,
    )


def _account(found: AccountOverview) -> Account:
    return Account(
        balances=[_balance(one) for one in found.currencies],
        unpaid=[document_view(one) for one in found.unpaid],
    )


def _balance(one: CurrencyOverview) -> Balance:
    kind: Literal["owed", "credit", "even"] = "even"
    if one.balance_minor:
        kind = "owed" if one.balance_minor > 0 else "credit"
    credit_minor = one.unpaid_minor - one.balance_minor
    sum_of: Literal["", "less", "rest", "more"] = ""
    if one.unpaid_count and credit_minor:
        sum_of = "more" if credit_minor < 0 else "rest" if kind == "credit" else "less"
    return Balance(
        kind=kind,
        minor=abs(one.balance_minor),
        currency=one.currency,
        unpaid_count=one.unpaid_count,
        unpaid_minor=one.unpaid_minor,
        sum_of=sum_of,
        beside_minor=abs(credit_minor),
    )


def _tickets(found: UnreadTickets) -> Tickets:
    return Tickets(found.newest, found.count, found.count >= MOST_UNREAD)
