"""Refunds: lists, the later refund of a credit note, and what a person does about a failed one."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require, require_may_see
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.pages import page_of
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.message import Id, Page
from contracts.refunds import RefundCreditNote, RefundView, SettleRefundByHand
from services.payments.api.authorization import ListingDep
from services.payments.api.examples import BY_HAND, CARD_REFUNDS
from services.payments.context import Context
from services.payments.repository.invoicing.credit_notes import note_by_id
from services.payments.repository.refunding.refunds import list_refunds
from services.payments.use_cases.refunding.mend_refund import (
    read_refund,
    retry_refund,
    settle_refund_by_hand,
)
from services.payments.use_cases.refunding.refund_credit_note import refund_credit_note
from services.payments.views.refunding import refund_view, refund_view_for


def refunds_router(context: Context) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["refunds"], route_class=IdempotentRoute)

    @router.get("/refunds", summary="Refunds, newest first")
    async def list_all(caller: CallerDep, listing: ListingDep) -> Page[RefundView]:
        async with context.database.autocommit() as connection:
            rows = await list_refunds(connection, listing)
        return page_of(rows, refund_view_for(caller.actor), listing.limit)

    @router.get("/refunds/{refund_id}", summary="One refund")
    async def read(caller: CallerDep, refund_id: Id) -> RefundView:
        refund = await read_refund(context, refund_id)
        require_may_see(caller, "refund", refund.partner_id, refund.customer_id)
        return refund_view_for(caller.actor)(refund)

    @router.post(
        "/credit-notes/{credit_note_id}/refunds",
        status_code=201,
        summary="Give what a credit note owes back to the card",
    )
    async def refund_note(
        caller: CallerDep,
        credit_note_id: Id,
        command: Annotated[RefundCreditNote, Body(openapi_examples=CARD_REFUNDS)],
        request_key: RequestKey,
    ) -> RefundView:
        """In full or in part, never more than is left of the note and of the card's payment."""
        require(caller, "admin", "operator")
        await _require_may_see_note(context, caller, credit_note_id)
        wanted = command.amount_minor
        return refund_view(await refund_credit_note(context, credit_note_id, wanted, request_key))

    @router.post("/refunds/{refund_id}/retry", summary="Try a failed refund again")
    async def retry(caller: CallerDep, refund_id: Id, _: RequestKey) -> RefundView:
        await _require_staff_of_refund(context, caller, refund_id)
        return refund_view(await retry_refund(context, refund_id))

    @router.post("/refunds/{refund_id}/by-hand", summary="A person gave the money back")
    async def by_hand(
        caller: CallerDep,
        refund_id: Id,
        given: Annotated[SettleRefundByHand, Body(openapi_examples=BY_HAND)],
        _: RequestKey,
    ) -> RefundView:
        """Of a refund that failed; the ledger books it once."""
        await _require_staff_of_refund(context, caller, refund_id)
        label = caller.actor.label
        return refund_view(await settle_refund_by_hand(context, refund_id, given, label))

    return router


async def _require_staff_of_refund(context: Context, caller: Caller, refund_id: str) -> None:
    require(caller, "admin", "operator")
    refund = await read_refund(context, refund_id)
    require_may_see(caller, "refund", refund.partner_id, refund.customer_id)


async def _require_may_see_note(context: Context, caller: Caller, note_id: str) -> None:
    async with context.database.autocommit() as connection:
        note = await note_by_id(connection, note_id)
    if note is None:
        raise not_found("credit note")
    require_may_see(caller, "credit note", note.partner_id, note.customer_id)
