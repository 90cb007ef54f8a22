"""An invoice: what was charged, and what of it is still due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from contracts.message import Amount
from contracts.payments import BillingParty, InvoiceState
from services.payments.domain.bookkeeping.ledger import Account
from services.payments.domain.invoicing.items import ChargedItem

InvoiceKind = Literal["order", "supplementary"]


@dataclass(frozen=True)
class Invoice:
    """An invoice with its items; `item_ids` run parallel to `items`. What is due on it, and whether
    it is settled, follow from what was paid and credited."""

    id: str
    kind: InvoiceKind
    state: InvoiceState
    order_id: str
    party: BillingParty
    currency: str
    number: str | None
    issued_on: date | None
    amount: Amount
    paid_minor: int
    items: tuple[ChargedItem, ...]
    item_ids: tuple[str, ...]
    credited_minor: int = 0
    due_on: date | None = None
    overdue_at: datetime | None = None
    """When the day `due_on` is over for the party; both null for what was paid at issue."""

    @property
    def due_minor(self) -> int:
        """Of an issued invoice; a draft asks for nothing yet."""
        open_minor = self.amount.gross_minor - self.paid_minor - self.credited_minor
        return 0 if self.state in ("draft", "void") else open_minor

    def is_overdue(self, now: datetime) -> bool:
        return self.overdue_at is not None and self.overdue_at <= now and self.due_minor > 0

    @property
    def account(self) -> Account:
        return Account(self.party.customer_id, self.party.partner_id, self.currency)

    def items_of(self, order_item_id: str) -> Sequence[ChargedItem]:
        """What it charges for one item of the order."""
        return [item for item in self.items if item.order_item_id == order_item_id]
