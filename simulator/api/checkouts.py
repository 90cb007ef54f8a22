"""Payments: open, find, read and cancel them; and let a pending one settle."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request

from simulator.card_list import card_ending_in, card_of
from simulator.cards import RequestFault
from simulator.charges import settle
from simulator.checkouts import cancel_checkout, open_checkout
from simulator.context import Context
from simulator.faults import REQUEST_FAULTS
from simulator.merchant_requests import Key
from simulator.messages import (
    CheckoutsFound,
    CheckoutView,
    OpenCheckout,
)


def checkouts_router(context: Context) -> APIRouter:
    router = APIRouter(prefix="/v1/checkouts", tags=["checkouts"])
    checkouts, requests, publisher = context.checkouts, context.requests, context.publisher

    @router.post("", summary="Open a payment page, once per Idempotency-Key")
    async def open_one(request: Request, wanted: OpenCheckout, key: Key) -> CheckoutView:
        act = partial(open_checkout, wanted=wanted, publisher=publisher)
        forced = await _fault_of_linked(context, wanted)
        checkout_id = await requests.once(key, wanted, act, forced, context.webhooks.send_first)
        return await checkouts.read(checkout_id, str(request.base_url))

    @router.get("", summary="The payments that were opened with a reference, newest first")
    async def find(
        request: Request, reference: Annotated[str, Query(min_length=1, max_length=200)]
    ) -> CheckoutsFound:
        await requests.look_up(f"find/{reference}")
        return CheckoutsFound(items=await checkouts.find(reference, str(request.base_url)))

    @router.get("/{checkout_id}", summary="What is known of a payment")
    async def read(request: Request, checkout_id: str) -> CheckoutView:
        row = await checkouts.row(checkout_id)
        card = card_of(row["card"] or "")
        await requests.look_up(row["reference"], card.failing_look_ups if card else 0)
        return checkouts.view(row, str(request.base_url))

    @router.post("/{checkout_id}/cancel", summary="Make it unable to capture")
    async def cancel(request: Request, checkout_id: str) -> CheckoutView:
        reference = (await checkouts.row(checkout_id))["reference"]
        act = partial(cancel_checkout, checkout_id=checkout_id, publisher=publisher)
        await requests.unkeyed(f"cancel/{reference}", act)
        context.webhooks.wake()
        return await checkouts.read(checkout_id, str(request.base_url))

    @router.post("/{checkout_id}/settle", summary="Let a pending payment settle now")
    async def settle_one(request: Request, checkout_id: str) -> CheckoutView:
        await context.book.write(partial(settle, checkout_id=checkout_id, publisher=publisher))
        context.webhooks.wake()
        return await checkouts.read(checkout_id, str(request.base_url))

    return router


async def _fault_of_linked(context: Context, wanted: OpenCheckout) -> RequestFault | None:
    """A linked card brings its fault along when it is to be paid with."""
    if wanted.method_id is None:
        return None
    query = "SELECT last_four FROM methods WHERE id = ?"
    found = await context.book.rows(query, wanted.method_id)
    card = card_ending_in(found[0]["last_four"]) if found else None
    return next((fault for fault in REQUEST_FAULTS if card and fault == card.fault), None)
