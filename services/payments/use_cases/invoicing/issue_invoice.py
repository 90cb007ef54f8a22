"""Invoices an approved request from its start date, once per order item."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.payments import IssueInvoice
from services.payments.context import Context, day_of
from services.payments.domain.bookkeeping.ledger import invoice_entry
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.domain.invoicing.items import charge_from
from services.payments.repository.bookkeeping.ledger import book
from services.payments.repository.invoicing import invoices
from services.payments.repository.invoicing.invoices import NewInvoice
from services.payments.repository.invoicing.numbers import take_number


async def issue_invoice(context: Context, command: IssueInvoice) -> Invoice:
    """The issued, unpaid invoice; the one that already charges the item if there is one."""
    party = command.party
    today = day_of(context.now(), party)
    key = f"item/{command.line.item_id}"
    items = charge_from([command.line], command.start_on, party.billing_day)
    new = NewInvoice(key, "order", command.order_id, party, command.currency, items)
    async with context.database.begin() as connection:
        charged = await invoices.invoice_of_order_item(connection, command.line.item_id)
        if charged is not None:
            return charged
        draft = await invoices.add_draft(connection, new)
        if draft.is_new:
            await issue_draft(context, connection, draft.id, today)
        invoice = await invoices.invoice_by_key(connection, key)
    assert invoice is not None  # noqa: S101 - made just now, or by the one that came first
    return invoice


async def issue_draft(
    context: Context, connection: AsyncConnection, invoice_id: str, today: date
) -> None:
    """Give a draft its number, and book it. With nothing to pay it is paid."""
    draft = await invoices.invoice_by_id(connection, invoice_id)
    assert draft is not None  # noqa: S101 - made in this transaction
    party = draft.party
    number = await take_number(connection, party.partner_id, today, party.numbering_pattern)
    state = "issued" if draft.amount.gross_minor else "paid"
    await invoices.change_invoice(
        connection, invoice_id, state=state, issued_on=today, **number.columns
    )
    entry = invoice_entry(invoice_id, number.printed, party.customer_id, draft.amount)
    await book(connection, draft.account, [entry], context.now(), after=number.link)
