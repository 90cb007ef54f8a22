"""Invoices and credit notes as files: PDF, or a page to print."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response

from chassis.auth import CallerDep, require_may_see
from chassis.problems import not_found
from contracts.message import Id
from services.payments.context import Context
from services.payments.documents.printing import MEDIA_TYPES, Format
from services.payments.repository.invoicing.credit_notes import note_by_id
from services.payments.repository.invoicing.documents import Printed
from services.payments.repository.invoicing.invoices import invoice_by_id
from services.payments.use_cases.invoicing.print_document import print_credit_note, print_invoice

Wanted = Annotated[Format, Query(alias="format", description="PDF/A, or a page to print.")]
Known = Annotated[str | None, Header(alias="If-None-Match", max_length=2_000)]
FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}
}
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def documents_router(context: Context) -> APIRouter:
    """Whoever may read the JSON may read the document. Its bytes never change: the ETag is their
    SHA-256."""
    router = APIRouter(prefix="/v1", tags=["documents"])

    @router.get(
        "/invoices/{invoice_id}/document",
        summary="An issued invoice as a file",
        response_class=Response,
        responses=FILES,
    )
    async def read_invoice(
        caller: CallerDep, invoice_id: Id, wanted: Wanted = "pdf", known: Known = None
    ) -> Response:
        async with context.database.autocommit() as connection:
            invoice = await invoice_by_id(connection, invoice_id)
        if invoice is None:
            raise not_found("invoice")
        require_may_see(caller, "invoice", invoice.party.partner_id, invoice.party.customer_id)
        printed = await print_invoice(context, invoice, wanted)
        return _file(printed, f"invoice-{invoice.number}", known)

    @router.get(
        "/credit-notes/{credit_note_id}/document",
        summary="A credit note as a file",
        response_class=Response,
        responses=FILES,
    )
    async def read_credit_note(
        caller: CallerDep, credit_note_id: Id, wanted: Wanted = "pdf", known: Known = None
    ) -> Response:
        async with context.database.autocommit() as connection:
            note = await note_by_id(connection, credit_note_id)
        if note is None:
            raise not_found("credit note")
        require_may_see(caller, "credit note", note.partner_id, note.customer_id)
        printed = await print_credit_note(context, note, wanted)
        return _file(printed, f"credit-note-{note.number}", known)

    return router


def _file(printed: Printed, name: str, known: str | None) -> Response:
    etag = f'"{printed.sha256}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    if etag in [tag.strip().removeprefix("W/") for tag in (known or "").split(",")]:
        return Response(status_code=304, headers=headers)
    safe_name = re.sub(r"[^A-Za-z0-9._-]", "-", name)
    headers["Content-Disposition"] = f'inline; filename="{safe_name}.{printed.format}"'
    if printed.format == "html":
        headers["Content-Security-Policy"] = PAGE_POLICY
    return Response(printed.content, headers=headers, media_type=printed.media_type)
