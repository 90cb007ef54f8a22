"""The people, products and neighbours that the orders tests talk about. Only the workflow engine is
faked (its port records what it is told); the catalog and PostgreSQL are real."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, cast

from fastapi import FastAPI

from chassis.database import Database
from chassis.ids import new_id
from clients.http import HttpClient
from clients.system.catalog import SystemCatalog
from clients.system.orders import SystemOrders
from contracts.actors import Actor
from contracts.carts import AddCartLine
from contracts.catalog import Availability, BillingCycle, OfferingFields, Price
from contracts.orders import CustomerFields, OrderView, PlacedOrder, PlaceOrder
from contracts.problems import ServiceIsUnavailable
from contracts.recording import RecordedDecision, RecordPaymentResult
from contracts.settings import ChangePartnerSettings, PartnerSettings
from contracts.workflow import OrderToOpen, WorkflowState
from services.catalog.repository.catalogue import count_change
from services.catalog.tables import METADATA as CATALOG
from services.orders.tables import METADATA
from tests.partners import PartnersInTurn, delete_all
from tests.services.orders.payments_book import PaymentsBook
from tests.services.orders.surroundings import HandSetClock, Network

OPERATOR = Actor(kind="operator", id="olga")
SYSTEM = Actor(kind="system", id="worker")
SETTINGS = ["partner_settings", "settings_versions"]
PAID_ON = date(2023, 1, 1)


def key() -> str:
    """A new Idempotency-Key."""
    return new_id("key")


Effects = Callable[[str, RecordedDecision], Awaitable[None]]


class RecordingWorkflows:
    """The engine's port: records what it is told, can be away, hang, or carry decisions out."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.told: asyncio.Queue[str] = asyncio.Queue()
        self.answering = asyncio.Event()
        """Set while it answers."""
        self.answering.set()
        self.away = False
        self.opened: list[OrderToOpen] = []
        self.ended: dict[str, WorkflowState] = {}
        self.decided: list[tuple[str, RecordedDecision]] = []
        self.attempts: list[tuple[str, int]] = []
        self.switched: list[str] = []
        self.looks: list[str] = []
        self.effects: Effects | None = None
        self.on_open: Callable[[OrderToOpen], object] | None = None

    async def state(self, order_id: str) -> WorkflowState:
        return self.ended.get(order_id, "running")

    async def open(self, order: OrderToOpen) -> None:
        await self._answer(order.order_id)
        if self.on_open:
            self.on_open(order)
        self.opened.append(order)

    async def apply_decision(self, order_id: str, decision: RecordedDecision, **_: float) -> bool:
        await self._answer(order_id)
        self.decided.append((order_id, decision))
        if self.effects:
            await self.effects(order_id, decision)
        return self.effects is not None

    async def pay_again(self, order_id: str, attempt: int) -> None:
        await self._answer(order_id)
        self.attempts.append((order_id, attempt))

    async def switch_to_request(self, order_id: str) -> None:
        await self._answer(order_id)
        self.switched.append(order_id)

    async def attention_changed(self, order_id: str) -> None:
        await self._answer(order_id)
        self.looks.append(order_id)

    async def come_back(self, order_id: str) -> None:
        """Answer again, and wait until the relay has brought what this order was waiting with."""
        self.told = asyncio.Queue()
        self.away = False
        self.answering.set()
        async with asyncio.timeout(20):
            while await self.told.get() != order_id:
                pass

    async def _answer(self, order_id: str) -> None:
        if not self.answering.is_set():
            await self.answering.wait()
            raise ServiceIsUnavailable(detail="Temporal did not answer in time.")
        if self.away:
            raise ServiceIsUnavailable(detail="Temporal is away.")
        # Heard after the caller has written down what it was told, as nothing awaits in between.
        self.told.put_nowait(order_id)


@dataclass
class World:
    """One running system; each test begins anew with a partner of its own."""

    http: HttpClient
    network: Network
    workflows: RecordingWorkflows
    book: PaymentsBook
    clock: HandSetClock
    app: FastAPI
    catalog_app: FastAPI
    partner_id: int = 0
    _partners: PartnersInTurn = field(init=False)

    def __post_init__(self) -> None:
        self._partners = PartnersInTurn(self.forget)

    @property
    def database(self) -> Database:
        """That of orders."""
        return cast(Database, self.app.state.context.database)

    async def begin_anew(self) -> None:
        """A test begins."""
        self.network.blocked.clear()
        await self._partners.begin()
        await self.turn_to_another_partner()
        self.workflows.forget()
        self.book.forget()
        self.clock.at = datetime(2023, 1, 1, 12, tzinfo=UTC)

    async def turn_to_another_partner(self) -> None:
        """Whose settings are as for all."""
        self.partner_id = self._partners.another()
        reset = ChangePartnerSettings(reset=list(PartnerSettings.model_fields))
        await self.acting(OPERATOR).change_settings(str(self.partner_id), reset)

    async def forget(self) -> None:
        """All that earlier tests left."""
        await delete_all(self.database, METADATA, but=SETTINGS)
        catalog = self.catalog_app.state.context.database
        await delete_all(catalog, CATALOG, but=["catalogue"])
        async with catalog.begin() as connection:
            await count_change(connection)

    def acting(self, actor: Actor) -> SystemOrders:
        return SystemOrders(self.http, "http://orders.test", actor)

    @property
    def system(self) -> SystemOrders:
        return self.acting(SYSTEM)

    def admin(self, name: str = "ada", partner_id: int | None = None) -> SystemOrders:
        return self.acting(Actor(kind="admin", id=name, partner_id=partner_id or self.partner_id))

    async def customer(self, customer_id: str | None = None) -> SystemOrders:
        """A new customer of this partner with a profile."""
        actor = Actor(kind="customer", id=customer_id or new_id("cus"), partner_id=self.partner_id)
        fields = CustomerFields(partner_id=self.partner_id, name="Carl", email="carl@example.net")
        await self.acting(OPERATOR).put_customer(actor.id, fields)
        return self.acting(actor)

    def catalog(self, actor: Actor) -> SystemCatalog:
        return SystemCatalog(self.http, "http://catalog.test", actor)

    async def plan(self, amount_minor: int = 3_100, **more: Any) -> str:
        """The id of a new monthly plan for this partner's customers."""
        price = Price(amount_minor=amount_minor, currency="EUR", cycle=BillingCycle(kind="monthly"))
        given: dict[str, Any] = {
            "kind": "internet",
            "title": "Fibre 100",
            "price": price,
            "availability": Availability(partner_ids=[self.partner_id]),
        }
        made = await self.catalog(OPERATOR).create_offering(
            OfferingFields(**{**given, **more}), key=key()
        )
        return made.id

    async def quote(self, customer: SystemOrders, *offering_ids: str) -> str:
        for offering_id in offering_ids or [await self.plan()]:
            await customer.add_cart_line(AddCartLine(offering_id=offering_id), key=key())
        return (await customer.quote_cart(key=key())).id

    async def request(self, customer: SystemOrders, item_count: int = 1) -> PlacedOrder:
        plans = [await self.plan(title=f"Plan {n}") for n in range(item_count)]
        quote_id = await self.quote(customer, *plans)
        return await customer.place_order(
            PlaceOrder(quote_id=quote_id, pay="on_request"), key=key()
        )

    async def upfront(self, customer: SystemOrders, item_count: int = 1) -> PlacedOrder:
        plans = [await self.plan(title=f"Plan {n}") for n in range(item_count)]
        quote_id = await self.quote(customer, *plans)
        return await customer.place_order(PlaceOrder(quote_id=quote_id, pay="upfront"), key=key())

    async def paid(self, customer: SystemOrders, item_count: int = 1) -> OrderView:
        """An order paid upfront on the first of January 2023, waiting for its confirmation."""
        placed = await self.upfront(customer, item_count)
        await self.captured(placed.order.id)
        return await customer.order(placed.order.id)

    async def captured(self, order_id: str, attempt: int = 1, paid_on: date = PAID_ON) -> None:
        result = RecordPaymentResult(attempt=attempt, outcome="captured", paid_on=paid_on)
        await self.system.record_payment_result(order_id, result)

    async def lose_answers(self) -> None:
        """As after a crash between the commit and the kept answer: keys are known to nobody."""
        async with self.database.autocommit() as connection:
            await connection.execute(METADATA.tables["idempotency_keys"].delete())

    async def failed(self, order_id: str, attempt: int = 1) -> None:
        result = RecordPaymentResult(attempt=attempt, outcome="failed")
        await self.system.record_payment_result(order_id, result)
