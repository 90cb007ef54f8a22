"""Invoices and credit notes as files: PDF, or a page to print. Whoever may read the JSON may read
the document. Its bytes never change: the ETag is their SHA-256."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response

from chassis.auth import CallerDep
from contracts.message import Id
from services.payments.api.authorization import seen_credit_note, seen_invoice
from services.payments.api.dependencies import ContextDep
from services.payments.documents.printing import MEDIA_TYPES
from services.payments.domain.invoicing.printed import Format, Printed
from services.payments.use_cases.invoicing.print_document import print_credit_note, print_invoice

Wanted = Annotated[Format, Query(alias="format", description="PDF/A, or a page to print.")]
Known = Annotated[str | None, Header(alias="If-None-Match", max_length=2_000)]
FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}
}
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


router = APIRouter(prefix="/v1", tags=["documents"])


@router.get(
    "/invoices/{invoice_id}/document",
    summary="An issued invoice as a file",
    response_class=Response,
    responses=FILES,
)
async def read_invoice(
    caller: CallerDep,
    context: ContextDep,
    invoice_id: Id,
    wanted: Wanted = "pdf",
    known: Known = None,
) -> Response:
    invoice = await seen_invoice(context, caller, invoice_id)
    printed = await print_invoice(context, invoice, wanted)
    return _file(printed, f"invoice-{invoice.number}", known)


@router.get(
    "/credit-notes/{credit_note_id}/document",
    summary="A credit note as a file",
    response_class=Response,
    responses=FILES,
)
async def read_credit_note(
    caller: CallerDep,
    context: ContextDep,
    credit_note_id: Id,
    wanted: Wanted = "pdf",
    known: Known = None,
) -> Response:
    note = await seen_credit_note(context, caller, credit_note_id)
    printed = await print_credit_note(context, note, wanted)
    return _file(printed, f"credit-note-{note.number}", known)


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
