"""Puts the payments service together."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import FastAPI

from chassis.app import create_app
from chassis.context import Clock, utc_now
from chassis.database import Database
from chassis.inline_delivery import InlineDelivery
from chassis.outbox import Handler
from chassis.secret_strength import can_be_tried
from chassis.service import lay_foundation
from services.payments.api import (
    accounts,
    audit,
    credit_notes,
    documents,
    intents,
    invoices,
    methods,
    offline,
    receipts,
    reconciliations,
    refunds,
    settled_payments,
    webhooks,
)
from services.payments.context import Context
from services.payments.gateways.http import Transport
from services.payments.gateways.registry import Gateways, GatewaySetup, build_gateway
from services.payments.handlers import handlers_of
from services.payments.receivers import (
    OrderFlags,
    OrdersOverHttp,
    TemporalSignals,
    WorkflowSignals,
)
from services.payments.repository.collecting.inbox import inbox_sweep
from services.payments.settings import PaymentsSettings
from services.payments.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"


def build_app(
    settings: PaymentsSettings,
    *,
    signals: WorkflowSignals | None = None,
    order_flags: OrderFlags | None = None,
    gateway_transports: Mapping[str, Transport] | None = None,
    now: Clock = utc_now,
) -> FastAPI:
    """The service's ASGI app. Tests hand in who is told, and the ways to gateways."""
    base = lay_foundation("payments", settings, metadata, MIGRATIONS)
    handlers: dict[str, Handler] = {}
    outbox = base.outbox(handlers)
    context = Context(
        database=base.database,
        now=now,
        outbox=outbox,
        inline=InlineDelivery(outbox),
        gateways=_gateways(settings, base.database, gateway_transports or {}),
    )
    flags: OrderFlags = order_flags or OrdersOverHttp(settings)
    handlers |= handlers_of(context, signals or TemporalSignals(settings), flags)
    app = create_app(
        "payments",
        settings,
        title="Turnup payments",
        routers=[
            intents.router,
            invoices.router,
            credit_notes.router,
            refunds.router,
            accounts.router,
            receipts.router,
            offline.router,
            methods.router,
            documents.router,
            audit.router,
            reconciliations.router,
            settled_payments.router,
        ],
        open_routers=[webhooks.router],
        database=base.database,
        idempotency=base.idempotency,
        housekeeping=base.housekeeping(inbox_sweep()),
        outbox=outbox,
        on_stop=[context.inline.close, context.gateways.close, flags.close],
    )
    app.state.context = context
    return app


def _gateways(
    settings: PaymentsSettings, database: Database, transports: Mapping[str, Transport]
) -> Gateways:
    return Gateways(
        [
            build_gateway(
                name,
                GatewaySetup(
                    settings.profile,
                    settings.gateway_options.get(name, {}),
                    database,
                    transports.get(name),
                    can_be_tried(settings.profile, settings.host),
                ),
            )
            for name in settings.gateways
        ]
    )
