"""/v1/orders/…: the recording steps of an order's workflow. Idempotent by their own facts, so they
need no Idempotency-Key; for the system only."""

from fastapi import APIRouter

from contracts.message import Id
from contracts.recording import (
    ApplyDecision,
    DeadlineOutcome,
    ExpiryOutcome,
    OrderProgress,
    OrderSnapshot,
    RecordAttention,
    RecordDeadline,
    RecordedDecision,
    RecordOperatorDecision,
    RecordPaymentResult,
    RecordRefusal,
)
from services.orders.api.dependencies import ContextDep, SystemDep
from services.orders.use_cases import attention, decide_item, show_order
from services.orders.use_cases.apply_decision import apply_decision
from services.orders.use_cases.expire_order import expire_order
from services.orders.use_cases.record_deadline import record_deadline
from services.orders.use_cases.record_payment import record_payment
from services.orders.use_cases.record_refusal import record_refusal
from services.orders.use_cases.start_scheduled_item import start_scheduled_item

router = APIRouter(prefix="/v1/orders/{order_id}", tags=["workflow"])


@router.get("/snapshot", summary="The order with its customer")
async def get_snapshot(
    order_id: Id, caller: SystemDep, context: ContextDep, decision_id: Id | None = None
) -> OrderSnapshot:
    return await show_order.show_snapshot(context, caller, order_id, decision_id)


@router.post("/payment-result", summary="Record the outcome of a payment attempt")
async def post_payment_result(
    order_id: Id, result: RecordPaymentResult, caller: SystemDep, context: ContextDep
) -> OrderSnapshot:
    return await record_payment(context, caller, order_id, result)


@router.post("/decisions/{decision_id}/applied", summary="A decision's documents are issued")
async def post_applied(
    order_id: Id,
    decision_id: Id,
    command: ApplyDecision,
    caller: SystemDep,
    context: ContextDep,
) -> OrderSnapshot:
    return await apply_decision(context, caller, order_id, decision_id, command)


@router.post("/items/{item_id}/start", summary="Start a scheduled item that is due")
async def post_start(
    order_id: Id, item_id: Id, caller: SystemDep, context: ContextDep
) -> OrderSnapshot:
    return await start_scheduled_item(context, caller, order_id, item_id)


@router.post("/expire", summary="Expire what nobody paid or decided in time")
async def post_expire(order_id: Id, caller: SystemDep, context: ContextDep) -> ExpiryOutcome:
    return await expire_order(context, caller, order_id)


@router.post("/deadlines", summary="A deadline passed and nobody had decided")
async def post_deadline(
    order_id: Id, command: RecordDeadline, caller: SystemDep, context: ContextDep
) -> DeadlineOutcome:
    return await record_deadline(context, caller, order_id, command)


@router.post("/operator-decisions", summary="Record what an operator signalled")
async def post_operator_decision(
    order_id: Id, command: RecordOperatorDecision, caller: SystemDep, context: ContextDep
) -> RecordedDecision:
    return await decide_item.record_operator_decision(context, caller, order_id, command)


@router.post("/refusals", summary="Keep a refused message for the audit")
async def post_refusal(
    order_id: Id, command: RecordRefusal, caller: SystemDep, context: ContextDep
) -> OrderProgress:
    return await record_refusal(context, caller, order_id, command)


@router.post("/attention", summary="A person must look at this order")
async def post_attention(
    order_id: Id, command: RecordAttention, caller: SystemDep, context: ContextDep
) -> OrderProgress:
    return await attention.record_attention(context, caller, order_id, command)
