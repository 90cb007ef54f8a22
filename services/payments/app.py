"""Puts the payments service together."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from fastapi import FastAPI

from chassis.app import create_app
from chassis.outbox import Handler, OutboxMessage
from chassis.service import lay_foundation
from services.payments.api.accounts import accounts_router
from services.payments.api.audit import audit_router
from services.payments.api.credit_notes import credit_notes_router
from services.payments.api.documents import documents_router
from services.payments.api.intents import intents_router
from services.payments.api.invoices import invoices_router
from services.payments.api.receipts import receipts_router
from services.payments.api.webhooks import webhooks_router
from services.payments.gateways.http import GatewayHttp, Transport
from services.payments.gateways.simulator_adapter import SimulatorGateway
from services.payments.means import (
    EVENT_TOPIC,
    REFUND_TOPIC,
    SETTLED_TOPIC,
    Clock,
    Means,
    system_clock,
)
from services.payments.settings import PaymentsSettings
from services.payments.signals import TemporalSignals, WorkflowSignals
from services.payments.tables import metadata
from services.payments.use_cases.make_refund import make_refund
from services.payments.use_cases.receive_webhook import process_event

MIGRATIONS = Path(__file__).parent / "migrations"


def build_app(
    settings: PaymentsSettings,
    *,
    signals: WorkflowSignals | None = None,
    gateway_transport: Transport | None = None,
    clock: Clock = system_clock,
) -> FastAPI:
    """The service's ASGI app. Tests hand in a signal receiver and the way to the gateway."""
    base = lay_foundation("payments", settings, metadata, MIGRATIONS)
    handlers: dict[str, Handler] = {}
    outbox = base.outbox(handlers)
    http = GatewayHttp(settings.gateway_url, gateway_transport)
    gateway = SimulatorGateway(http, settings.active_webhook_secrets)
    means = Means(base.database, gateway, outbox, clock)
    receiver: WorkflowSignals = signals or TemporalSignals(settings)
    handlers[SETTLED_TOPIC] = _with_payload(receiver.payment_settled)
    handlers[EVENT_TOPIC] = _with_payload(partial(process_event, means))
    handlers[REFUND_TOPIC] = _with_payload(partial(make_refund, means))
    app = create_app(
        "payments",
        settings,
        title="Turnup payments",
        routers=[
            intents_router(means),
            invoices_router(means),
            credit_notes_router(means),
            accounts_router(means),
            receipts_router(means),
            documents_router(means),
            audit_router(means),
        ],
        open_routers=[webhooks_router(means)],
        database=base.database,
        idempotency=base.idempotency,
        outbox=outbox,
        on_stop=[means.stop],
    )
    app.state.means = means
    return app


def _with_payload(act: Callable[..., Awaitable[None]]) -> Handler:
    """The payload's members are the action's arguments."""

    async def handle(message: OutboxMessage) -> None:
        await act(**message.payload)

    return handle
