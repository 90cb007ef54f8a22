"""Writes the documents of one credit: voids, the new note, a supplement, and the refund to a card.

Called under the invoice's lock; decides nothing about amounts.
"""

from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from contracts.message import Amount
from contracts.payments import IssueCredit
from services.payments.context import Context, day_of
from services.payments.domain.bookkeeping.ledger import (
    Entry,
    credit_note_entry,
    credit_note_void_entry,
)
from services.payments.domain.invoicing.credit import Documents
from services.payments.domain.invoicing.items import ChargedItem
from services.payments.messages import REFUND_OWED, RefundOwed
from services.payments.repository.bookkeeping.ledger import Account, book
from services.payments.repository.collecting.intents import paying_intent
from services.payments.repository.invoicing import credit_notes as notes_table
from services.payments.repository.invoicing.invoices import Invoice, NewInvoice, add_draft
from services.payments.repository.invoicing.numbers import take_number
from services.payments.repository.refunding.refunds import add_refund, left_of_payment
from services.payments.use_cases.invoicing.issue_invoice import issue_draft


@dataclass
class Written:
    """What came of it; `messages` are to be delivered after the commit."""

    credit_note_id: str | None = None
    supplementary_invoice_id: str | None = None
    messages: list[int] = field(default_factory=list)


async def write_documents(
    context: Context,
    connection: AsyncConnection,
    command: IssueCredit,
    invoice: Invoice,
    documents: Documents,
    unused_day_count: int,
) -> Written:
    """In the order void, note, supplement, so that a document never names one that is not there."""
    customer = invoice.party.customer_id
    entries: list[Entry] = []
    for old in documents.voided:
        await notes_table.move_note(connection, old.id, "voided")
        entries.append(credit_note_void_entry(old.id, old.number, customer, old.amount))
    written = Written()
    if documents.note is not None:
        replaces = [old.number for old in documents.voided]
        note_id, number, due_minor = await _add_note(
            context, connection, command, invoice, documents.note, unused_day_count, replaces
        )
        written.credit_note_id = note_id
        entries.append(credit_note_entry(note_id, number, customer, documents.note))
        if due_minor and command.refund_to == "card":
            written.messages = await _refund(context, connection, invoice, note_id, due_minor)
    account = Account(customer, invoice.party.partner_id, invoice.currency)
    await book(connection, account, entries, context.now())
    if documents.supplement is not None:
        written.supplementary_invoice_id = await _supplement(
            context, connection, command, invoice, documents.supplement
        )
    return written


async def _add_note(
    context: Context,
    connection: AsyncConnection,
    command: IssueCredit,
    invoice: Invoice,
    amount: Amount,
    unused_day_count: int,
    replaces: list[str],
) -> tuple[str, str, int]:
    """Its id, its number, and what the customer has to get of it. First it lowers what is due on
    its invoice; a note that is used up by that is closed."""
    party = invoice.party
    applied_before = await notes_table.applied_on_invoice(connection, invoice.id)
    still_due = max(0, invoice.amount.gross_minor - invoice.paid_minor - applied_before)
    applied_minor = min(still_due, amount.gross_minor)
    due_minor = amount.gross_minor - applied_minor
    note_id, today = new_id("crn"), day_of(context.now(), party)
    number = await take_number(connection, party.partner_id, today, party.numbering_pattern)
    await notes_table.add_note(
        connection,
        id=note_id,
        order_id=invoice.order_id,
        customer_id=party.customer_id,
        partner_id=party.partner_id,
        currency=invoice.currency,
        state="refund_due" if due_minor else "closed",
        applied_minor=applied_minor,
        invoice_id=invoice.id,
        order_item_id=command.order_item_id,
        revision=command.revision,
        issued_on=today,
        unused_day_count=unused_day_count,
        reason=command.reason,
        replaces=replaces,
        **amount.model_dump(),
        **number.columns,
    )
    return note_id, number.printed, due_minor


async def _refund(
    context: Context, connection: AsyncConnection, invoice: Invoice, note_id: str, gross_minor: int
) -> list[int]:
    """The note's money back to the card, as far as the card's payment goes; the rest stays on the
    balance, like all of it if no gateway took the payment."""
    intent = await paying_intent(connection, invoice.id)
    if intent is None:
        return []
    amount_minor = min(gross_minor, await left_of_payment(connection, intent.id))
    if not amount_minor:
        return []
    refund_id = await add_refund(
        connection,
        f"credit_note/{note_id}",
        intent,
        amount_minor=amount_minor,
        currency=invoice.currency,
        credit_note_id=note_id,
    )
    owed = RefundOwed(refund_id=refund_id)
    return [await REFUND_OWED.add(context.outbox, connection, refund_id, owed)]


async def _supplement(
    context: Context,
    connection: AsyncConnection,
    command: IssueCredit,
    invoice: Invoice,
    amount: Amount,
) -> str | None:
    """Charge back what was credited too much and can no longer be voided."""
    charged = next(i for i in invoice.items if i.order_item_id == command.order_item_id)
    item = ChargedItem(
        order_item_id=command.order_item_id,
        kind="one_time",
        description=f"Credited days used after all: {charged.description}",
        quantity=1,
        amount=amount,
        vat_basis_points=charged.vat_basis_points,
        includes_vat=charged.includes_vat,
        cycle=charged.cycle,
        listed_minor=amount.gross_minor if charged.includes_vat else amount.net_minor,
    )
    key = f"credit/{command.order_item_id}/{command.revision}"
    new = NewInvoice(
        key, "supplementary", invoice.order_id, invoice.party, invoice.currency, [item]
    )
    draft = await add_draft(connection, new)
    if draft.is_new:
        today = day_of(context.now(), invoice.party)
        await issue_draft(context, connection, draft.id, today)
    return draft.id
