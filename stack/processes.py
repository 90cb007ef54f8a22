"""The table of processes that make up the system, as module names; imports none of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ProcessSpec:
    """A module that is run as `__main__` and serves HTTP, `/readyz` at least, on its port."""

    name: str
    module: str
    default_port: int
    url_variable: str = ""
    has_schema: bool = False
    has_folder: bool = False
    hears_hints: bool = False
    """It is told where it hears what changed in the services' databases."""
    is_gateway: bool = False
    """Somebody else's company: it gets no token keys, with which the services know each other, but
    its own API key and webhook secret."""
    knows_gateways: bool = False
    """It gets the options for gateways, which hold their secrets: the caller's, and those for the
    built-in one."""


LISTENER = "listener"
"""Of the database role that hears hints; it has no schema."""

PROCESSES = (
    ProcessSpec("catalog", "services.catalog", 8101, "TURNUP_CATALOG_URL", has_schema=True),
    ProcessSpec("orders", "services.orders", 8102, "TURNUP_ORDERS_URL", has_schema=True),
    ProcessSpec(
        "payments",
        "services.payments",
        8103,
        "TURNUP_PAYMENTS_URL",
        has_schema=True,
        knows_gateways=True,
    ),
    ProcessSpec(
        "notifications",
        "services.notifications",
        8104,
        "TURNUP_NOTIFICATIONS_URL",
        has_schema=True,
    ),
    ProcessSpec(
        "simulator",
        "simulator",
        8105,
        has_folder=True,
        is_gateway=True,
    ),
    ProcessSpec("worker", "workflows", 8106),
    ProcessSpec(
        "portal",
        "portal.customer",
        8107,
        "TURNUP_PORTAL_URL",
        has_schema=True,
        hears_hints=True,
    ),
    ProcessSpec("admin", "portal.admin", 8108, "TURNUP_ADMIN_URL", has_schema=True),
)

ENGINE_PORTS = {
    "postgres": 5442,
    "temporal": 7233,
    "temporal_ui": 8233,
    "temporal_metrics": 7235,
    "temporal_http": 7243,
}
