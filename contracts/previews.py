"""What a decision would bring about, for whoever is about to make it."""

from datetime import date
from typing import Literal

from contracts.credits import CreditPreview
from contracts.decisions import Documents, SeenPreview
from contracts.message import Command, Day, Message, Revision
from contracts.notifications import Event
from contracts.payments import InvoicePreview


class PreviewDecision(Command):
    """A verdict that is thought of. On an item that is approved already: another start date."""

    verdict: Literal["approve", "reject"]
    start_on: Day | None = None
    """Required with approve."""
    expected_revision: Revision | None = None
    """Of the order that is looked at: what changed since is refused, as the decision would be."""


class PreviewedMail(Message):
    """One to the customer."""

    event: Event
    to: str


class DecisionPreview(Message):
    """Nothing of it is kept or promised beyond `revision`: decide with that as
    `expected_revision`, and with `seen`."""

    revision: int
    """Of the order that it holds for."""
    verdict: Literal["approve", "reject"]
    start_on: date | None
    item_state: Literal["approved", "scheduled", "rejected"]
    """Of the item, once it is carried out."""
    documents: Documents
    invoice: InvoicePreview | None = None
    """What would be invoiced; null where nothing is."""
    credit: CreditPreview | None = None
    """What would be credited, or (negative) charged again; null where payments is not asked."""
    mails: list[PreviewedMail]
    seen: SeenPreview | None = None
    """To be sent with the decision, for the audit; null without `credit`."""
