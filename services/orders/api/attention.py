"""/v1/orders/…/attention/solved: a person looked at an order that was flagged."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.idempotency import IdempotentRoute, RequestKey
from contracts.message import Id
from contracts.orders import OrderView, SolveAttention
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.api.examples import SOLUTIONS
from services.orders.use_cases.attention import solve_attention

router = APIRouter(
    prefix="/v1/orders/{order_id}/attention", tags=["decisions"], route_class=IdempotentRoute
)


@router.post("/solved", summary="Say what was done about a flagged order")
async def post_solved(
    order_id: Id,
    command: Annotated[SolveAttention, Body(openapi_examples=SOLUTIONS)],
    staff: StaffDep,
    context: ContextDep,
    request_key: RequestKey,
) -> OrderView:
    """The note goes into the audit. A step of the workflow that was refused is tried again."""
    return await solve_attention(context, staff, order_id, command, request_key)
