"""What a refund's workflow asks for; idempotent by the refund's own facts."""

from fastapi import APIRouter

from contracts.actors import Actor
from contracts.message import Id
from contracts.refunds import EndRefundByOperator, RefundStep, RefundView
from services.payments.api.dependencies import ContextDep, SystemDep
from services.payments.use_cases.refunding.make_refund import make_refund
from services.payments.use_cases.refunding.resolve_refund import end_refund
from services.payments.views.refunding import refund_view

router = APIRouter(prefix="/v1/refunds/{refund_id}", tags=["refunds"])


@router.post("/step", summary="Ask the gateway for it, or about it, once")
async def take_step(_: SystemDep, context: ContextDep, refund_id: Id) -> RefundStep:
    """503 while the gateway does not answer: the same again later."""
    return await make_refund(context, refund_id)


@router.post("/operator-end", summary="End it, as an operator signalled")
async def end_as_signalled(
    _: SystemDep, context: ContextDep, refund_id: Id, command: EndRefundByOperator
) -> RefundView:
    operator = Actor(kind="operator", id=command.by)
    ended = await end_refund(context, refund_id, command.reason, operator.label)
    return refund_view(ended, operator)
