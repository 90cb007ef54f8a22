"""One order on one page: items, services, documents, tickets and history, for `order show` and
`watch`."""

from collections.abc import Awaitable, Callable
from functools import partial

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from billing.money import format_minor
from clients.pages import Item, all_of
from contracts.message import Message, Page
from contracts.notifications import MailView, TicketView
from contracts.orders import AuditEntryView, OrderView, SubscriptionView
from contracts.payments import CreditNoteView, InvoiceView, PaymentIntentView
from contracts.refunds import RefundView
from stack.running.connection import Connection
from stack.terminal.lines import one_line

MOST_OF_A_PAGE = 200


class OrderSheet(Message):
    """Everything the services say of one order."""

    order: OrderView
    subscriptions: list[SubscriptionView]
    payments: list[PaymentIntentView]
    invoices: list[InvoiceView]
    credit_notes: list[CreditNoteView]
    refunds: list[RefundView]
    tickets: list[TicketView]
    mails: list[MailView]
    audit: list[AuditEntryView]
    link: str


async def read_sheet(connection: Connection, order_id: str) -> OrderSheet:
    """Ask every service, and read each of its lists to the end."""
    orders, payments = connection.operator.orders, connection.operator.payments
    notifications = connection.operator.notifications
    order = await orders.order(order_id)
    services = await _whole(
        partial(orders.subscriptions, partner_id=order.partner_id, customer_id=order.customer_id)
    )
    return OrderSheet(
        order=order,
        subscriptions=[service for service in services if service.order_id == order_id],
        payments=await _whole(partial(payments.intents_of_order, order_id)),
        invoices=await _whole(partial(payments.invoices, order_id=order_id)),
        credit_notes=await _whole(partial(payments.credit_notes, order_id=order_id)),
        refunds=await _whole(partial(payments.refunds, order_id=order_id)),
        tickets=await _whole(partial(notifications.tickets, order_id=order_id)),
        mails=await _whole(partial(notifications.mails, order_id=order_id)),
        audit=await _whole(partial(orders.audit, order_id)),
        link=connection.link(order_id),
    )


async def _whole(read: Callable[..., Awaitable[Page[Item]]]) -> list[Item]:
    pages = all_of(lambda cursor: read(cursor=cursor, limit=MOST_OF_A_PAGE))
    return [item async for item in pages]


def render(sheet: OrderSheet) -> RenderableType:
    """For a terminal."""
    order = sheet.order
    head = Text.assemble(
        (order.id, "bold"),
        f"  {order.status}  customer {one_line(order.customer_id)}, partner {order.partner_id},"
        f" {order.path}, {format_minor(order.total_minor, order.currency)}\n"
        f"Waits for: {one_line(order.waits_for)}\n{sheet.link}",
    )
    return Group(head, _items(sheet), _documents(sheet), _history(sheet))


def _items(sheet: OrderSheet) -> Table:
    item_id = Column("item", no_wrap=True, min_width=20)
    table = Table(item_id, "product", "state", "start", "service")
    services = {service.item_id: service for service in sheet.subscriptions}
    for item in sheet.order.items:
        service = services.get(item.id)
        table.add_row(
            item.id,
            item.line.title,
            item.state,
            str(item.start_on or "—"),
            service.state if service else "—",
        )
    return table


def _documents(sheet: OrderSheet) -> Table:
    table = Table("document", "state", "amount")
    for payment in sheet.payments:
        amount = format_minor(payment.amount_minor, payment.currency)
        table.add_row(f"payment, attempt {payment.attempt}", payment.state, amount)
    for invoice in sheet.invoices:
        amount = format_minor(invoice.amount.gross_minor, invoice.currency)
        table.add_row(f"invoice {invoice.number or ''}", invoice.state, amount)
    for note in sheet.credit_notes:
        amount = format_minor(note.amount.gross_minor, note.currency)
        table.add_row(
            f"credit note {note.number}, {note.unused_day_count} days", note.state, amount
        )
    for refund in sheet.refunds:
        table.add_row(*_refund(refund))
    for ticket in sheet.tickets:
        table.add_row(f"ticket {ticket.subject}", ticket.state, "")
    for mail in sheet.mails:
        table.add_row(f"mail to {', '.join(mail.to)}: {mail.subject}", mail.state, "")
    return table


def _refund(refund: RefundView) -> tuple[str, str, str]:
    way = f"by hand, {refund.by_hand.method}" if refund.by_hand else f"by {refund.gateway}"
    why = f": {refund.failure}" if refund.failure and refund.state != "succeeded" else ""
    amount = format_minor(refund.amount_minor, refund.currency)
    return f"refund {refund.id} {way}{why}", refund.state, amount


def _history(sheet: OrderSheet) -> Table:
    table = Table("when", "who", "what", "why")
    for entry in sorted(sheet.audit, key=lambda entry: entry.at):
        table.add_row(f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.actor, entry.action, entry.reason)
    return table
