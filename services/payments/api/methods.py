"""What a customer can pay with. Labels only: no number of a card or an account is ever here."""

from typing import Annotated

from fastapi import APIRouter, Body, Query
from fastapi.openapi.models import Example

from chassis.auth import CallerDep, not_found, require
from chassis.tokens import Caller
from contracts.message import Currency
from contracts.methods import LinkMethod, LinkPage, PaymentMethods
from services.payments.api.sight import sight_of
from services.payments.means import Means
from services.payments.repository.customers import is_customer_of
from services.payments.use_cases.list_methods import (
    LINKED_WAIT_SECONDS,
    list_methods,
    page_to_link,
)

LINK = {
    "example": Example(
        summary="At the first gateway that links methods",
        value={"return_url": "https://portal.example/payment-methods"},
    )
}


def methods_router(means: Means) -> APIRouter:
    router = APIRouter(prefix="/v1/customers/{customer_id}", tags=["payment methods"])

    @router.get("/payment-methods", summary="What the customer can pay with")
    async def list_all(
        caller: CallerDep,
        customer_id: str,
        currency: Annotated[
            Currency | None, Query(description="Of the payment; marks what takes no such money.")
        ] = None,
        linked: Annotated[
            bool, Query(description="Ask the gateways what the customer has linked there.")
        ] = True,
        linked_wait_seconds: Annotated[
            float,
            Query(
                gt=0,
                le=LINKED_WAIT_SECONDS,
                description="How long a gateway may take before its linked methods are unknown.",
            ),
        ] = LINKED_WAIT_SECONDS,
    ) -> PaymentMethods:
        """An admin asks for customers that its partner has invoiced."""
        await _require_sight(caller, customer_id)
        wait_seconds = linked_wait_seconds if linked else 0
        return await list_methods(means, customer_id, currency, wait_seconds)

    @router.post("/payment-methods/link", summary="Where the customer links a payment method")
    async def link(
        caller: CallerDep,
        customer_id: str,
        wanted: Annotated[LinkMethod, Body(openapi_examples=LINK)],
    ) -> LinkPage:
        """The address of a page of the gateway, for the customer itself. Nothing is linked yet, so
        asking twice is harmless."""
        require(caller, "customer")
        await _require_sight(caller, customer_id)
        return await page_to_link(means, customer_id, wanted)

    async def _require_sight(caller: Caller, customer_id: str) -> None:
        partner_id = sight_of(caller, customer_id).partner_id
        if caller.actor.kind != "admin" or partner_id is None:
            return
        async with means.database.autocommit() as connection:
            if not await is_customer_of(connection, customer_id, partner_id):
                raise not_found("customer")

    return router
