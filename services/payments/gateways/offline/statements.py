"""SQL of the offline book: one row a key, moved under its lock, and never back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.counting import counted
from chassis.ids import new_id
from chassis.listing import Listing
from chassis.rows import columns_of, record_of
from contracts.bookkeeping import OfflineMethod, RecordPayment
from services.payments.domain.collecting.finding import OfflineState, WantedOffline
from services.payments.gateways.offline.tables import offline_checkouts as book
from services.payments.gateways.port import Checkout
from services.payments.tables.collecting import payment_intents


@dataclass(frozen=True)
class OfflineCheckout:
    """What was asked for, and what an admin says came of it."""

    id: str
    reference: str
    """The intent's id."""
    payment_reference: str
    """What the customer writes on a transfer."""
    amount_minor: int
    currency: str
    instructions: str
    """The provider's words at that time."""
    account: Mapping[str, str] | None
    """Its bank account at that time."""
    state: OfflineState
    opened_at: datetime
    received_minor: int | None
    received_on: date | None
    received_at: datetime | None
    method: OfflineMethod | None
    receipt_reference: str | None
    recorded_by: str | None

    @property
    def receipt(self) -> RecordPayment | None:
        """Null until money has come."""
        reference = self.receipt_reference
        if not (self.received_minor and self.method and self.received_on and reference):
            return None
        return RecordPayment(
            amount_minor=self.received_minor,
            currency=self.currency,
            method=self.method,
            received_on=self.received_on,
            reference=reference,
        )


@dataclass(frozen=True)
class OfflinePayment(OfflineCheckout):
    """With the order and customer that it belongs to."""

    order_id: str
    customer_id: str
    partner_id: int


CHECKOUTS = select(*columns_of(book, OfflineCheckout))


async def add_checkout(
    connection: AsyncConnection,
    asked: Checkout,
    payment_reference: str,
    instructions: str,
    account: Mapping[str, str] | None,
) -> None:
    """Nothing when the key, or by chance the payment reference, is there already."""
    row = insert(book).values(
        id=new_id("off"),
        key=asked.key,
        reference=asked.reference,
        payment_reference=payment_reference,
        amount_minor=asked.amount_minor,
        currency=asked.currency,
        instructions=instructions,
        account=account,
        state="open",
    )
    await connection.execute(row.on_conflict_do_nothing())


async def checkout_of_key(connection: AsyncConnection, key: str) -> OfflineCheckout | None:
    return await _one(connection, CHECKOUTS.where(book.c.key == key))


async def checkout_by_id(connection: AsyncConnection, checkout_id: str) -> OfflineCheckout | None:
    return await _one(connection, CHECKOUTS.where(book.c.id == checkout_id))


async def lock_checkout_of(connection: AsyncConnection, intent_id: str) -> OfflineCheckout | None:
    """An intent's checkout, which nobody else cancels or pays until the transaction ends."""
    newest = CHECKOUTS.where(book.c.reference == intent_id).order_by(book.c.id.desc()).limit(1)
    return await _one(connection, newest.with_for_update())


async def cancel_open(connection: AsyncConnection, checkout_id: str) -> None:
    still_open = (book.c.id == checkout_id) & (book.c.state == "open")
    await connection.execute(update(book).where(still_open).values(state="cancelled"))


async def write_receipt(
    connection: AsyncConnection,
    checkout_id: str,
    received: RecordPayment,
    *,
    received_at: datetime,
    recorded_by: str,
    recorded_at: datetime,
) -> None:
    """The caller holds the row's lock and has seen that nothing was received yet."""
    written = update(book).values(
        state="captured",
        received_minor=received.amount_minor,
        received_on=received.received_on,
        received_at=received_at,
        method=received.method,
        receipt_reference=received.reference,
        recorded_by=recorded_by,
        recorded_at=recorded_at,
    )
    await connection.execute(written.where(book.c.id == checkout_id))


async def receipts_of(
    connection: AsyncConnection, intent_ids: Sequence[str]
) -> dict[str, RecordPayment]:
    """By intent; without those that no money was recorded for."""
    paid = CHECKOUTS.where(book.c.reference.in_(intent_ids), book.c.state == "captured")
    found = await _all(connection, paid)
    return {one.reference: receipt for one in found if (receipt := one.receipt)}


async def received_between(
    connection: AsyncConnection, since: datetime, until: datetime, after_id: str | None, limit: int
) -> list[OfflineCheckout]:
    """What came or was recorded in this time, as a receipt is often written down days later."""
    came, recorded = (
        (moment >= since) & (moment < until) for moment in (book.c.received_at, book.c.recorded_at)
    )
    wanted = CHECKOUTS.where(book.c.state == "captured", or_(came, recorded))
    if after_id is not None:
        wanted = wanted.where(book.c.id > after_id)
    return await _all(connection, wanted.order_by(book.c.id).limit(limit))


async def list_offline(
    connection: AsyncConnection, listing: Listing, sought: WantedOffline
) -> list[OfflinePayment]:
    """Newest first."""
    t = payment_intents
    given = [
        (t.c.partner_id, listing.partner_id),
        (t.c.order_id, listing.order_id),
        (book.c.state, sought.state),
        (book.c.payment_reference, sought.payment_reference),
        (book.c.reference, sought.intent_id),
    ]
    wanted = (
        CHECKOUTS.add_columns(t.c.order_id, t.c.customer_id, t.c.partner_id)
        .join(t, t.c.id == book.c.reference)
        .where(*(column == value for column, value in given if value is not None))
    )
    if listing.before_id is not None:
        wanted = wanted.where(book.c.id < listing.before_id)
    rows = await connection.execute(wanted.order_by(book.c.id.desc()).limit(listing.limit))
    return [record_of(OfflinePayment, row) for row in rows]


async def count_open_offline(connection: AsyncConnection, partner_id: int | None) -> int:
    """`MOST_COUNTED_AT_DESK` for these or more."""
    t = payment_intents
    waiting = select(book.c.id).join(t, t.c.id == book.c.reference).where(book.c.state == "open")
    if partner_id is not None:
        waiting = waiting.where(t.c.partner_id == partner_id)
    return int((await connection.execute(select(counted(waiting)))).scalar_one())


async def _one(connection: AsyncConnection, wanted: Select[Any]) -> OfflineCheckout | None:
    row = (await connection.execute(wanted)).one_or_none()
    return record_of(OfflineCheckout, row) if row else None


async def _all(connection: AsyncConnection, wanted: Select[Any]) -> list[OfflineCheckout]:
    return [record_of(OfflineCheckout, row) for row in await connection.execute(wanted)]
