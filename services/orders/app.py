"""Puts the orders service together."""

from pathlib import Path

from fastapi import FastAPI

from chassis.app import create_app
from chassis.context import Clock, utc_now
from chassis.inline_delivery import InlineDelivery
from chassis.outbox import Handler
from chassis.service import lay_foundation
from clients.catalog import CatalogClient
from clients.http import HttpClient
from clients.payments import PaymentsClient
from contracts.actors import Actor
from services.orders.api import (
    attention,
    cart,
    checkout,
    customer_actions,
    customers,
    decisions,
    offline_payments,
    orders,
    partner_settings,
    subscriptions,
    unfinished_orders,
    workflow_steps,
)
from services.orders.context import Context
from services.orders.handlers import handlers_of
from services.orders.receivers import WorkflowsOnDemand, WorkflowsPort
from services.orders.settings import OrdersSettings
from services.orders.tables import METADATA

NAME = "orders"
MIGRATIONS = Path(__file__).parent / "migrations"
ROUTERS = (
    cart,
    checkout,
    customers,
    partner_settings,
    orders,
    customer_actions,
    decisions,
    offline_payments,
    attention,
    subscriptions,
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
    handlers: dict[str, Handler] = {}
    outbox = foundation.outbox(handlers)
    context = Context(
        settings=settings,
        database=foundation.database,
        outbox=outbox,
        inline=InlineDelivery(outbox),
        catalog=CatalogClient(http, settings.catalog_url, itself),
        payments=PaymentsClient(http, settings.payments_url, itself),
        now=now,
    )
    handlers |= handlers_of(context, workflows or WorkflowsOnDemand(settings))
    app = create_app(
        NAME,
        settings,
        title="Turnup orders",
        routers=[
            *(module.router for module in ROUTERS),
            unfinished_orders.router,
            workflow_steps.router,
        ],
        database=foundation.database,
        idempotency=foundation.idempotency,
        housekeeping=foundation.housekeeping(),
        outbox=outbox,
        on_stop=[context.inline.close, http.close],
    )
    app.state.context = context
    return app
