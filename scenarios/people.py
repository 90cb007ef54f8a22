"""Who acts: operator, admins and customers, each with the services as they see them."""

import secrets
from dataclasses import dataclass

from clients.http import HttpClient
from clients.services import Services, ServiceUrls
from contracts.actors import Actor, Audience
from contracts.message import Language
from contracts.orders import CustomerFields


def new_key() -> str:
    """For one request, or for all tries of it."""
    return f"scenario-{secrets.token_hex(8)}"


@dataclass(frozen=True)
class Customer:
    """A customer who orders, with the services as this customer sees them."""

    id: str
    partner_id: int
    services: Services


class People:
    """Everybody who acts on one running system."""

    def __init__(self, http: HttpClient, urls: ServiceUrls) -> None:
        """`http` stays its owner's to close."""
        self.http = http
        self._urls = urls
        self.operator = self._services_as(Actor(kind="operator", id="operator"))

    def admin(self, partner_id: int, name: str = "ada") -> Services:
        return self._services_as(Actor(kind="admin", id=name, partner_id=partner_id))

    async def customer(
        self, name: str, partner_id: int, language: Language | None = None
    ) -> Customer:
        """Register a new customer; ids never repeat."""
        customer_id = f"{name.lower()}-{secrets.token_hex(3)}"
        email = f"{customer_id}@example.com"
        fields = CustomerFields(partner_id=partner_id, name=name, email=email, language=language)
        await self.operator.orders.put_customer(customer_id, fields)
        actor = Actor(kind="customer", id=customer_id, partner_id=partner_id, audience=Audience())
        return Customer(customer_id, partner_id, self._services_as(actor))

    def _services_as(self, actor: Actor) -> Services:
        return Services.acting_as(actor, self.http, self._urls)
