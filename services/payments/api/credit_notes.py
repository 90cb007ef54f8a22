"""Credit notes: preview, issuing, lists. Issuing is the workflow's; its business key is the order
item and the revision."""

from fastapi import APIRouter

from chassis.auth import CallerDep, require, require_may_see
from chassis.pages import page_of
from contracts.credits import CreditNoteView, CreditOutcome, CreditPreview
from contracts.explaining import Explanation
from contracts.message import Id, Page
from services.payments.api.authorization import ListingDep, seen_credit_note
from services.payments.api.dependencies import ContextDep
from services.payments.api.examples import CreditRequestBody, IssueCreditBody
from services.payments.domain.invoicing.credit import require_billed_start
from services.payments.use_cases.invoicing.explain import explain_credit_note
from services.payments.use_cases.invoicing.issue_credit import issue_credit, preview_credit
from services.payments.use_cases.invoicing.read_credit_note import list_credit_notes
from services.payments.views.invoicing import credit_note_view

router = APIRouter(prefix="/v1/credit-notes", tags=["credit notes"])


@router.post("/preview", summary="What would be credited, line by line")
async def preview(
    caller: CallerDep, context: ContextDep, request: CreditRequestBody
) -> CreditPreview:
    require(caller, "admin", "operator", "system")
    invoice, shown = await preview_credit(context, request, caller.actor)
    party = invoice.party
    require_may_see(caller, "item in this order", party.partner_id, party.customer_id)
    require_billed_start(invoice.items_of(request.order_item_id), request.new_start_on)
    return shown


@router.post("", summary="Credit unused days, or everything")
async def issue(caller: CallerDep, context: ContextDep, command: IssueCreditBody) -> CreditOutcome:
    require(caller, "system")
    return await issue_credit(context, command, caller.actor)


@router.get("", summary="Credit notes, newest first")
async def list_all(
    caller: CallerDep, context: ContextDep, listing: ListingDep
) -> Page[CreditNoteView]:
    notes = await list_credit_notes(context, listing)
    return page_of(notes, lambda note: credit_note_view(note, caller.actor), listing.limit)


@router.get("/{credit_note_id}", summary="One credit note")
async def read(caller: CallerDep, context: ContextDep, credit_note_id: Id) -> CreditNoteView:
    note = await seen_credit_note(context, caller, credit_note_id)
    return credit_note_view(note, caller.actor)


@router.get("/{credit_note_id}/explanation", summary="Why it has its amount, line by line")
async def explain(caller: CallerDep, context: ContextDep, credit_note_id: Id) -> Explanation:
    note = await seen_credit_note(context, caller, credit_note_id)
    return await explain_credit_note(context, note, caller.actor)
