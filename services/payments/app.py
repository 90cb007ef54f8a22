"""Puts the payments service together."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import FastAPI

from chassis.context import Clock, utc_now
from chassis.database import Database
from chassis.inline_delivery import InlineDelivery
from chassis.secret_strength import can_be_tried
from chassis.service import lay_foundation
from clients.system.workflows_on_demand import WorkflowsOnDemand
from services.payments.api import (
    accounts,
    audit,
    credit_notes,
    desk,
    documents,
    finance,
    incoming,
    intents,
    invoice_payments,
    invoices,
    methods,
    offline,
    receipts,
    reconciliations,
    refund_steps,
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
    Receipts,
    ReceiptsOverHttp,
    Workflows,
)
from services.payments.repository.collecting.inbox import inbox_sweep
from services.payments.settings import PaymentsSettings
from services.payments.tables import METADATA

NAME = "payments"
MIGRATIONS = Path(__file__).parent / "migrations"
ROUTERS = (
    intents,
    incoming,
    desk,
    invoices,
    invoice_payments,
    credit_notes,
    refunds,
    refund_steps,
    accounts,
    receipts,
    offline,
    methods,
    documents,
    finance,
    audit,
    reconciliations,
    settled_payments,
)


def build_app(
    settings: PaymentsSettings,
    *,
    signals: Workflows | None = None,
    order_flags: OrderFlags | None = None,
    receipts: Receipts | None = None,
    gateway_transports: Mapping[str, Transport] | None = None,
    now: Clock = utc_now,
) -> FastAPI:
    """The service's ASGI app. Tests hand in who is told, and the ways to gateways."""
    foundation = lay_foundation(NAME, settings, METADATA, MIGRATIONS)
    outbox = foundation.outbox()
    temporal = WorkflowsOnDemand(settings, NAME)
    context = Context(
        database=foundation.database,
        now=now,
        outbox=outbox,
        inline=InlineDelivery(outbox),
        gateways=_gateways(settings, foundation.database, gateway_transports or {}),
        workflows=signals or temporal,
    )
    flags: OrderFlags = order_flags or OrdersOverHttp(settings)
    mailed: Receipts = receipts or ReceiptsOverHttp(settings)
    outbox.handle(handlers_of(context, flags, mailed))
    return foundation.app(
        context,
        routers=[*(module.router for module in ROUTERS), invoice_payments.paying],
        open_routers=[webhooks.router],
        sweeps=[inbox_sweep()],
        checks=[] if signals else [temporal.check()],
        on_stop=[context.gateways.close, flags.close, mailed.close],
    )


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
