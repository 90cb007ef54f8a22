"""/v1/unfinished-orders: for the reconciliation and operators."""

from fastapi import APIRouter

from chassis.auth import CallerDep, require
from chassis.pages import Cursor, Limit
from contracts.message import Id, Page
from contracts.reconciliation import StartAgain, UnfinishedOrder
from services.orders.api.dependencies import ContextDep
from services.orders.use_cases import unfinished_orders

router = APIRouter(prefix="/v1/unfinished-orders", tags=["workflow"])


@router.get("", summary="Orders that a workflow cares for, oldest first")
async def get_unfinished(
    caller: CallerDep, context: ContextDep, limit: Limit = 50, cursor: Cursor = None
) -> Page[UnfinishedOrder]:
    require(caller, "system", "operator")
    return await unfinished_orders.page_of_unfinished(context, limit, cursor)


@router.post(
    "/{order_id}/start-again", summary="Have a workflow take up an order that lost its own"
)
async def post_start_again(
    order_id: Id, command: StartAgain, caller: CallerDep, context: ContextDep
) -> UnfinishedOrder:
    """Once per cause, so that no Idempotency-Key is needed. Where a workflow runs nothing is
    done or recorded (409)."""
    require(caller, "system", "operator")
    return await unfinished_orders.start_again(context, caller, order_id, command)
