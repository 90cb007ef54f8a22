"""The payments service as the orders tests stand in for it: what it would know of each order."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI

from chassis.ids import new_id
from chassis.problems import not_found
from contracts.message import Page
from contracts.methods import MethodKind, PaymentMethods, PaymentMethodView
from contracts.payments import IntentState, PaymentIntentView
from tests.services.orders.given_back import GivenBack
from tests.services.orders.previewed import Previews
from tests.wording.told import in_words


@dataclass
class PaymentsBook:
    """What the payments service would know of each order."""

    intents: dict[str, list[PaymentIntentView]] = field(default_factory=dict)
    given_back: GivenBack = field(default_factory=GivenBack)
    previews: Previews = field(default_factory=Previews)
    methods: list[PaymentMethodView] = field(default_factory=list)
    linked_asked: list[bool] = field(default_factory=list)
    """Whether linked methods were wanted, each time that methods were asked for."""
    linked_waits: list[float] = field(default_factory=list)
    """How long it may wait for a gateway, each time that one was to be asked."""
    answering: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while it tells which methods there are."""

    page_is_told: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while it tells where a page is."""
    waiting_for_pages: int = 0

    def forget(self) -> None:
        self.page_is_told.set()
        self.methods = [
            method("simulator", label="Payment page"),
            method("offline", "instructions", label="Bank transfer or cash"),
        ]
        self.linked_asked.clear()
        self.linked_waits.clear()
        self.answering.set()

    def opened(
        self,
        order_id: str,
        attempt: int = 1,
        state: IntentState = "open",
        instructions: str | None = None,
    ) -> PaymentIntentView:
        intent = PaymentIntentView(
            id=new_id("int"),
            order_id=order_id,
            invoice_id="inv_1",
            attempt=attempt,
            state=state,
            amount_minor=3_100,
            currency="EUR",
            gateway="offline" if instructions else "simulator",
            page_url=None if instructions else f"https://pay.test/{order_id}/{attempt}",
            instructions=instructions and in_words(instructions),
        )
        self.intents.setdefault(order_id, []).insert(0, intent)
        return intent


def method(
    method_id: str, kind: MethodKind = "page", why_not: str | None = None, **more: Any
) -> PaymentMethodView:
    """One way to pay; not usable if it says why."""
    told = in_words(more.pop("label", method_id)), why_not and in_words(why_not)
    given = {"label": told[0], "gateway": method_id.partition(":")[0], "why_not": told[1], **more}
    return PaymentMethodView(id=method_id, kind=kind, usable=why_not is None, **given)


def payments_stub(book: PaymentsBook) -> FastAPI:
    app = FastAPI()

    @app.get("/v1/orders/{order_id}/payment-intents/{attempt}")
    async def intent(order_id: str, attempt: int) -> PaymentIntentView:
        book.waiting_for_pages += 1
        try:
            await book.page_is_told.wait()
        finally:
            book.waiting_for_pages -= 1
        known = book.intents.get(order_id, [])
        found = next((one for one in known if one.attempt == attempt), None)
        if found is None:
            raise not_found("payment attempt")
        return found

    @app.post("/v1/orders/{order_id}/payment-intents/{attempt}/look-up")
    async def look_up(order_id: str, attempt: int) -> PaymentIntentView:
        return next(one for one in book.intents[order_id] if one.attempt == attempt)

    @app.get("/v1/orders/{order_id}/payment-intents")
    async def intents(order_id: str) -> Page[PaymentIntentView]:
        return Page(items=book.intents.get(order_id, []))

    book.given_back.serve(app)
    book.previews.serve(app)

    @app.get("/v1/customers/{customer_id}/payment-methods")
    async def methods(
        linked: bool = True, linked_wait_seconds: float | None = None
    ) -> PaymentMethods:
        book.linked_asked.append(linked)
        if linked_wait_seconds is not None:
            book.linked_waits.append(linked_wait_seconds)
        await book.answering.wait()
        known = [one for one in book.methods if linked or one.kind != "linked"]
        return PaymentMethods(methods=known, linked_at=["simulator"])

    return app
