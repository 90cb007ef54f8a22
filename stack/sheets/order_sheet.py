"""One order on one page: items, services, documents, tickets and history, for `order show` and
`watch`."""

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from billing.money import format_minor
from contracts.message import Message
from contracts.notifications import MailView, TicketView
from contracts.orders import AuditEntryView, OrderView, SubscriptionView
from contracts.payments import CreditNoteView, InvoiceView, PaymentIntentView
from contracts.refunds import RefundView
from stack.running.connection import Connection
from stack.terminal.lines import one_line


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
    """Ask every service."""
    seen = connection.operator
    order = await seen.orders.order(order_id)
    subscriptions = await seen.orders.subscriptions(
        partner_id=order.partner_id, customer_id=order.customer_id
    )
    return OrderSheet(
        order=order,
        subscriptions=[s for s in subscriptions.items if s.order_id == order_id],
        payments=(await seen.payments.intents_of_order(order_id)).items,
        invoices=(await seen.payments.invoices(order_id=order_id)).items,
        credit_notes=(await seen.payments.credit_notes(order_id=order_id)).items,
        refunds=(await seen.payments.refunds(order_id=order_id)).items,
        tickets=(await seen.notifications.tickets(order_id=order_id)).items,
        mails=(await seen.notifications.mails(order_id=order_id)).items,
        audit=(await seen.orders.audit(order_id, limit=100)).items,
        link=connection.link(order_id),
    )


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
