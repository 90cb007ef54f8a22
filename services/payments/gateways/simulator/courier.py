"""Sends queued webhooks, signed, until they are taken; and lets pending payments settle."""

import asyncio
import contextlib
import time

import structlog

from services.payments.gateways.http import GatewayHttp
from services.payments.gateways.signatures import HEADER, sign_webhook
from services.payments.gateways.simulator.book import Book
from services.payments.gateways.simulator.checkouts import Checkouts

TARGET = "/v1/webhooks/simulator"
BATCH = 20
POLL_SECONDS = 0.2
LONGEST_BACK_OFF_SECONDS = 60
DUE = "SELECT * FROM webhooks WHERE delivered_at IS NULL AND due_at <= ? ORDER BY due_at LIMIT ?"

log = structlog.get_logger()


class Courier:
    """The background work of the simulator."""

    def __init__(self, book: Book, checkouts: Checkouts, http: GatewayHttp, secret: str) -> None:
        self._book = book
        self._checkouts = checkouts
        self._http = http
        self._secret = secret
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """There may be something to send."""
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled; a receiver that is away only delays it."""
        while True:
            try:
                await asyncio.to_thread(self._checkouts.settle_due)
                sent = await self._send_batch()
            except Exception as error:
                log.error("courier_failed", exc_info=error)
                sent = 0
            if sent < BATCH:
                # Not wait_for: in Python 3.11 it can lose a cancellation to a wake-up.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL_SECONDS):
                        await self._wake.wait()
                self._wake.clear()

    async def _send_batch(self) -> int:
        due = await asyncio.to_thread(self._book.rows, DUE, time.time(), BATCH)
        await asyncio.gather(*(self._send(row["id"], row["body"], row["attempts"]) for row in due))
        return len(due)

    async def _send(self, webhook_id: int, body: bytes, attempts: int) -> None:
        signature = sign_webhook(self._secret, body, int(time.time()))
        headers = {HEADER: signature, "Content-Type": "application/json"}
        status = await self._http.post(TARGET, body, headers)
        taken = status is not None and status < 300
        await asyncio.to_thread(self._note, webhook_id, attempts + 1, taken)

    def _note(self, webhook_id: int, attempts: int, taken: bool) -> None:
        now = time.time()
        back_off = min(0.25 * 2 ** min(attempts, 10), LONGEST_BACK_OFF_SECONDS)
        with self._book.writing() as connection:
            connection.execute(
                "UPDATE webhooks SET attempts = ?, due_at = ?, delivered_at = ? WHERE id = ?",
                (attempts, now + back_off, now if taken else None, webhook_id),
            )
