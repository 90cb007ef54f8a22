"""All services as one person sees them: what portals, the command line and the demo talk to."""

from dataclasses import dataclass
from typing import Self

from clients.catalog import CatalogClient
from clients.http import HttpClient
from clients.notifications import NotificationsClient
from clients.orders import OrdersClient
from clients.payments import PaymentsClient
from contracts.actors import Actor
from contracts.message import Language


@dataclass(frozen=True)
class ServiceUrls:
    """Where each service listens, without a path."""

    catalog: str
    orders: str
    payments: str
    notifications: str


@dataclass(frozen=True)
class Services:
    """One client a service, all acting as the same actor over one HTTP client."""

    catalog: CatalogClient
    orders: OrdersClient
    payments: PaymentsClient
    notifications: NotificationsClient

    @classmethod
    def acting_as(
        cls, actor: Actor, http: HttpClient, urls: ServiceUrls, language: Language = "en"
    ) -> Self:
        return cls(
            CatalogClient(http, urls.catalog, actor, language),
            OrdersClient(http, urls.orders, actor, language),
            PaymentsClient(http, urls.payments, actor, language),
            NotificationsClient(http, urls.notifications, actor, language),
        )

    def speaking(self, language: Language) -> Self:
        """The same, with answers that have their words in a language."""
        return type(self)(
            self.catalog.speaking(language),
            self.orders.speaking(language),
            self.payments.speaking(language),
            self.notifications.speaking(language),
        )
