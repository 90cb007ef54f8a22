"""Get the files that go with a mail, when the mail is sent: no mail keeps one."""

import asyncio
import re
from datetime import timedelta

import structlog

from chassis.problems import not_found
from clients.orders import OrdersClient
from clients.pages import all_of
from clients.payments import PaymentsClient
from contracts.bookkeeping import DocumentIsNotIssued
from contracts.mails import FileKind, MailEvent, WholeMail
from contracts.notifications import MailedDocument
from contracts.payments import InvoiceView
from contracts.problems import Problem, ServiceIsUnavailable
from services.notifications.channels.port import Attachment
from services.notifications.context import Context
from services.notifications.repository.mails import UnsentMail
from wording.contract_summary import contract_as_text

PATIENCE_SECONDS = 4
"""For each of two; with the mail server's 20 s below the outbox's lease."""
WAITED_FOR = timedelta(hours=1)
"""Then news that is late is worse than news without its document, which the portal has."""
LARGEST_BYTES = 5_000_000
WITH_CONTRACT: frozenset[MailEvent] = frozenset({"order_received", "payment_succeeded"})
"""The first that a customer is told of an order, of one that is paid and of one that is not."""

log = structlog.get_logger()


def files_of(mail: UnsentMail | WholeMail) -> list[FileKind]:
    """What goes with a mail."""
    if mail.order_id is None:
        return []
    kinds: list[FileKind] = [] if mail.document is None else ["document"]
    if mail.audience == "customer" and mail.event in WITH_CONTRACT:
        kinds.append("contract")
    return kinds


async def attachments_of(
    context: Context, mail: UnsentMail, waited: timedelta
) -> dict[FileKind, Attachment]:
    """Those that can be had. Raises `ServiceIsUnavailable` while the mail waits for one."""
    found = {kind: await attachment_of(context, mail, kind, waited) for kind in files_of(mail)}
    return {kind: one for kind, one in found.items() if one is not None}


async def attachment_of(
    context: Context, mail: UnsentMail | WholeMail, kind: FileKind, waited: timedelta
) -> Attachment | None:
    """None for a mail that goes without. Raises `ServiceIsUnavailable` while it waits."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            attachment = await _file(context, mail, kind)
    except (Problem, TimeoutError) as error:
        if waited < WAITED_FOR and _may_come(error):
            raise ServiceIsUnavailable("document_away") from error
        why = type(error).__name__
    else:
        if len(attachment.content) <= LARGEST_BYTES:
            return attachment
        why = "too_large"
    log.warning("mail_sent_without_document", order=mail.order_id, kind=kind, why=why)
    return None


async def _file(context: Context, mail: UnsentMail | WholeMail, kind: FileKind) -> Attachment:
    order_id = mail.order_id or ""
    if kind == "contract" or mail.document is None:
        return await _contract(context.orders, order_id)
    return await _printed(context.payments, order_id, mail.document)


async def _contract(orders: OrdersClient, order_id: str) -> Attachment:
    summary = await orders.contract_summary(order_id)
    name = _file_name("contract", order_id, "txt")
    return Attachment(name, contract_as_text(summary), "text/plain")


async def _printed(payments: PaymentsClient, order_id: str, document: MailedDocument) -> Attachment:
    if document.kind == "credit_note":
        content = await payments.credit_note_document(document.id or "", "pdf")
        return Attachment(_file_name("credit-note", document.number), content)
    invoice = await _invoice(payments, order_id, document)
    content = await payments.invoice_document(invoice.id, "pdf")
    return Attachment(_file_name("invoice", invoice.number), content)


async def _invoice(
    payments: PaymentsClient, order_id: str, document: MailedDocument
) -> InvoiceView:
    if document.id is not None:
        return await payments.invoice(document.id)
    async for invoice in all_of(
        lambda cursor: payments.invoices(order_id=order_id, cursor=cursor, limit=200)
    ):
        if any(item.order_item_id == document.order_item_id for item in invoice.items):
            return invoice
    raise not_found("invoice")


def _file_name(kind: str, number: str | None, ending: str = "pdf") -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "-", f"{kind}-{number}") + f".{ending}"


def _may_come(error: Exception) -> bool:
    if isinstance(error, Problem):
        is_draft = error.facts.get("document_state") == "draft"  # a void one stays what it is
        return error.passes or (isinstance(error, DocumentIsNotIssued) and is_draft)
    return True
