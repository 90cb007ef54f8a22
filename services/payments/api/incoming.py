"""/v1/incoming-payments: attempts to pay and recorded receipts as one list, for staff."""

from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime

from chassis.auth import CallerDep, require, require_may_see
from chassis.pages import page_of, read_place, search_words, write_place
from contracts.incoming import IncomingMethod, IncomingPayment
from contracts.message import Id, Page
from contracts.payments import IntentState
from services.payments.api.authorization import ListingDep
from services.payments.api.dependencies import ContextDep
from services.payments.domain.collecting.finding import WantedIncoming
from services.payments.use_cases.collecting.read_incoming import list_incoming, read_incoming
from services.payments.views.collecting import incoming_view

router = APIRouter(prefix="/v1/incoming-payments", tags=["payments"])

Words = Annotated[
    str | None,
    search_words(
        description="Whole: the id of the payment, order, invoice or customer, the gateway's id or"
        " a receipt's reference."
    ),
]


async def _wanted_payments(
    listing: ListingDep,
    state: IntentState | None = None,
    method: IncomingMethod | None = None,
    began_from: AwareDatetime | None = None,
    began_before: AwareDatetime | None = None,
    words: Words = None,
) -> WantedIncoming:
    return WantedIncoming(
        partner_id=listing.partner_id,
        customer_id=listing.customer_id,
        order_id=listing.order_id,
        state=state,
        method=method,
        began_from=began_from,
        began_before=began_before,
        q=words,
        after=read_place(listing.before_id, datetime),
        limit=listing.limit,
    )


@router.get("", summary="Attempts to pay and recorded receipts, newest first")
async def list_all(
    caller: CallerDep,
    context: ContextDep,
    wanted: Annotated[WantedIncoming, Depends(_wanted_payments)],
) -> Page[IncomingPayment]:
    """Also what was not paid. Admins get their partner's."""
    require(caller, "admin", "operator", "system")
    return page_of(
        await list_incoming(context, wanted),
        partial(incoming_view, viewer=caller.actor),
        wanted.limit,
        last_id=lambda row: write_place(row.began_at, row.id),
    )


@router.get("/{payment_id}", summary="One attempt to pay, or one receipt")
async def read(caller: CallerDep, context: ContextDep, payment_id: Id) -> IncomingPayment:
    require(caller, "admin", "operator", "system")
    found = await read_incoming(context, payment_id)
    require_may_see(caller, "payment", found.partner_id, found.customer_id)
    return incoming_view(found, caller.actor)
