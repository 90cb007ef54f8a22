"""How orders' payments stand, for the worker, which compares orders with them."""

from fastapi import APIRouter

from contracts.reconciliation import OrderIds, SettledPayments
from services.payments.api.dependencies import ContextDep, SystemDep
from services.payments.use_cases.reconciling import reconcile

router = APIRouter(prefix="/v1/settled-payments", tags=["reconciliation"])


@router.post("", summary="How the payments of these orders stand")
async def read(_: SystemDep, context: ContextDep, command: OrderIds) -> SettledPayments:
    """A question, though it is posted: two hundred ids do not fit an address."""
    return await reconcile.payments_of(context, command.order_ids)
