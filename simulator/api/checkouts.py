"""Payments: open, find, read and cancel them; and let a pending one settle."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request

from simulator.card_list import card_ending_in, card_of
from simulator.cards import RequestFault
from simulator.charges import settle
from simulator.checkouts import cancel_checkout, open_checkout
from simulator.context import Context
from simulator.dependencies import ContextDep
from simulator.faults import REQUEST_FAULTS
from simulator.merchant_requests import Key
from simulator.messages import (
    CheckoutsFound,
    CheckoutView,
    OpenCheckout,
)

router = APIRouter(prefix="/v1/checkouts", tags=["checkouts"])


@router.post("", summary="Open a payment page, once per Idempotency-Key")
async def open_one(
    context: ContextDep, request: Request, wanted: OpenCheckout, key: Key
) -> CheckoutView:
    act = partial(open_checkout, wanted=wanted, publisher=context.publisher)
    forced = await _fault_of_linked(context, wanted)
    checkout_id = await context.requests.once(key, wanted, act, forced, context.webhooks.send_first)
    return await context.checkouts.read(checkout_id, str(request.base_url))


@router.get("", summary="The payments that were opened with a reference, newest first")
async def find(
    context: ContextDep,
    request: Request,
    reference: Annotated[str, Query(min_length=1, max_length=200)],
) -> CheckoutsFound:
    await context.requests.look_up(f"find/{reference}")
    return CheckoutsFound(items=await context.checkouts.find(reference, str(request.base_url)))


@router.get("/{checkout_id}", summary="What is known of a payment")
async def read(context: ContextDep, request: Request, checkout_id: str) -> CheckoutView:
    row = await context.checkouts.row(checkout_id)
    card = card_of(row["card"] or "")
    await context.requests.look_up(row["reference"], card.failing_look_ups if card else 0)
    return context.checkouts.view(row, str(request.base_url))


@router.post("/{checkout_id}/cancel", summary="Make it unable to capture")
async def cancel(context: ContextDep, request: Request, checkout_id: str) -> CheckoutView:
    reference = (await context.checkouts.row(checkout_id))["reference"]
    act = partial(cancel_checkout, checkout_id=checkout_id, publisher=context.publisher)
    await context.requests.unkeyed(f"cancel/{reference}", act)
    context.webhooks.wake()
    return await context.checkouts.read(checkout_id, str(request.base_url))


@router.post("/{checkout_id}/settle", summary="Let a pending payment settle now")
async def settle_one(context: ContextDep, request: Request, checkout_id: str) -> CheckoutView:
    await context.book.write(partial(settle, checkout_id=checkout_id, publisher=context.publisher))
    context.webhooks.wake()
    return await context.checkouts.read(checkout_id, str(request.base_url))


async def _fault_of_linked(context: Context, wanted: OpenCheckout) -> RequestFault | None:
    """A linked card brings its fault along when it is to be paid with."""
    if wanted.method_id is None:
        return None
    query = "SELECT last_four FROM methods WHERE id = ?"
    found = await context.book.rows(query, wanted.method_id)
    card = card_ending_in(found[0]["last_four"]) if found else None
    return next((fault for fault in REQUEST_FAULTS if card and fault == card.fault), None)
