"""/v1/orders/…/items/…: an admin's decisions and corrections."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.decisions import Decide, MoveStart
from contracts.message import Id
from contracts.orders import DecisionOutcome
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.api.examples import DECISIONS, START_DATES
from services.orders.use_cases import decide_item

router = APIRouter(
    prefix="/v1/orders/{order_id}/items/{item_id}", tags=["decisions"], route_class=IdempotentRoute
)


@router.post("/decisions", status_code=201, summary="Approve or reject one item")
async def post_decision(
    order_id: Id,
    item_id: Id,
    command: Annotated[Decide, Body(openapi_examples=DECISIONS)],
    staff: StaffDep,
    context: ContextDep,
    request_key: RequestKey,
) -> DecisionOutcome:
    """The first decision wins; `applied` tells whether its effects are there already."""
    return await decide_item.decide_item(context, staff, order_id, item_id, command, request_key)


@router.post("/start-date", status_code=201, summary="Correct an approved item's start date")
async def post_start_date(
    order_id: Id,
    item_id: Id,
    command: Annotated[MoveStart, Body(openapi_examples=START_DATES)],
    staff: StaffDep,
    context: ContextDep,
    request_key: RequestKey,
) -> DecisionOutcome:
    """Supersedes the decision in force; credit notes follow from the difference."""
    return await decide_item.move_start(context, staff, order_id, item_id, command, request_key)
