"""One order on its way: each step of customer and admin through the public APIs, repeated while
somebody is away, and told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Self

from contracts.catalog import OfferingView
from contracts.decisions import Decide, ItemIsAlreadyDecided, ItemState, MoveStart, OrderStatus
from contracts.message import Language
from contracts.orders import DecisionOutcome, OrderView, PlacedOrder
from scenarios.offerings import EAST
from scenarios.people import Customer, new_key
from scenarios.placing import place, quote_at_once, quote_cart
from scenarios.system import System

ADMIN = "ada"


@dataclass(frozen=True)
class Journey:
    """An order with whoever placed it."""

    system: System
    customer: Customer
    placed: PlacedOrder

    @property
    def id(self) -> str:
        return self.placed.order.id

    @classmethod
    async def through_the_cart(
        cls, system: System, name: str, *offerings: OfferingView, pay: bool = True
    ) -> Self:
        """A new customer's order, to be paid upfront or requested."""
        customer = await system.patience.until_answered(lambda: system.people.customer(name, EAST))
        quote_id = await quote_cart(system, customer, list(offerings))
        return cls(system, customer, await place(system, customer, quote_id, pay=pay))

    @classmethod
    async def at_once(
        cls,
        system: System,
        *offerings: OfferingView,
        name: str = "Kit",
        partner: int = EAST,
        pay: bool = True,
        language: Language | None = None,
    ) -> Self:
        """The same without a cart, as a portal of its own may do it."""
        customer = await system.patience.until_answered(
            lambda: system.people.customer(name, partner, language)
        )
        return await cls.of(system, customer, *offerings, pay=pay)

    @classmethod
    async def of(
        cls, system: System, customer: Customer, *offerings: OfferingView, pay: bool = True
    ) -> Self:
        """One more order of somebody who is a customer already."""
        quote_id = await quote_at_once(system, customer, *offerings)
        return cls(system, customer, await place(system, customer, quote_id, pay=pay))

    async def pay(self, card: str = "success", on: date | None = None) -> None:
        """On the gateway's page, which settles once however often it is sent; the capture may be
        dated, to a moment too."""
        page = await self.payment_page()
        fields = {"card": card} | ({"captured_at": on.isoformat()} if on else {})
        http = self.system.people.http
        await self.system.patience.until_answered(lambda: http.post_to_page(page, fields))
        dated = f" on {on}" if on else ""
        self.system.say(f"{self.customer.id} pays with the test card {card!r}{dated}")

    async def payment_page(self) -> str:
        """Its address; waited for when it did not come with the order."""
        if self.placed.payment_page_url:
            return self.placed.payment_page_url
        placed = await self.system.patience.until(
            lambda: self.customer.services.orders.payment_page(self.id),
            lambda answer: answer.payment_page_url is not None,
            f"the payment page of {self.id}",
        )
        return str(placed.payment_page_url)

    async def try_again(self) -> Self:
        """A new attempt to pay the same order."""
        again = partial(self.customer.services.orders.try_payment_again, self.id, key=new_key())
        return replace(self, placed=await self.system.patience.until_answered(again))

    async def cancel(self) -> None:
        orders, key = self.customer.services.orders, new_key()
        await self.system.patience.until_answered(lambda: orders.cancel_order(self.id, key=key))
        self.system.say(f"{self.customer.id} cancels")

    async def approve(self, start_on: date, at: int = 0) -> None:
        await self.decide(Decide(verdict="approve", start_on=start_on), at)

    async def reject(self, reason: str, at: int = 0) -> None:
        await self.decide(Decide(verdict="reject", reason=reason, refund_to="card"), at)

    async def decide(self, command: Decide, at: int = 0) -> None:
        """By an admin who sends again, with a new key, while no answer comes."""

        async def decide() -> None:
            try:
                await self.decide_once(command, at)
            except ItemIsAlreadyDecided as refusal:
                # An earlier try was recorded and only its answer got lost.
                if refusal.facts["winner"] != f"admin/{ADMIN}":
                    raise

        await self.system.patience.until_answered(decide)
        day = f" with start {command.start_on}" if command.start_on else ""
        title = self.placed.order.items[at].line.title
        self.system.say(f"admin {ADMIN}: {command.verdict} {title}{day}")

    async def decide_once(
        self, command: Decide, at: int = 0, by: str = ADMIN, key: str | None = None
    ) -> DecisionOutcome:
        """One try, answered or refused; with the key of an earlier one it is the same."""
        orders = self.system.people.admin(self.customer.partner_id, by).orders
        item_id = self.placed.order.items[at].id
        return await orders.decide(self.id, item_id, command, key=key or new_key())

    async def move(self, start_on: date) -> DecisionOutcome:
        """Correct the start of an approved item, and see it applied."""
        admin = self.system.people.admin(self.customer.partner_id, ADMIN).orders
        item, command = self.placed.order.items[0], MoveStart(start_on=start_on)
        moved = await admin.move_start(self.id, item.id, command, key=new_key())
        await self.is_when(
            lambda order: _is_applied(order, moved.decision.id), f"to start on {start_on}"
        )
        return moved

    async def order(self) -> OrderView:
        return await self.system.patience.until_answered(
            lambda: self.system.operator.orders.order(self.id)
        )

    async def is_when(self, condition: Callable[[OrderView], bool], what: str) -> OrderView:
        """The order once it meets the condition."""
        return await self.system.patience.until(self.order, condition, f"{self.id} {what}")

    async def has_items(self, state: ItemState) -> OrderView:
        """The order once all of its items are in this state."""
        return await self.is_when(
            lambda order: all(item.state == state for item in order.items), f"to be {state}"
        )

    async def is_paid(self) -> OrderView:
        return await self.has_items("awaiting_confirmation")

    async def is_requested(self) -> OrderView:
        return await self.has_items("awaiting_approval")

    async def is_declined(self) -> OrderView:
        return await self.has_items("payment_failed")

    async def ends(self, status: OrderStatus = "completed") -> OrderView:
        return await self.is_when(lambda order: order.status == status, f"to be {status}")

    def place_of(self, offering: OfferingView) -> int:
        """Which item of the order it is."""
        items = self.placed.order.items
        return next(at for at, item in enumerate(items) if item.line.offering_id == offering.id)


def _is_applied(order: OrderView, decision_id: str) -> bool:
    decision = order.items[0].decision
    return bool(decision and decision.id == decision_id and decision.applied_at)
