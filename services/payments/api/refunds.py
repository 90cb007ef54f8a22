"""Refunds: lists, the later refund of a credit note, and what a person does about a failed one."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require, require_may_see
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.pages import page_of
from chassis.tokens import Caller
from contracts.message import Id, Page
from contracts.refunds import (
    EndRefund,
    RefundCreditNote,
    RefundState,
    RefundView,
    SettleRefundByHand,
)
from services.payments.api.authorization import ListingDep, seen_credit_note
from services.payments.api.dependencies import ContextDep
from services.payments.api.examples import BY_HAND, CARD_REFUNDS, ENDS
from services.payments.context import Context
from services.payments.domain.refunding.refunds import Refund
from services.payments.use_cases.refunding.read_refunds import list_refunds, read_refund
from services.payments.use_cases.refunding.refund_credit_note import refund_credit_note
from services.payments.use_cases.refunding.resolve_refund import (
    end_refund,
    retry_refund,
    settle_refund_by_hand,
)
from services.payments.views.refunding import refund_view

router = APIRouter(prefix="/v1", tags=["refunds"], route_class=IdempotentRoute)


@router.get("/refunds", summary="Refunds, newest first")
async def list_all(
    caller: CallerDep, context: ContextDep, listing: ListingDep, state: RefundState | None = None
) -> Page[RefundView]:
    found = await list_refunds(context, listing, state)
    return page_of(found, partial(refund_view, viewer=caller.actor), listing.limit)


@router.get("/refunds/{refund_id}", summary="One refund")
async def read(caller: CallerDep, context: ContextDep, refund_id: Id) -> RefundView:
    return refund_view(await _seen(context, caller, refund_id), caller.actor)


@router.post(
    "/credit-notes/{credit_note_id}/refunds",
    status_code=201,
    summary="Give what a credit note owes back to the card",
)
async def refund_note(
    caller: CallerDep,
    context: ContextDep,
    credit_note_id: Id,
    command: Annotated[RefundCreditNote, Body(openapi_examples=CARD_REFUNDS)],
    request_key: RequestKey,
) -> RefundView:
    """In full or in part, never more than is left of the note and of the card's payment."""
    require(caller, "admin", "operator")
    await seen_credit_note(context, caller, credit_note_id)
    wanted = command.amount_minor
    owed = await refund_credit_note(context, credit_note_id, wanted, request_key)
    return refund_view(owed, caller.actor)


@router.post("/refunds/{refund_id}/retry", summary="Try a failed refund again")
async def retry(caller: CallerDep, context: ContextDep, refund_id: Id, _: RequestKey) -> RefundView:
    require(caller, "admin", "operator")
    await _seen(context, caller, refund_id)
    return refund_view(await retry_refund(context, refund_id), caller.actor)


@router.post("/refunds/{refund_id}/end", summary="Give up a refund whose outcome stays unknown")
async def end(
    caller: CallerDep,
    context: ContextDep,
    refund_id: Id,
    command: Annotated[EndRefund, Body(openapi_examples=ENDS)],
    _: RequestKey,
) -> RefundView:
    """It has failed then, though the gateway may have made it: ask there before you pay by hand."""
    require(caller, "admin", "operator")
    await _seen(context, caller, refund_id)
    ended = await end_refund(context, refund_id, command.reason, caller.actor.label)
    return refund_view(ended, caller.actor)


@router.post("/refunds/{refund_id}/by-hand", summary="A person gave the money back")
async def by_hand(
    caller: CallerDep,
    context: ContextDep,
    refund_id: Id,
    given: Annotated[SettleRefundByHand, Body(openapi_examples=BY_HAND)],
    _: RequestKey,
) -> RefundView:
    """Of a refund that failed; the ledger books it once."""
    require(caller, "admin", "operator")
    await _seen(context, caller, refund_id)
    settled = await settle_refund_by_hand(context, refund_id, given, caller.actor.label)
    return refund_view(settled, caller.actor)


async def _seen(context: Context, caller: Caller, refund_id: str) -> Refund:
    """The refund, if the caller may see it."""
    refund = await read_refund(context, refund_id)
    require_may_see(caller, "refund", refund.partner_id, refund.customer_id)
    return refund
