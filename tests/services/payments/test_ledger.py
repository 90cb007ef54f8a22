"""The ledger as the database keeps it: balanced, and only ever added to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from services.payments.domain.bookkeeping.chain import Link, walk
from services.payments.domain.bookkeeping.ledger import Account, Entry, payment_entry
from services.payments.repository.bookkeeping.accounts import newest_entries
from services.payments.repository.bookkeeping.chains import entries_after
from services.payments.repository.bookkeeping.ledger import book
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines
IMBALANCE = "SELECT sum(debit_minor - credit_minor) FROM ledger_postings"
ACCOUNT = Account(customer_id="cus_of_nobody", partner_id=97, currency="EUR")


@pytest.mark.parametrize("table", ["ledger_entries", "ledger_postings"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
async def test_the_ledger_cannot_be_edited(world: World, table: str, statement: str) -> None:
    await world.paid(payment_order())
    change = "reference = 'x'" if table == "ledger_entries" else "debit_minor = 1"
    with pytest.raises(DBAPIError, match="append-only"):
        async with world.context.database.begin() as connection:
            await connection.exec_driver_sql(statement.format(table, change))


@pytest.mark.parametrize("credited", [[], [99], [100, 1]])
async def test_an_entry_that_does_not_balance_is_not_committed(
    world: World, credited: list[int]
) -> None:
    with pytest.raises(IntegrityError, match="does not balance"):
        await _book(world, [("receivable/x", 100, 0), *((f"revenue/{n}", 0, n) for n in credited)])


async def test_everything_ever_booked_sums_to_zero(world: World) -> None:
    await world.paid(payment_order())
    async with world.context.database.autocommit() as connection:
        assert (await connection.execute(text(IMBALANCE))).scalar_one() == 0


async def test_what_is_booked_again_with_something_new_adds_only_that(world: World) -> None:
    first, second, third = entries = _received(3)
    async with _undone(world) as connection:
        for wanted in ([first], [first, second], [second, first], [third, second]):
            await book(connection, ACCOUNT, wanted, datetime.now(UTC))
        chain = await entries_after(connection, ACCOUNT.partner_id, 0, 10)
    assert [entry.source for entry in chain] == [entry.source for entry in entries]
    assert walk(Link(), chain).broken is None


async def test_entries_of_one_moment_are_listed_as_they_were_booked(world: World) -> None:
    entries = _received(20)
    async with _undone(world) as connection:
        await book(connection, ACCOUNT, entries, datetime.now(UTC))
        listed = await newest_entries(connection, ACCOUNT.partner_id, ACCOUNT.customer_id)
    assert [entry.reference for entry in listed] == [entry.reference for entry in reversed(entries)]


def _received(count: int) -> list[Entry]:
    customer = ACCOUNT.customer_id
    return [payment_entry(new_id("pay"), customer, "cash", 100 + n) for n in range(count)]


@asynccontextmanager
async def _undone(world: World) -> AsyncIterator[AsyncConnection]:
    """A transaction that leaves nothing behind."""
    async with world.context.database.begin() as connection:
        yield connection
        await connection.rollback()


async def _book(world: World, postings: list[tuple[str, int, int]]) -> None:
    entry_id = new_id("led")
    async with world.context.database.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO ledger_entries"
            " (id, source, kind, reference, customer_id, partner_id, currency, position,"
            " previous_hash, hash) VALUES (%s, %s, 'invoice', 'x', 'x', 99, 'EUR', 1, '', '')",
            (entry_id, entry_id),
        )
        for account, debit, credit in postings:
            await connection.exec_driver_sql(
                "INSERT INTO ledger_postings VALUES (%s, %s, %s, %s)",
                (entry_id, account, debit, credit),
            )
