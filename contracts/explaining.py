"""Why an amount on a document is what it is, line by line."""

from datetime import date
from typing import Literal

from contracts.message import Amount, Currency, Message
from contracts.said import Told


class ExplanationLine(Message):
    """One segment, or a charge without days, and how its amount comes about. The facts of
    `sentence` hold the calculation: its factors, the unrounded figure and how it was rounded."""

    title: str
    first_day: date | None = None
    last_day: date | None = None
    day_count: int | None = None
    unused_day_count: int | None = None
    """On credit notes only."""
    charged: Amount
    """What the invoice charges."""
    amount: Amount
    """What the line contributes to the document."""
    sentence: Told


class Explanation(Message):
    """All lines of a document, and in `sentences` how they become its amount: none where that is
    simply their sum, as on all invoices but those that charge credit back."""

    document: Literal["invoice", "credit_note"]
    document_id: str
    number: str | None
    currency: Currency
    amount: Amount
    lines: list[ExplanationLine]
    sentences: list[Told]
