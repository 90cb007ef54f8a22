"""Why an amount on a document is what it is, line by line."""

from datetime import date
from typing import Literal

from contracts.message import Amount, Currency, Message


class ExplanationLine(Message):
    """One segment, or a charge without days, and how its amount comes about."""

    title: str
    first_day: date | None = None
    last_day: date | None = None
    day_count: int | None = None
    full_day_count: int | None = None
    """Days of the whole billing period; on invoices only."""
    unused_day_count: int | None = None
    """On credit notes only."""
    charged: Amount | None = None
    """On credit notes: what the invoice charged for these days."""
    fraction: str | None = None
    """As `13/31`, not reduced; null where nothing is divided."""
    unrounded: str | None = None
    """The exact figure in units of the currency, such as `12.5806…`: gross where the price includes
    VAT, else net."""
    rounding: Literal["none", "up", "down"] = "none"
    amount: Amount
    """What the line contributes to the document."""
    sentence: str


class Explanation(Message):
    """All lines of a document, and in `sentences` how they become its amount."""

    document: Literal["invoice", "credit_note"]
    document_id: str
    number: str | None
    currency: Currency
    amount: Amount
    lines: list[ExplanationLine]
    sentences: list[str]
