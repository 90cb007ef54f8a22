"""Invoices an approved request from its start date, once per order item."""

from dataclasses import asdict

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.payments import IssueInvoice
from services.payments.context import Context
from services.payments.domain.bookkeeping.ledger import invoice_entry
from services.payments.domain.days import day_of, term_of
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.domain.invoicing.items import charge_from
from services.payments.repository.bookkeeping.ledger import book
from services.payments.repository.invoicing import invoices
from services.payments.repository.invoicing.invoices import NewInvoice
from services.payments.repository.invoicing.numbers import take_number


async def issue_invoice(context: Context, command: IssueInvoice) -> Invoice:
    """The issued, unpaid invoice; the one that already charges the item if there is one."""
    party = command.party
    key = f"item/{command.line.item_id}"
    items = charge_from([command.line], command.start_on, party.billing_day)
    new = NewInvoice(key, "order", command.order_id, party, command.currency, items)
    async with context.database.begin() as connection:
        charged = await invoices.invoice_of_order_item(connection, command.line.item_id)
        if charged is not None:
            return charged
        return await invoices.known_invoice(connection, await issue(context, connection, new))


async def issue(context: Context, connection: AsyncConnection, new: NewInvoice) -> str:
    """The invoice's id. It is numbered and booked, unless its business key has one already; with
    nothing to pay it is paid, all else is due after the party's payment term."""
    today = day_of(context.now(), new.party)
    draft = await invoices.add_draft(connection, new)
    if not draft.is_new:
        return draft.id
    number = await take_number(connection, new.party, today)
    issued = {"issued_on": today, **number.columns}
    if draft.gross_minor:
        issued |= {"state": "issued", **asdict(term_of(today, new.party))}
    else:
        issued |= {"state": "paid"}
    await invoices.change_invoice(connection, draft.id, **issued)
    entry = invoice_entry(draft.id, number.printed, new.party.customer_id, new.amount)
    await book(connection, new.account, [entry], context.now(), after=number.link)
    return draft.id
