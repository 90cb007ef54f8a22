"""Get the PDF that goes with a mail, when the mail is sent: no mail keeps one."""

import asyncio
import re
from datetime import timedelta

import structlog

from chassis.problems import not_found
from clients.pages import all_of
from clients.payments import PaymentsClient
from contracts.bookkeeping import DocumentIsNotIssued
from contracts.notifications import MailedDocument
from contracts.payments import InvoiceView
from contracts.problems import Problem, ServiceIsUnavailable
from services.notifications.channels.port import Attachment
from services.notifications.context import Context

PATIENCE_SECONDS = 8
"""With the mail server's 20 s below the outbox's lease."""
WAITED_FOR = timedelta(hours=1)
"""Then news that is late is worse than news without its document, which the portal has."""
LARGEST_BYTES = 5_000_000

log = structlog.get_logger()


async def attachment_of(
    context: Context, order_id: str, document: MailedDocument, waited: timedelta
) -> Attachment | None:
    """None for a mail that goes without. Raises `ServiceIsUnavailable` while it waits."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            attachment = await _printed(context.payments, order_id, document)
    except (Problem, TimeoutError) as error:
        if waited < WAITED_FOR and _may_come(error):
            raise ServiceIsUnavailable("document_away") from error
        why = type(error).__name__
    else:
        if len(attachment.content) <= LARGEST_BYTES:
            return attachment
        why = "too_large"
    log.warning("mail_sent_without_document", order=order_id, kind=document.kind, why=why)
    return None


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


def _file_name(kind: str, number: str | None) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "-", f"{kind}-{number}") + ".pdf"


def _may_come(error: Exception) -> bool:
    if isinstance(error, Problem):
        is_draft = error.facts.get("document_state") == "draft"  # a void one stays what it is
        return error.passes or (isinstance(error, DocumentIsNotIssued) and is_draft)
    return True
