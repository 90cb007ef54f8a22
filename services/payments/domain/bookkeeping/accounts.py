"""What stands on a customer's account."""

from dataclasses import dataclass
from datetime import date, datetime

from services.payments.domain.bookkeeping.ledger import EntryKind


@dataclass(frozen=True)
class AccountEntry:
    """A booked entry: a debit raises what the customer owes, a credit lowers it."""

    id: str
    booked_at: datetime
    kind: EntryKind
    reference: str
    debit_minor: int
    credit_minor: int
    currency: str


@dataclass(frozen=True)
class DatedEntry(AccountEntry):
    """With the day that it was booked on, where the account's days begin."""

    booked_on: date

    @property
    def moved_minor(self) -> int:
        return self.debit_minor - self.credit_minor


@dataclass(frozen=True)
class AccountState:
    """The newest entries, newest first, and what the customer owes in the newest one's currency;
    without entries nothing, in none."""

    customer_id: str
    entries: list[AccountEntry]
    balance_minor: int

    @property
    def currency(self) -> str | None:
        return self.entries[0].currency if self.entries else None
