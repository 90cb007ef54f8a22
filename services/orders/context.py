"""What every use case works with; made once by `build_app`."""

from dataclasses import dataclass, field

from chassis.context import SendingContext
from clients.catalog import CatalogClient
from clients.payments import PaymentsClient
from contracts.methods import MethodKind
from services.orders.settings import OrdersSettings


@dataclass(frozen=True, kw_only=True)
class Context(SendingContext):
    settings: OrdersSettings
    catalog: CatalogClient
    payments: PaymentsClient
    own_kinds: dict[str, MethodKind] = field(default_factory=dict)
    """Of the gateways' own methods, as payments said last: for when it cannot be asked."""
