"""Sends queued webhooks, signed, until they are taken; and lets what is pending settle."""

import asyncio
import contextlib
import sqlite3

import httpx2 as httpx
import structlog

from simulator.book import Book
from simulator.charges import settle_due
from simulator.events import EventPublisher
from simulator.refunds import settle_refunds_due
from simulator.signing import HEADER, sign_webhook

TARGET = "/v1/webhooks/simulator"
BATCH = 50
POLL_SECONDS = 0.2
LONGEST_BACK_OFF_SECONDS = 60
DUE = "SELECT * FROM webhooks WHERE due_at <= ? ORDER BY due_at LIMIT ?"
FIRST = "SELECT * FROM webhooks WHERE checkout_id = ? AND kind = 'first' AND attempts = 0"
FIRST_WITHIN_SECONDS = 5
FORGERIES = ("forged", "replayed_old")
"""Nobody sends these again once they were refused."""
REPLAYED_AFTER_SECONDS = 3 * 365 * 24 * 60 * 60
TIMEOUT = httpx.Timeout(8.0, connect=2.0)
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=10)

log = structlog.get_logger()


def client_of_receiver(
    receiver_url: str, transport: httpx.AsyncBaseTransport | None
) -> httpx.AsyncClient:
    """Connections to who receives webhooks. `transport` replaces the network."""
    return httpx.AsyncClient(
        base_url=receiver_url, timeout=TIMEOUT, limits=LIMITS, trust_env=False, transport=transport
    )


class WebhookSender:
    """The background work of the simulator."""

    def __init__(
        self, book: Book, http: httpx.AsyncClient, secret: str, publisher: EventPublisher
    ) -> None:
        self._book = book
        self._publisher = publisher
        self._http = http
        self._secret = secret
        self._clock = publisher.clock
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """There may be something to send."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled; a receiver that is away only delays it."""
        while True:
            try:
                settled = await self._book.write(self._settle)
                sent = await self._send_batch()
            except Exception as error:
                log.error("webhook_sender_failed", exc_info=error)
                settled = sent = 0
            if sent < BATCH and not settled:
                # Not wait_for: in Python 3.11 it can lose a cancellation to a wake-up.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS):
                        await self._wake.wait()
                self._wake.clear()

    def _settle(self, connection: sqlite3.Connection) -> int:
        settled = settle_due(connection, self._publisher)
        return settled + settle_refunds_due(connection, self._clock())

    async def send_first(self, checkout_id: str) -> None:
        """Before the answer to the request that it tells of; the receiver may be slow or away."""
        self.wake()
        waiting = await self._book.rows(FIRST, checkout_id)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_WITHIN_SECONDS):
                await asyncio.gather(*(self._send(row) for row in waiting))

    async def _send_batch(self) -> int:
        due = await self._book.rows(DUE, self._clock().timestamp(), BATCH)
        await asyncio.gather(*(self._send(row) for row in due))
        return len(due)

    async def _send(self, webhook: sqlite3.Row) -> None:
        headers = {HEADER: self._signature(webhook), "Content-Type": "application/json"}
        status = await self._post(webhook["body"], headers)
        attempts = webhook["attempts"] + 1
        is_taken = status is not None and status < 300
        is_over = is_taken or (status is not None and webhook["kind"] in FORGERIES)

        def note(connection: sqlite3.Connection) -> None:
            now = self._clock().timestamp()
            back_off = min(0.25 * 2 ** min(attempts, 10), LONGEST_BACK_OFF_SECONDS)
            connection.execute(
                "UPDATE webhooks SET attempts = ?, due_at = ?, answered = ?, answered_at = ?"
                " WHERE id = ?",
                (attempts, None if is_over else now + back_off, status, now, webhook["id"]),
            )

        await self._book.write(note)

    async def _post(self, body: bytes, headers: dict[str, str]) -> int | None:
        """The status of the answer, whose body is not read, or None when there was none."""
        try:
            async with self._http.stream("POST", TARGET, content=body, headers=headers) as answer:
                return answer.status_code
        except httpx.HTTPError:
            return None

    def _signature(self, webhook: sqlite3.Row) -> str:
        at_seconds = int(self._clock().timestamp())
        if webhook["kind"] == "forged":
            return sign_webhook(f"not-{self._secret}", webhook["body"], at_seconds)
        if webhook["kind"] == "replayed_old":
            at_seconds -= REPLAYED_AFTER_SECONDS
        return sign_webhook(self._secret, webhook["body"], at_seconds)
