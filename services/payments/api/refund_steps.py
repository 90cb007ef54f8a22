"""What the workflow of a refund's round asks for; idempotent by the refund's own facts. For a round
that is over nothing is done any more."""

from fastapi import APIRouter

from contracts.actors import Actor
from contracts.message import Count, Id
from contracts.refunds import EndRefundByOperator, RefundStep, RefundView
from services.payments.api.dependencies import ContextDep, SystemDep
from services.payments.use_cases.refunding.make_refund import make_refund
from services.payments.use_cases.refunding.resolve_refund import end_refund
from services.payments.views.refunding import refund_view

router = APIRouter(prefix="/v1/refunds/{refund_id}/rounds/{rounds}", tags=["refunds"])


@router.post("/step", summary="Ask the gateway for it, or about it, once")
async def take_step(_: SystemDep, context: ContextDep, refund_id: Id, rounds: Count) -> RefundStep:
    """503 while the gateway does not answer: the same again later."""
    return await make_refund(context, refund_id, rounds)


@router.post("/operator-end", summary="End it, as an operator signalled")
async def end_as_signalled(
    _: SystemDep,
    context: ContextDep,
    refund_id: Id,
    rounds: Count,
    command: EndRefundByOperator,
) -> RefundView:
    operator = Actor(kind="operator", id=command.by)
    ended = await end_refund(context, refund_id, command.reason, operator.label, rounds)
    return refund_view(ended, operator)
