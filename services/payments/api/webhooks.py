"""Where gateways call. Open to everybody: a caller proves itself by the signature of its body."""

from fastapi import APIRouter, Request

from contracts.message import Id
from services.payments.context import Context
from services.payments.use_cases.collecting.receive_webhook import receive_webhook

LARGEST_BODY_BYTES = 256 * 1024
"""An event is a hint of a few kilobytes; everybody may send one, and each is hashed."""


def webhooks_router(context: Context) -> APIRouter:
    router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

    @router.post(
        "/{gateway}",
        summary="A gateway tells that something happened to a payment",
        max_body_size=LARGEST_BODY_BYTES,
    )
    async def receive(gateway: Id, request: Request) -> dict[str, str]:
        """Answers once the event is kept; it is worked on afterwards."""
        await receive_webhook(context, gateway, request.headers, await request.body())
        return {"status": "kept"}

    return router
