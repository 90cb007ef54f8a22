"""The simulator's HTTP API, as a merchant's server calls it."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Header, Request

from services.payments.gateways.simulator.checkouts import Checkouts
from services.payments.gateways.simulator.courier import Courier
from services.payments.gateways.simulator.messages import (
    BookView,
    CheckoutView,
    MakeRefund,
    OpenCheckout,
    RefundMade,
)
from services.payments.gateways.simulator.refunds import Refunds

Key = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=200)]


def checkouts_router(checkouts: Checkouts, courier: Courier) -> APIRouter:
    router = APIRouter(prefix="/v1/checkouts", tags=["checkouts"])

    @router.post("", summary="Open a payment page, once per Idempotency-Key")
    async def open_checkout(request: Request, wanted: OpenCheckout, key: Key) -> CheckoutView:
        return await asyncio.to_thread(checkouts.open, wanted, key, str(request.base_url))

    @router.get("/{checkout_id}", summary="What is known of a payment")
    async def read_checkout(request: Request, checkout_id: str) -> CheckoutView:
        return await asyncio.to_thread(checkouts.read, checkout_id, str(request.base_url))

    @router.post("/{checkout_id}/cancel", summary="Make it unable to capture")
    async def cancel_checkout(request: Request, checkout_id: str) -> CheckoutView:
        await asyncio.to_thread(checkouts.cancel, checkout_id)
        courier.wake()
        return await asyncio.to_thread(checkouts.read, checkout_id, str(request.base_url))

    @router.post("/{checkout_id}/settle", summary="Let a pending payment settle now")
    async def settle_checkout(request: Request, checkout_id: str) -> CheckoutView:
        await asyncio.to_thread(checkouts.settle, checkout_id)
        courier.wake()
        return await asyncio.to_thread(checkouts.read, checkout_id, str(request.base_url))

    return router


def book_router(refunds: Refunds) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["book"])

    @router.post("/refunds", summary="Give money back, once per Idempotency-Key")
    async def make_refund(wanted: MakeRefund, key: Key) -> RefundMade:
        return await asyncio.to_thread(refunds.make, wanted, key)

    @router.get("/refunds/{refund_id}", summary="What became of a refund")
    async def read_refund(refund_id: str) -> RefundMade:
        return await asyncio.to_thread(refunds.read, refund_id)

    @router.get("/book", summary="All charges and refunds")
    async def read_book() -> BookView:
        return await asyncio.to_thread(refunds.whole_book)

    return router
