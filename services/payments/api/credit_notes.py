"""Credit notes: preview, issuing, lists."""

from fastapi import APIRouter

from chassis.auth import CallerDep, require, require_may_see
from chassis.pages import page_of
from contracts.explaining import Explanation
from contracts.message import Id, Page
from contracts.payments import CreditNoteView, CreditOutcome, CreditPreview
from services.payments.api.authorization import ListingDep
from services.payments.api.examples import CreditRequestBody, IssueCreditBody
from services.payments.context import Context
from services.payments.domain.invoicing.credit import require_billed_start
from services.payments.repository.invoicing.credit_notes import list_notes
from services.payments.use_cases.invoicing.explain import explain_credit_note
from services.payments.use_cases.invoicing.issue_credit import issue_credit, preview_credit
from services.payments.views.invoicing import credit_note_view


def credit_notes_router(context: Context) -> APIRouter:
    """Issuing is the workflow's; its business key is the order item and the revision."""
    router = APIRouter(prefix="/v1", tags=["credit notes"])

    @router.post("/credit-notes/preview", summary="What would be credited, line by line")
    async def preview(caller: CallerDep, request: CreditRequestBody) -> CreditPreview:
        require(caller, "admin", "operator", "system")
        invoice, shown = await preview_credit(context, request)
        require_may_see(caller, "order item", invoice.party.partner_id, invoice.party.customer_id)
        own = [item for item in invoice.items if item.order_item_id == request.order_item_id]
        require_billed_start(own, request.new_start_on)
        return shown

    @router.post("/credit-notes", summary="Credit unused days, or everything")
    async def issue(caller: CallerDep, command: IssueCreditBody) -> CreditOutcome:
        require(caller, "system")
        return await issue_credit(context, command)

    @router.get("/credit-notes", summary="Credit notes, newest first")
    async def list_credit_notes(listing: ListingDep) -> Page[CreditNoteView]:
        async with context.database.autocommit() as connection:
            rows = await list_notes(connection, listing)
        return page_of(rows, credit_note_view, listing.limit)

    @router.get(
        "/credit-notes/{credit_note_id}/explanation", summary="Why it has its amount, line by line"
    )
    async def explain(caller: CallerDep, credit_note_id: Id) -> Explanation:
        note, explanation = await explain_credit_note(context, credit_note_id)
        require_may_see(caller, "credit note", note.partner_id, note.customer_id)
        return explanation

    return router
