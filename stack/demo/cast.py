"""Who plays: operator, admins and customers, each with the services as they see them."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from clients.services import Services
from contracts.actors import Actor, Audience
from contracts.orders import CustomerFields, OrderView
from stack.problems import StackProblem
from stack.running.connection import Connection

View = TypeVar("View")
PATIENCE_SECONDS = 30
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Customer:
    """A customer who orders, with the services as this customer sees them."""

    id: str
    partner_id: int
    services: Services


class Cast(Connection):
    """Everybody who takes part, on one running stack."""

    def admin(self, partner_id: int, name: str = "ada") -> Services:
        return self.services_as(Actor(kind="admin", id=name, partner_id=partner_id))

    async def customer(self, name: str, partner_id: int) -> Customer:
        """Register a customer of this run; ids never repeat."""
        customer_id = f"{name.lower()}-{secrets.token_hex(3)}"
        fields = CustomerFields(
            partner_id=partner_id, name=name, email=f"{customer_id}@example.com"
        )
        await self.operator.orders.put_customer(customer_id, fields)
        actor = Actor(kind="customer", id=customer_id, partner_id=partner_id, audience=Audience())
        return Customer(customer_id, partner_id, self.services_as(actor))

    async def order_when(
        self, order_id: str, condition: Callable[[OrderView], bool], what: str
    ) -> OrderView:
        """The order once it meets the condition; a clear failure when it does not in time."""
        return await until(
            lambda: self.operator.orders.order(order_id), condition, f"order {order_id}: {what}"
        )


async def until(
    read: Callable[[], Awaitable[View]], condition: Callable[[View], bool], what: str
) -> View:
    """Read until the condition holds."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition(view := await read()):
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        raise StackProblem(
            f"Waited {PATIENCE_SECONDS} s in vain for {what}.",
            "See `./turnup status` and `./turnup logs`.",
        ) from None
    return view
