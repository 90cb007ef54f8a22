"""What the customer's pages call services: what each costs, which days are charged, and its
documents."""

from datetime import date
from typing import Literal

from contracts.catalog import BillingCycle
from contracts.credits import CreditNoteState
from contracts.decisions import ItemState, SubscriptionState
from contracts.message import Amount, Currency, Message, PartnerId, PositiveMinor
from contracts.payments import InvoiceState
from contracts.problems import Problem
from contracts.said import Told

ServiceOrder = Literal["name", "price", "paid_until", "state"]
"""What services are sorted by: the title, the price from the lowest, the day until which they are
paid from the earliest, what is active before what has ended. What is alike stays newest first."""
MOST_SORTED = 1_000
"""Services that are sorted. Nothing bounds how many a customer has, as each order brings some more:
newest first they are all listed, page by page."""


class SubscriptionView(Message):
    """`confirmation_waiting` is a fact of its own beside `state`: a paid service is active before
    an admin has confirmed it."""

    id: str
    customer_id: str
    partner_id: PartnerId
    order_id: str
    item_id: str
    position: int
    """In its order, from 1."""
    title: str
    kind: str
    state: SubscriptionState
    start_on: date | None
    confirmation_waiting: bool
    item_state: ItemState | None = None
    """Of its item of the order, which says whether somebody can decide it now; for staff alone."""
    quantity: int
    currency: Currency
    cycle: BillingCycle
    price: Amount
    """Of one full cycle, or once, for the whole quantity; before discounts."""
    fee: Amount
    """Charged once, for the whole quantity."""
    charged_from_on: date | None = None
    charged_until_on: date | None = None
    """The days that its order charges, both included; null for what is bought once, and while
    nothing is charged or all of it is credited."""
    paid_until_on: date | None = None
    """The same last day once the customer has paid. In lists null for a request, whose invoice only
    payments knows: one service that is read tells it."""


class ServiceDocument(Message):
    """An invoice or credit note that concerns the service, perhaps among others."""

    kind: Literal["invoice", "credit_note"]
    id: str
    number: str
    state: InvoiceState | CreditNoteState
    issued_on: date | None
    currency: Currency
    gross_minor: PositiveMinor
    due_minor: PositiveMinor = 0


class SubscriptionDetails(SubscriptionView):
    documents: list[ServiceDocument]
    """Newest first."""
    left_out: Told | None = None
    """Why documents are not told, or not all of them."""


class TooManyServicesToSort(Problem):
    """More than `MOST_SORTED` fit what is listed. Facts: most."""

    status = 422
