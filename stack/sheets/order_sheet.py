"""One order on one page: items, services, documents, tickets and history, for `order show` and
`watch`."""

from collections.abc import Awaitable, Callable
from functools import partial

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from clients.pages import Item, all_of
from contracts.credits import CreditNoteView
from contracts.mails import MailView
from contracts.message import Message, Page
from contracts.orders import OrderView
from contracts.payments import InvoiceView, PaymentIntentView
from contracts.refunds import RefundView
from contracts.subscriptions import SubscriptionView
from contracts.tickets import TicketSummary
from contracts.timeline import AuditEntryView
from stack.running.connection import Connection
from stack.terminal.lines import one_line
from wording.telling import headings, money, phrase, term

MOST_OF_A_PAGE = 200


class OrderSheet(Message):
    """Everything the services say of one order."""

    order: OrderView
    subscriptions: list[SubscriptionView]
    payments: list[PaymentIntentView]
    invoices: list[InvoiceView]
    credit_notes: list[CreditNoteView]
    refunds: list[RefundView]
    tickets: list[TicketSummary]
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
    facts = phrase(
        "cli.order.head",
        order_status=order.status,
        customer_id=order.customer_id,
        partner_id=order.partner_id,
        order_path=order.path,
        total_minor=order.total_minor,
        currency=order.currency,
    )
    waits_for = phrase("cli.order.waits_for", what_for=order.waits_for)
    head = Text.assemble(
        (order.id, "bold"), f"  {one_line(facts)}\n{one_line(waits_for)}\n{sheet.link}"
    )
    flags = [_flags(order)] if order.attention else []
    return Group(head, *flags, _items(sheet), _documents(sheet), _history(sheet))


def _flags(order: OrderView) -> Table:
    table = Table(*headings("a person must look", "found by", "since"))
    for flag in order.attention:
        since = f"{flag.raised_at:%Y-%m-%d %H:%M:%S}"
        table.add_row(flag.why.text, term("flag_source", flag.source), since)
    return table


def _items(sheet: OrderSheet) -> Table:
    item_id = Column(term("heading", "item"), no_wrap=True, min_width=20)
    table = Table(item_id, *headings("product", "state", "start", "service"))
    services = {service.item_id: service for service in sheet.subscriptions}
    for item in sheet.order.items:
        service = services.get(item.id)
        table.add_row(
            item.id,
            item.line.title,
            term("item_state", item.state),
            str(item.start_on or "—"),
            term("subscription_state", service.state) if service else "—",
        )
    return table


def _documents(sheet: OrderSheet) -> Table:
    table = Table(*headings("document", "state", "amount"))
    for payment in sheet.payments:
        words = phrase("cli.order.payment", attempt=payment.attempt)
        amount = money(payment.amount_minor, payment.currency)
        table.add_row(words, term("payment_state", payment.state), amount)
    for invoice in sheet.invoices:
        words = phrase("cli.order.invoice", number=invoice.number)
        amount = money(invoice.amount.gross_minor, invoice.currency)
        table.add_row(words, term("document_state", invoice.state), amount)
    for note in sheet.credit_notes:
        words = phrase("cli.order.credit_note", number=note.number, count=note.unused_day_count)
        amount = money(note.amount.gross_minor, note.currency)
        table.add_row(words, term("document_state", note.state), amount)
    for refund in sheet.refunds:
        amount = money(refund.amount_minor, refund.currency)
        table.add_row(_refund(refund), term("refund_state", refund.state), amount)
    for ticket in sheet.tickets:
        words = phrase("cli.order.ticket", subject=ticket.subject)
        table.add_row(words, term("ticket_state", ticket.state), "")
    for mail in sheet.mails:
        words = phrase("cli.order.mail", recipients=mail.to, subject=mail.subject)
        table.add_row(words, term("mail_state", mail.state), "")
    return table


def _refund(refund: RefundView) -> str:
    failure = refund.failure.text if refund.failure and refund.state != "succeeded" else None
    return phrase(
        "cli.order.refund",
        refund_id=refund.id,
        gateway=refund.gateway,
        method=refund.by_hand.method if refund.by_hand else None,
        failure=failure,
    )


def _history(sheet: OrderSheet) -> Table:
    table = Table(*headings("when", "who", "what", "why"))
    for entry in sorted(sheet.audit, key=lambda entry: entry.at):
        at, why = f"{entry.at:%Y-%m-%d %H:%M:%S}", entry.reason.text
        table.add_row(at, entry.actor, entry.action, why)
    return table
