"""What a customer's first page shows of each service, in one answer each."""

from contracts.decisions import SubscriptionState
from contracts.finance import FinanceDocument
from contracts.message import Count, Currency, Message, Minor, PositiveMinor
from contracts.orders import OrderView
from contracts.subscriptions import SubscriptionView
from contracts.tickets import TicketSummary

MOST_SHOWN = 5
"""The newest of each kind."""
MOST_UNREAD_SHOWN = 3


class OrdersOverview(Message):
    """The customer's cart, services and open orders."""

    cart_line_count: Count
    """Also of lines that can no longer be ordered."""
    service_counts: dict[SubscriptionState, Count]
    """Without states that none is in."""
    services: list[SubscriptionView]
    open_order_count: Count
    open_orders: list[OrderView]
    """Those for which somebody or something is waited, without their lines' segments."""


class CurrencyOverview(Message):
    """What stands on an account in one currency. A negative balance is the customer's money."""

    currency: Currency
    balance_minor: Minor
    unpaid_count: Count = 0
    unpaid_minor: PositiveMinor = 0
    """How many invoices are to be paid, and what they come to."""


class AccountOverview(Message):
    """A customer's account in all currencies, and the newest invoices that are to be paid."""

    customer_id: str
    currencies: list[CurrencyOverview]
    """In the order of their codes."""
    unpaid: list[FinanceDocument]


class UnreadTickets(Message):
    """How many tickets hold something unread to whoever asks (`MOST_UNREAD` for these or more), and
    those with the newest activity."""

    count: Count
    newest: list[TicketSummary]
