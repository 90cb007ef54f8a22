"""The ledger as the database keeps it: balanced, and only ever added to."""

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from chassis.ids import new_id
from services.payments.repository.ledger import imbalance
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


@pytest.mark.parametrize("table", ["ledger_entries", "ledger_postings"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
async def test_the_ledger_cannot_be_edited(world: World, table: str, statement: str) -> None:
    await world.paid(payment_order())
    change = "reference = 'x'" if table == "ledger_entries" else "debit_minor = 1"
    with pytest.raises(DBAPIError, match="append-only"):
        async with world.means.database.begin() as connection:
            await connection.exec_driver_sql(statement.format(table, change))


@pytest.mark.parametrize("credited", [[], [99], [100, 1]])
async def test_an_entry_that_does_not_balance_is_not_committed(
    world: World, credited: list[int]
) -> None:
    with pytest.raises(IntegrityError, match="does not balance"):
        await _book(world, [("receivable/x", 100, 0), *((f"revenue/{n}", 0, n) for n in credited)])


async def test_everything_ever_booked_sums_to_zero(world: World) -> None:
    await world.paid(payment_order())
    async with world.means.database.autocommit() as connection:
        assert await imbalance(connection) == 0


async def _book(world: World, postings: list[tuple[str, int, int]]) -> None:
    entry_id = new_id("led")
    async with world.means.database.begin() as connection:
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
