"""Puts the orders service together."""

from pathlib import Path

from fastapi import FastAPI

from chassis.context import Clock, utc_now
from chassis.inline_delivery import InlineDelivery
from chassis.service import lay_foundation
from clients.http import HttpClient
from clients.system.catalog import SystemCatalog
from clients.system.payments import SystemPayments
from clients.system.workflows_on_demand import WorkflowsOnDemand
from contracts.actors import Actor
from services.orders.api import (
    agreements,
    approvals,
    attention,
    audit,
    cart,
    checkout,
    customer_actions,
    customer_names,
    customers,
    decisions,
    desk,
    offline_payments,
    orders,
    overview,
    partner_profile,
    partner_settings,
    partners,
    payment_looks,
    previews,
    subscriptions,
    unfinished_orders,
    workflow_steps,
)
from services.orders.context import Context
from services.orders.handlers import handlers_of
from services.orders.receivers import WorkflowsPort
from services.orders.settings import OrdersSettings
from services.orders.tables import METADATA

NAME = "orders"
MIGRATIONS = Path(__file__).parent / "migrations"
ROUTERS = (
    cart,
    checkout,
    customers,
    customer_names,
    partner_profile,
    partner_settings,
    partners,
    orders,
    agreements,
    overview,
    customer_actions,
    payment_looks,
    decisions,
    previews,
    approvals,
    audit,
    desk,
    offline_payments,
    attention,
    subscriptions,
    unfinished_orders,
    workflow_steps,
)


def build_app(
    settings: OrdersSettings,
    workflows: WorkflowsPort | None = None,
    *,
    http: HttpClient | None = None,
    now: Clock = utc_now,
) -> FastAPI:
    """The ASGI app; migrates its schema first when the settings say so. Without `workflows` it
    talks to the settings' Temporal; `http` and `now` are for tests."""
    foundation = lay_foundation(NAME, settings, METADATA, MIGRATIONS)
    http = http or HttpClient(NAME, settings.token_keys)
    itself = Actor(kind="system", id=NAME)
    outbox = foundation.outbox()
    temporal = WorkflowsOnDemand(settings, NAME)
    context = Context(
        settings=settings,
        database=foundation.database,
        outbox=outbox,
        inline=InlineDelivery(outbox),
        catalog=SystemCatalog(http, settings.catalog_url, itself),
        payments=SystemPayments(http, settings.payments_url, itself),
        workflows=workflows or temporal,
        now=now,
    )
    outbox.handle(handlers_of(context))
    return foundation.app(
        context,
        routers=[module.router for module in ROUTERS],
        checks=[] if workflows else [temporal.check()],
        on_stop=[http.close],
    )
