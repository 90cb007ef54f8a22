"""/v1/orders/…/items/…/preview: a question, though asked by POST: it stores nothing, so it needs no
Idempotency-Key."""

from typing import Annotated

from fastapi import APIRouter, Body

from contracts.message import Id
from contracts.previews import DecisionPreview, PreviewDecision
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.api.examples import PREVIEWS
from services.orders.use_cases.preview_decision import preview_decision

router = APIRouter(prefix="/v1/orders/{order_id}/items/{item_id}/preview", tags=["decisions"])


@router.post("", summary="What a decision, or another start date, would bring about")
async def post_preview(
    order_id: Id,
    item_id: Id,
    command: Annotated[PreviewDecision, Body(openapi_examples=PREVIEWS)],
    staff: StaffDep,
    context: ContextDep,
) -> DecisionPreview:
    """Documents with days and amounts, and mails. What could not be decided is refused in the same
    words."""
    return await preview_decision(context, staff, order_id, item_id, command)
