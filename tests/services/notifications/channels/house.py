"""The notifications service on a real database, with a mail server to talk to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx2 as httpx
from fastapi import FastAPI
from sqlalchemy import select, text

from clients.http import HttpClient
from clients.system.notifications import SystemNotifications
from contracts.mails import MailView
from services.notifications.app import build_app
from services.notifications.settings import NotificationsSettings
from services.notifications.tables import METADATA
from tests.callers import PortalAndWorker
from tests.patience import eventually
from tests.services.notifications.channels.mail_server import MailServer
from tests.services.notifications.orders import OrdersBook, orders_stub
from tests.services.notifications.world import OPERATOR, WORKER
from tests.services.orders.surroundings import Network

STAFF = ["a@example.org", "b@example.org"]


@dataclass
class AheadClock:
    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class House:
    """The service with its mail server, as the workflow's worker and an operator."""

    app: FastAPI
    server: MailServer
    worker: SystemNotifications
    clock: AheadClock

    async def mails(self, order_id: str) -> list[MailView]:
        """Oldest first."""
        operator = self.worker.as_actor(OPERATOR)
        return (await operator.mails(order_id=order_id)).items[::-1]

    async def until(self, order_id: str, *states: str, retrying: bool = False) -> list[MailView]:
        """The order's mails once they are in these states."""

        async def reached() -> bool:
            if retrying:
                await self.retry_now()
            return [mail.state for mail in await self.mails(order_id)] == list(states)

        await eventually(reached)
        return await self.mails(order_id)

    async def tried(self, times: int) -> None:
        """Once its one mail has been looked at so often: all but the last try are over."""

        async def reached() -> bool:
            await self.retry_now()
            async with self.app.state.context.database.autocommit() as connection:
                wanted = select(METADATA.tables["outbox"].c.attempts)
                return int((await connection.execute(wanted)).scalar_one()) >= times

        await eventually(reached)

    async def put_back(self) -> None:
        """Once a try of its one mail has failed as nobody took it."""

        async def reached() -> bool:
            async with self.app.state.context.database.autocommit() as connection:
                wanted = select(METADATA.tables["outbox"].c.last_error)
                error = (await connection.execute(wanted)).scalar_one()
            return error is not None and "ServiceIsUnavailable" in error

        await eventually(reached)

    def later(self, **time: float) -> None:
        """The service's clock goes ahead."""
        self.clock.ahead += timedelta(**time)

    async def retry_now(self) -> None:
        """As if every back-off and lease had passed."""
        async with self.app.state.context.database.autocommit() as connection:
            await connection.execute(text("UPDATE outbox SET due_at = now()"))


@asynccontextmanager
async def opened(
    settings: NotificationsSettings,
    server: MailServer,
    clock: AheadClock,
    book: OrdersBook | None = None,
    to_payments: httpx.AsyncBaseTransport | None = None,
) -> AsyncIterator[House]:
    """Until the end of the block; opened again, it goes on with the same database."""
    ways = Network()
    orders = orders_stub(book or OrdersBook(), settings.token_keys)
    ways.to["orders.test"] = httpx.ASGITransport(app=orders)
    if to_payments is not None:
        ways.to["payments.test"] = to_payments
    settings = settings.model_copy(
        update={"orders_url": "http://orders.test", "payments_url": "http://payments.test"}
    )
    out = HttpClient("notifications", settings.token_keys, ways)
    app = build_app(settings, http=out, now=clock)
    http = PortalAndWorker(settings.token_keys, transport=httpx.ASGITransport(app=app))
    async with app.router.lifespan_context(app):
        worker = SystemNotifications(http, "http://notifications.test", WORKER)
        yield House(app, server, worker, clock)
    await http.close()
