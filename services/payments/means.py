"""What the use cases work with, handed around as one thing: database, gateway, outbox, clock."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chassis.database import Database
from chassis.outbox import Outbox
from contracts.payments import BillingParty
from contracts.problems import RequestIsMalformed
from services.payments.gateways.registry import Gateways

Clock = Callable[[], datetime]

SETTLED_TOPIC = "payment_settled"
EVENT_TOPIC = "gateway_event"
REFUND_TOPIC = "refund"
CANCEL_TOPIC = "cancel_attempt"
ATTENTION_TOPIC = "order_needs_attention"


def system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Means:
    """One process's means."""

    database: Database
    gateways: Gateways
    outbox: Outbox
    clock: Clock
    refused_webhooks: Counter[str] = field(default_factory=Counter)
    """By gateway, since the start."""
    _delivering: set[asyncio.Task[bool]] = field(default_factory=set)

    def deliver_soon(self, message_ids: Iterable[int]) -> None:
        """Try committed messages at once without keeping the caller; the relay does the rest."""
        for message_id in message_ids:
            task = asyncio.create_task(self.outbox.deliver(message_id))
            self._delivering.add(task)
            task.add_done_callback(self._delivering.discard)

    async def stop(self) -> None:
        """Leave unfinished deliveries to the relay of the next process."""
        for task in list(self._delivering):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task
        await self.gateways.close()


def day_of(moment: datetime, party: BillingParty) -> date:
    """The calendar date that it is for the party. Raises `RequestIsMalformed` for no such zone."""
    try:
        zone = ZoneInfo(party.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise RequestIsMalformed(
            f"There is no time zone {party.time_zone!r}. Nothing was done; correct the partner's"
            " settings."
        ) from error
    return moment.astimezone(zone).date()
