"""All services as the system sees them: what the worker talks to."""

from dataclasses import dataclass
from typing import Self

from clients.catalog import CatalogClient
from clients.http import HttpClient
from clients.services import ServiceUrls
from clients.system.notifications import SystemNotifications
from clients.system.orders import SystemOrders
from clients.system.payments import SystemPayments
from contracts.actors import Actor


@dataclass(frozen=True)
class SystemServices:
    """One client a service, all acting as the same process over one HTTP client."""

    catalog: CatalogClient
    orders: SystemOrders
    payments: SystemPayments
    notifications: SystemNotifications

    @classmethod
    def acting_as(cls, actor: Actor, http: HttpClient, urls: ServiceUrls) -> Self:
        return cls(
            CatalogClient(http, urls.catalog, actor),
            SystemOrders(http, urls.orders, actor),
            SystemPayments(http, urls.payments, actor),
            SystemNotifications(http, urls.notifications, actor),
        )
