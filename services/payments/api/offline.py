"""Payments that no gateway takes: which were asked for, and what an admin records of them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Query

from chassis.auth import CallerDep, partner_of_list, require
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.pages import Cursor, Limit, cursor_after, decode_cursor
from chassis.problems import not_found
from contracts.bookkeeping import OfflinePaymentView, ReceivedPayment, RecordPayment
from contracts.message import Id, Page
from services.payments.api.authorization import require_may_see_intent
from services.payments.api.examples import RECEIPT
from services.payments.context import Context
from services.payments.gateways.offline.instructions import read_payment_reference
from services.payments.gateways.offline.statements import list_offline, receipt_in
from services.payments.repository.collecting.intents import intent_by_id
from services.payments.use_cases.collecting.record_offline_receipt import record_offline_receipt

Written = Annotated[
    str | None, Query(max_length=100, description="As it stands on the bank statement.")
]


def offline_router(context: Context) -> APIRouter:
    """For a partner's staff; a customer sees its instructions on the payment intent."""
    router = APIRouter(prefix="/v1", tags=["offline payments"], route_class=IdempotentRoute)

    @router.post(
        "/payment-intents/{intent_id}/receipt",
        status_code=201,
        summary="Record the money of an offline payment",
    )
    async def record(
        caller: CallerDep,
        intent_id: Id,
        received: Annotated[RecordPayment, Body(openapi_examples=RECEIPT)],
        _: RequestKey,
    ) -> ReceivedPayment:
        """Pays the order when it is exactly what was asked for; another amount is refused. What
        comes after the order was paid or closed is recorded, and goes back."""
        require(caller, "admin", "operator")
        async with context.database.autocommit() as connection:
            intent = await intent_by_id(connection, intent_id)
        if intent is None:
            raise not_found("payment intent")
        require_may_see_intent(caller, intent)
        return await record_offline_receipt(context, intent_id, received, caller.actor.label)

    @router.get("/offline-payments", summary="Offline payments, newest first")
    async def list_asked(
        caller: CallerDep,
        payment_reference: Written = None,
        state: Literal["open", "captured", "cancelled"] | None = None,
        order_id: Id | None = None,
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Page[OfflinePaymentView]:
        """Find a transfer by the payment reference that its sender wrote, however it is spaced."""
        require(caller, "admin", "operator", "system")
        wanted = read_payment_reference(payment_reference) if payment_reference else None
        if payment_reference and wanted is None:
            return Page(items=[])
        async with context.database.autocommit() as connection:
            rows = await list_offline(
                connection,
                partner_id=partner_of_list(caller, None, None),
                state=state,
                payment_reference=wanted,
                order_id=order_id,
                below_id=decode_cursor(cursor),
                limit=limit,
            )
        return Page(
            items=[
                OfflinePaymentView(
                    **{name: getattr(row, name) for name in SHOWN},
                    intent_id=row.reference,
                    received=receipt_in(row) if row.state == "captured" else None,
                )
                for row in rows
            ],
            next_cursor=cursor_after([row.id for row in rows], limit),
        )

    return router


SHOWN = set(OfflinePaymentView.model_fields) - {"intent_id", "received"}
