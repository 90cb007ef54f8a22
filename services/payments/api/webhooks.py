"""Where gateways call. Open to everybody: a caller proves itself by the signature of its body."""

from fastapi import APIRouter, Request

from services.payments.means import Means
from services.payments.use_cases.receive_webhook import receive_webhook


def webhooks_router(means: Means) -> APIRouter:
    router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

    @router.post("/{gateway}", summary="A gateway tells that something happened to a payment")
    async def receive(gateway: str, request: Request) -> dict[str, str]:
        await receive_webhook(means, gateway, request.headers, await request.body())
        return {"status": "kept"}

    return router
