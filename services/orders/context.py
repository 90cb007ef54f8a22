"""What every use case works with; made once by `build_app`."""

from dataclasses import dataclass

from chassis.context import SendingContext
from clients.catalog import CatalogClient
from clients.payments import PaymentsClient
from services.orders.settings import OrdersSettings


@dataclass(frozen=True, kw_only=True)
class Context(SendingContext):
    settings: OrdersSettings
    catalog: CatalogClient
    payments: PaymentsClient
