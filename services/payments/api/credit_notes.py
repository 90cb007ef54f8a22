"""Credit notes: preview, issuing, lists."""

from fastapi import APIRouter

from chassis.auth import CallerDep, require, require_sight
from chassis.pages import Cursor, Limit, cursor_after, decode_cursor
from contracts.explaining import Explanation
from contracts.message import Page
from contracts.payments import CreditNoteView, CreditOutcome, CreditPreview
from services.payments.api.examples import CreditRequestBody, IssueCreditBody
from services.payments.api.sight import sight_of
from services.payments.means import Means
from services.payments.repository.credits import list_notes
from services.payments.use_cases.explain import explain_credit_note
from services.payments.use_cases.issue_credit import issue_credit, preview_credit
from services.payments.views import credit_note_view


def credit_notes_router(means: Means) -> APIRouter:
    """Issuing is the workflow's; its business key is the order item and the revision."""
    router = APIRouter(prefix="/v1", tags=["credit notes"])

    @router.post("/credit-notes/preview", summary="What would be credited, line by line")
    async def preview(caller: CallerDep, request: CreditRequestBody) -> CreditPreview:
        require(caller, "admin", "operator", "system")
        invoice, shown = await preview_credit(means, request)
        require_sight(caller, "order item", invoice.party.partner_id, invoice.party.customer_id)
        return shown

    @router.post("/credit-notes", summary="Credit unused days, or everything")
    async def issue(caller: CallerDep, command: IssueCreditBody) -> CreditOutcome:
        require(caller, "system")
        return await issue_credit(means, command)

    @router.get("/credit-notes", summary="Credit notes, newest first")
    async def list_credit_notes(
        caller: CallerDep,
        order_id: str | None = None,
        customer_id: str | None = None,
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Page[CreditNoteView]:
        sight = sight_of(caller, customer_id)
        async with means.database.autocommit() as connection:
            rows = await list_notes(
                connection,
                order_id=order_id,
                customer_id=sight.customer_id,
                partner_id=sight.partner_id,
                below_id=decode_cursor(cursor),
                limit=limit,
            )
        return Page(
            items=[credit_note_view(row) for row in rows],
            next_cursor=cursor_after([row.id for row in rows], limit),
        )

    @router.get(
        "/credit-notes/{credit_note_id}/explanation", summary="Why it has its amount, line by line"
    )
    async def explain(caller: CallerDep, credit_note_id: str) -> Explanation:
        note, explanation = await explain_credit_note(means, credit_note_id)
        require_sight(caller, "credit note", note.partner_id, note.customer_id)
        return explanation

    return router
