"""Tells others what happened to money: workflows that there is something to do or to look at (they
read payments), and the orders service that a person must look at an order."""

from typing import Protocol

from chassis.settings import ProcessSettings
from clients.http import HttpClient
from clients.system.orders import SystemOrders
from contracts.actors import Actor
from contracts.recording import RecordAttention
from contracts.said import Said
from contracts.workflow import RefundToStart

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
