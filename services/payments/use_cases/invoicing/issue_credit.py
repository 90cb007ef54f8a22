"""Credits an order item for its unused days, or in full: the preview and the documents.

Both come from the same assessment; issuing happens under the invoice's lock, once per revision.
"""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from billing.money import total
from billing.shares import minus
from contracts.actors import Actor
from contracts.credits import CreditOutcome, CreditPreview, CreditRequest, IssueCredit
from contracts.message import Amount
from contracts.payments import NothingIsInvoiced
from contracts.problems import RequestIsMalformed
from services.payments.context import Context
from services.payments.domain.invoicing.credit import (
    Credit,
    Documents,
    LiveNote,
    credit_for,
    documents_for,
)
from services.payments.domain.invoicing.credit_notes import CreditNote, RevisionOutcome
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.repository.invoicing import credit_notes
from services.payments.repository.invoicing.invoices import invoice_of_order_item
from services.payments.repository.invoicing.settlements import lock_documents, supplements_of
from services.payments.use_cases.invoicing.write_credit_documents import Writing, write_documents
from services.payments.views.explaining import credit_preview
from services.payments.views.invoicing import credit_note_view


@dataclass(frozen=True)
class Assessment:
    """What an order item was charged and credited so far, and what it should be credited."""

    invoice: Invoice
    credit: Credit
    notes: list[LiveNote]
    supplement_ids: list[str]


async def preview_credit(
    context: Context, request: CreditRequest, viewer: Actor
) -> tuple[Invoice, CreditPreview]:
    """What would be credited now, and on which invoice."""
    async with context.database.begin() as connection:
        assessment = await _assess(connection, request, lock=False)
    invoice, documents = assessment.invoice, documents_for(assessment.credit, assessment.notes)
    return invoice, credit_preview(assessment.credit, invoice, request, viewer, documents)


async def issue_credit(context: Context, command: IssueCredit, viewer: Actor) -> CreditOutcome:
    """The outcome of this revision; a repeated call gets the first one's.

    A revision that comes after a newer one was applied changes nothing.
    """
    item_id, revision = command.order_item_id, command.revision
    messages: list[int] = []
    async with context.database.begin() as connection:
        assessment = await _assess(connection, command, lock=True)
        known = await credit_notes.outcome_of(connection, item_id, revision)
        if known is None:
            newest = await credit_notes.newest_outcome(connection, item_id)
            documents = documents_for(assessment.credit, assessment.notes)
            if newest is not None and newest.revision > revision:
                documents = Documents()
            days = _days_since(assessment.credit, newest, documents)
            writing = Writing(context, connection, command, assessment.invoice)
            written = await write_documents(
                writing, documents, assessment.notes, assessment.supplement_ids, days
            )
            messages = written.messages
            known = RevisionOutcome(
                order_item_id=item_id,
                revision=revision,
                credit=assessment.credit,
                credit_note_id=written.credit_note_id,
                supplementary_invoice_id=written.supplementary_invoice_id,
            )
            await credit_notes.add_outcome(connection, known)
        note = await _note_of(connection, known)
    context.inline.deliver_soon(messages)
    return CreditOutcome(
        preview=credit_preview(known.credit, assessment.invoice, command, viewer),
        credit_note=credit_note_view(note, viewer) if note else None,
        supplementary_invoice_id=known.supplementary_invoice_id,
    )


async def _assess(connection: AsyncConnection, request: CreditRequest, *, lock: bool) -> Assessment:
    if request.full == (request.new_start_on is not None):
        raise RequestIsMalformed("start_or_full")
    item_id = request.order_item_id
    invoice = await invoice_of_order_item(connection, item_id, lock=lock)
    if invoice is None:
        raise NothingIsInvoiced(order_item_id=item_id)
    if lock:
        await lock_documents(connection, item_id)
    notes = await credit_notes.live_notes(connection, item_id)
    supplements = await supplements_of(connection, item_id)
    charged_back = total([supplement.amount for supplement in supplements])
    already: Amount = minus(total([note.amount for note in notes]), charged_back)
    items = invoice.items_of(item_id)
    credit = credit_for(items, already, new_start=request.new_start_on, full=request.full)
    return Assessment(invoice, credit, notes, [supplement.id for supplement in supplements])


def _days_since(credit: Credit, newest: RevisionOutcome | None, documents: Documents) -> int:
    """The unused days that a new note stands for: what came since, and what it replaces."""
    before = newest.credit.unused_day_count if newest else 0
    replaced = sum(note.unused_day_count for note in documents.voided)
    return max(0, credit.unused_day_count - before + replaced)


async def _note_of(connection: AsyncConnection, known: RevisionOutcome) -> CreditNote | None:
    if known.credit_note_id is None:
        return None
    return await credit_notes.note_by_id(connection, known.credit_note_id)
