"""What every use case works with; made once by `build_app`."""

import asyncio
from dataclasses import dataclass, field

from chassis.context import SendingContext
from clients.system.catalog import SystemCatalog
from clients.system.payments import SystemPayments
from contracts.methods import MethodKind
from services.orders.receivers import WorkflowsPort
from services.orders.settings import OrdersSettings

MOST_PAGE_WAITS = 50
"""At once in a process. Each holds one of the connections that all its calls share."""


@dataclass(frozen=True, kw_only=True)
class Context(SendingContext):
    settings: OrdersSettings
    catalog: SystemCatalog
    payments: SystemPayments
    workflows: WorkflowsPort
    own_kinds: dict[str, MethodKind] = field(default_factory=dict)
    """Of the gateways' own methods, as payments said last: for when it cannot be asked."""
    page_waits: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(MOST_PAGE_WAITS)
    )
