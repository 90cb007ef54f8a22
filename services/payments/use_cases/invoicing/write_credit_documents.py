"""Writes the documents of one credit: voids, the new note or a supplement, what they settle of the
order item's other documents, and the refund to a card.

Called with all documents of the item locked; decides nothing about amounts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from contracts.credits import IssueCredit
from contracts.message import Amount
from services.payments.context import Context
from services.payments.domain.bookkeeping.ledger import (
    credit_note_entry,
    credit_note_void_entry,
)
from services.payments.domain.days import day_of
from services.payments.domain.invoicing.credit import Documents, LiveNote
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.domain.invoicing.items import ChargedItem
from services.payments.domain.invoicing.settling import Rest, note_state, settle
from services.payments.messages import REFUND_OWED, RefundOwed
from services.payments.repository.bookkeeping.ledger import book
from services.payments.repository.collecting.intents import paying_intent
from services.payments.repository.invoicing import credit_notes
from services.payments.repository.invoicing.invoices import NewInvoice
from services.payments.repository.invoicing.numbers import take_number
from services.payments.repository.invoicing.settlements import add_settlements, dues_of, use_up
from services.payments.repository.refunding.refunds import add_refund, left_of_payment
from services.payments.use_cases.collecting.replace_attempts import replace_attempts
from services.payments.use_cases.invoicing.issue_invoice import issue


@dataclass
class Written:
    """What came of it; `messages` are to be delivered after the commit."""

    credit_note_id: str | None = None
    supplementary_invoice_id: str | None = None
    messages: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Writing:
    """The transaction that credits one order item, which `invoice` charged."""

    context: Context
    connection: AsyncConnection
    command: IssueCredit
    invoice: Invoice


@dataclass(frozen=True)
class NewNote:
    """A credit note as it is issued: `applied_minor` of it settle what is due on the item's
    invoices, the rest is the customer's money."""

    id: str
    amount: Amount
    applied_minor: int
    unused_day_count: int
    replaces: list[str]

    @property
    def rest_minor(self) -> int:
        return self.amount.gross_minor - self.applied_minor


async def write_documents(
    writing: Writing,
    documents: Documents,
    notes: Sequence[LiveNote],
    supplement_ids: Sequence[str],
    unused_day_count: int,
) -> Written:
    """In the order void, supplement, note, so that a document never names one that is not there.
    `notes` are those that count, newest first; they and the invoices `supplement_ids` settle each
    other with what is new."""
    written = Written()
    if documents == Documents():
        return written
    await _void(writing, documents.voided)
    charged = [writing.invoice.id, *supplement_ids]
    if documents.supplement is not None:
        written.supplementary_invoice_id = await _supplement(writing, documents.supplement)
        charged.append(written.supplementary_invoice_id)
    kept = [note for note in notes if note not in documents.voided]
    rests = [note.rest for note in kept]
    if documents.note is not None:
        written.credit_note_id = new_id("crn")
        rests.insert(0, Rest(written.credit_note_id, documents.note.gross_minor))
    settled = settle(await dues_of(writing.connection, charged), rests)
    used_minor = Counter[str]()
    for part in settled:
        used_minor[part.note_id] += part.amount_minor
    for note in kept:
        if note.id in used_minor:
            await use_up(writing.connection, note, used_minor[note.id])
    if written.credit_note_id is not None and documents.note is not None:
        note_id, replaces = written.credit_note_id, [old.number for old in documents.voided]
        new = NewNote(note_id, documents.note, used_minor[note_id], unused_day_count, replaces)
        await _add_note(writing, new)
        if new.rest_minor and writing.command.refund_to == "card":
            written.messages = await _refund(writing, new)
    await add_settlements(writing.connection, settled, writing.command.revision)
    written.messages += await _take_back_attempts(writing, charged, settled or documents.voided)
    return written


async def _take_back_attempts(
    writing: Writing, invoice_ids: Sequence[str], changes: Sequence[object]
) -> list[int]:
    """Of customers who are paying, where another amount is due than before."""
    return await replace_attempts(
        writing.context, writing.connection, invoice_ids if changes else []
    )


async def _void(writing: Writing, voided: Sequence[LiveNote]) -> None:
    customer = writing.invoice.party.customer_id
    for old in voided:
        await credit_notes.move_note(writing.connection, old.id, "voided")
    entries = [credit_note_void_entry(old.id, old.number, customer, old.amount) for old in voided]
    await book(writing.connection, writing.invoice.account, entries, writing.context.now())


async def _add_note(writing: Writing, new: NewNote) -> None:
    """Numbered and booked."""
    invoice, command, connection = writing.invoice, writing.command, writing.connection
    party, now = invoice.party, writing.context.now()
    today = day_of(now, party)
    number = await take_number(connection, party, today)
    await credit_notes.add_note(
        connection,
        id=new.id,
        order_id=invoice.order_id,
        customer_id=party.customer_id,
        partner_id=party.partner_id,
        currency=invoice.currency,
        state=note_state(new.amount.gross_minor, new.applied_minor, given_minor=0),
        applied_minor=new.applied_minor,
        invoice_id=invoice.id,
        order_item_id=command.order_item_id,
        revision=command.revision,
        issued_on=today,
        unused_day_count=new.unused_day_count,
        reason=command.reason,
        replaces=new.replaces,
        **new.amount.model_dump(),
        **number.columns,
    )
    entry = credit_note_entry(new.id, number.printed, party.customer_id, new.amount)
    await book(connection, writing.invoice.account, [entry], now, after=number.link)


async def _refund(writing: Writing, note: NewNote) -> list[int]:
    """The note's money back to the card, as far as the card's payment goes; the rest stays on the
    balance, like all of it if no gateway took the payment."""
    connection = writing.connection
    intent = await paying_intent(connection, writing.invoice.id)
    if intent is None:
        return []
    amount_minor = min(note.rest_minor, await left_of_payment(connection, intent.id))
    if not amount_minor:
        return []
    refund_id = await add_refund(
        connection,
        f"credit_note/{note.id}",
        intent,
        amount_minor=amount_minor,
        currency=writing.invoice.currency,
        credit_note_id=note.id,
    )
    owed = RefundOwed(refund_id=refund_id)
    return [await REFUND_OWED.add(writing.context.outbox, connection, refund_id, owed)]


async def _supplement(writing: Writing, amount: Amount) -> str:
    """Charge back what was credited too much and can no longer be voided."""
    invoice, command = writing.invoice, writing.command
    charged = invoice.items_of(command.order_item_id)[0]
    item = ChargedItem(
        order_item_id=command.order_item_id,
        kind="supplement",
        description=charged.description,
        quantity=1,
        amount=amount,
        vat_basis_points=charged.vat_basis_points,
        includes_vat=charged.includes_vat,
        cycle=charged.cycle,
        listed_minor=charged.base_minor_of(amount),
    )
    key = f"credit/{command.order_item_id}/{command.revision}"
    new = NewInvoice(
        key, "supplementary", invoice.order_id, invoice.party, invoice.currency, [item]
    )
    return await issue(writing.context, writing.connection, new)
