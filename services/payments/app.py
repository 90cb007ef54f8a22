"""Puts the payments service together."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path

from fastapi import FastAPI

from chassis.app import create_app
from chassis.database import Database
from chassis.outbox import Handler, OutboxMessage
from chassis.secret_strength import can_be_tried
from chassis.service import lay_foundation
from services.payments.api.accounts import accounts_router
from services.payments.api.audit import audit_router
from services.payments.api.credit_notes import credit_notes_router
from services.payments.api.documents import documents_router
from services.payments.api.intents import intents_router
from services.payments.api.invoices import invoices_router
from services.payments.api.methods import methods_router
from services.payments.api.offline import offline_router
from services.payments.api.receipts import receipts_router
from services.payments.api.reconciliations import (
    reconciliations_router,
    settled_payments_router,
)
from services.payments.api.refunds import refunds_router
from services.payments.api.webhooks import webhooks_router
from services.payments.gateways.http import Transport
from services.payments.gateways.registry import Gateways, GatewaySetup, build_gateway
from services.payments.means import (
    ATTENTION_TOPIC,
    CANCEL_TOPIC,
    EVENT_TOPIC,
    REFUND_TOPIC,
    SETTLED_TOPIC,
    Clock,
    Means,
    system_clock,
)
from services.payments.repository.collecting.inbox import inbox_sweep
from services.payments.settings import PaymentsSettings
from services.payments.signals import (
    OrderFlags,
    OrdersOverHttp,
    TemporalSignals,
    WorkflowSignals,
)
from services.payments.tables.payments import metadata
from services.payments.use_cases.collecting.reach_gateway import cancel_attempt
from services.payments.use_cases.collecting.receive_webhook import process_event
from services.payments.use_cases.refunding.make_refund import make_refund

MIGRATIONS = Path(__file__).parent / "migrations"


def build_app(
    settings: PaymentsSettings,
    *,
    signals: WorkflowSignals | None = None,
    order_flags: OrderFlags | None = None,
    gateway_transports: Mapping[str, Transport] | None = None,
    clock: Clock = system_clock,
) -> FastAPI:
    """The service's ASGI app. Tests hand in who is told, and the ways to gateways."""
    base = lay_foundation("payments", settings, metadata, MIGRATIONS)
    handlers: dict[str, Handler] = {}
    outbox = base.outbox(handlers)
    gateways = _gateways(settings, base.database, gateway_transports or {})
    means = Means(base.database, gateways, outbox, clock)
    receiver: WorkflowSignals = signals or TemporalSignals(settings)
    flags: OrderFlags = order_flags or OrdersOverHttp(settings)
    handlers[SETTLED_TOPIC] = _with_payload(receiver.payment_settled)
    handlers[EVENT_TOPIC] = _with_payload(partial(process_event, means))
    handlers[REFUND_TOPIC] = _with_payload(partial(make_refund, means))
    handlers[ATTENTION_TOPIC] = _with_payload(flags.needs_attention)
    handlers[CANCEL_TOPIC] = _with_payload(partial(cancel_attempt, means))
    app = create_app(
        "payments",
        settings,
        title="Turnup payments",
        routers=[
            intents_router(means),
            invoices_router(means),
            credit_notes_router(means),
            refunds_router(means),
            accounts_router(means),
            receipts_router(means),
            offline_router(means),
            methods_router(means),
            documents_router(means),
            audit_router(means),
            reconciliations_router(means),
            settled_payments_router(means),
        ],
        open_routers=[webhooks_router(means)],
        database=base.database,
        idempotency=base.idempotency,
        housekeeping=base.housekeeping(inbox_sweep()),
        outbox=outbox,
        on_stop=[means.stop, flags.close],
    )
    app.state.means = means
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


def _with_payload(act: Callable[..., Awaitable[None]]) -> Handler:
    """The payload's members are the action's arguments."""

    async def handle(message: OutboxMessage) -> None:
        await act(**message.payload)

    return handle
