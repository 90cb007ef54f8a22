"""One order on its way, driven as customer and admin through the public APIs, whatever is away
meanwhile: each step insists until it is taken, with what makes a repetition safe."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Self

from contracts.catalog import OfferingView, RequestQuote, RequestQuoteLine
from contracts.decisions import Decide, ItemIsAlreadyDecided, MoveStart, OrderStatus
from contracts.orders import DecisionOutcome, OrderView, PlacedOrder, PlaceOrder
from stack.demo.acts import Stage
from stack.demo.cast import Cast, Customer
from stack.demo.shelf import EAST
from stack.demo.stories import PAID_ON, TRUE_START
from tests.e2e.patience import eventually, insist

ADMIN = "ada"


def new_key() -> str:
    return f"e2e-{secrets.token_hex(8)}"


@dataclass(frozen=True)
class Journey:
    """An order with whoever placed it."""

    stage: Stage
    customer: Customer
    placed: PlacedOrder

    @property
    def id(self) -> str:
        return self.placed.order.id

    @property
    def cast(self) -> Cast:
        return self.stage.cast

    @classmethod
    async def begin(
        cls, cast: Cast, *offerings: OfferingView, pay: bool = True, partner: int = EAST
    ) -> Self:
        """A new customer's order, to be paid upfront or requested."""
        customer = await insist(lambda: cast.customer("Kit", partner))
        quote_id = await quote(customer, *offerings)
        placed = await place(customer, quote_id, pay=pay)
        return cls(Stage(cast, say=lambda _line: None), customer, placed)

    async def pay(self, card: str = "success", on: date | None = PAID_ON) -> None:
        """On the gateway's page, which settles once however often it is sent."""
        await insist(lambda: self.stage.pay(self.customer, self.placed, card, on))

    async def order(self) -> OrderView:
        return await insist(lambda: self.cast.operator.orders.order(self.id))

    async def is_paid(self) -> OrderView:
        return await self._once("awaiting_confirmation")

    async def is_asked_for(self) -> OrderView:
        return await self._once("awaiting_approval")

    async def _once(self, state: str) -> OrderView:
        return await eventually(
            self.order, lambda o: all(i.state == state for i in o.items), f"{self.id}: {state}"
        )

    async def approve(self, start_on: date = TRUE_START, at: int = 0) -> None:
        """By an admin who sends again, with a new key, while no answer comes."""
        admin = self.cast.admin(self.customer.partner_id, ADMIN).orders
        item = self.placed.order.items[at]
        command = Decide(verdict="approve", start_on=start_on)

        async def decide() -> None:
            try:
                await admin.decide(self.id, item.id, command, key=new_key())
            except ItemIsAlreadyDecided as refusal:
                # An earlier try was recorded and only its answer got lost.
                if refusal.facts["winner"] != f"admin/{ADMIN}":
                    raise

        await insist(decide)

    async def move(self, start_on: date) -> DecisionOutcome:
        """Correct the start of an approved item, and see it applied."""
        admin = self.cast.admin(self.customer.partner_id, ADMIN).orders
        item, command = self.placed.order.items[0], MoveStart(start_on=start_on)
        moved = await admin.move_start(self.id, item.id, command, key=new_key())
        await eventually(
            self.order,
            lambda o: _is_applied(o, moved.decision.id),
            f"{self.id} to start on {start_on}",
        )
        return moved

    async def ends(self, status: OrderStatus = "completed") -> OrderView:
        return await eventually(self.order, lambda o: o.status == status, f"{self.id}: {status}")


async def quote(customer: Customer, *offerings: OfferingView) -> str:
    """A quote's id from the catalog."""
    wanted = RequestQuote(lines=[RequestQuoteLine(offering_id=o.id) for o in offerings])
    catalog = customer.services.catalog
    # A new key each time: a quote too many is harmless, and a dead request holds its key a while.
    return (await insist(lambda: catalog.request_quote(wanted, key=new_key()))).id


async def place(customer: Customer, quote_id: str, *, pay: bool) -> PlacedOrder:
    """Place it, sending again with a new key while no answer comes: a quote is ordered once."""
    command = PlaceOrder(quote_id=quote_id, pay="upfront" if pay else "on_request")
    return await insist(lambda: customer.services.orders.place_order(command, key=new_key()))


def _is_applied(order: OrderView, decision_id: str) -> bool:
    decision = order.items[0].decision
    return bool(decision and decision.id == decision_id and decision.applied_at)
