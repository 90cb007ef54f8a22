"""Where gateways call. Open to everybody: a caller proves itself by the signature of its body."""

from fastapi import APIRouter, Request

from contracts.message import Id
from services.payments.api.dependencies import ContextDep
from services.payments.use_cases.collecting.receive_webhook import receive_webhook

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

LARGEST_BODY_BYTES = 256 * 1024
"""An event is a hint of a few kilobytes; everybody may send one, and each is hashed."""


@router.post(
    "/{gateway}",
    summary="A gateway tells that something happened to a payment",
    max_body_size=LARGEST_BODY_BYTES,
)
async def receive(context: ContextDep, gateway: Id, request: Request) -> dict[str, str]:
    """Answers once the event is kept; it is worked on afterwards."""
    await receive_webhook(context, gateway, request.headers, await request.body())
    return {"status": "kept"}
