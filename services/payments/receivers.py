"""Tells others what happened to money: workflows that there is something to do or to look at (they
read payments), the orders service that a person must look at an order, and the customer by mail
that an invoice is paid."""

from typing import Protocol

from chassis.settings import ProcessSettings
from clients.http import HttpClient
from clients.system.notifications import SystemNotifications
from clients.system.notified import notification_of
from clients.system.orders import SystemOrders
from contracts.actors import Actor
from contracts.recording import RecordAttention
from contracts.said import Said, said
from contracts.workflow import RefundToStart
from services.payments.messages import InvoicePaid

ITSELF = Actor(kind="system", id="payments")


class Workflows(Protocol):
    """What payments needs of them. All is idempotent, and raises `ServiceIsUnavailable` when it is
    to be tried again later."""

    async def payment_settled(self, order_id: str) -> None:
        """A hint to an order's."""

    async def wake_refund(self, refund: RefundToStart) -> bool:
        """A hint to a refund's, which is started if it is not there: then True."""


class OrderFlags(Protocol):
    """What payments needs of the orders service."""

    async def needs_attention(self, order_id: str, why: Said, key: str) -> None:
        """Once per `key`. Raises `ServiceIsUnavailable` when it is to be told again later."""

    async def close(self) -> None:
        """Let go of connections."""


class Receipts(Protocol):
    """What payments needs to write to a customer."""

    async def mail(self, paid: InvoicePaid) -> None:
        """Once for each capture. Raises `ServiceIsUnavailable` when it is to be told later."""

    async def close(self) -> None:
        """Let go of connections."""


class OrdersOverHttp:
    """The real flags."""

    def __init__(self, settings: ProcessSettings) -> None:
        self._http = HttpClient("payments", settings.token_keys)
        self._orders = SystemOrders(self._http, settings.orders_url, ITSELF)

    async def needs_attention(self, order_id: str, why: Said, key: str) -> None:
        flag = RecordAttention(said=why, key=key, source="payments", signals=True)
        await self._orders.record_attention(order_id, flag)

    async def close(self) -> None:
        await self._http.close()


class ReceiptsOverHttp:
    """The real ones: who the customer is, and in whose name it is written to, the order says."""

    def __init__(self, settings: ProcessSettings, http: HttpClient | None = None) -> None:
        self._http = http or HttpClient("payments", settings.token_keys)
        self._orders = SystemOrders(self._http, settings.orders_url, ITSELF)
        self._notifications = SystemNotifications(self._http, settings.notifications_url, ITSELF)

    async def mail(self, paid: InvoicePaid) -> None:
        snapshot = await self._orders.snapshot(paid.order_id)
        told = notification_of(snapshot, "invoice_paid", snapshot.order.items, paid.intent_id)
        facts = {
            "amount_minor": paid.amount_minor,
            "currency": paid.currency,
            "document_number": paid.number,
            "reason": _rest_of(paid),
        }
        await self._notifications.notify(told.model_copy(update=facts))

    async def close(self) -> None:
        await self._http.close()


def _rest_of(paid: InvoicePaid) -> Said | None:
    """What of the capture the invoice did not take, or what is left of the invoice."""
    if paid.excess_minor:
        code, amount_minor = "notice.paid_goes_back", paid.excess_minor
    elif paid.due_minor:
        code, amount_minor = "notice.paid_in_part", paid.due_minor
    else:
        return None
    return said(code, amount_minor=amount_minor, currency=paid.currency)
