"""What every use case works with; made once by `build_app`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from chassis.database import Database
from chassis.outbox import Outbox
from clients.catalog import CatalogClient
from clients.payments import PaymentsClient
from services.orders.delivery import InlineDelivery
from services.orders.settings import OrdersSettings

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Context:
    settings: OrdersSettings
    database: Database
    outbox: Outbox
    inline: InlineDelivery
    catalog: CatalogClient
    payments: PaymentsClient
    now: Clock
