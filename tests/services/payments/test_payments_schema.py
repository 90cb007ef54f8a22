"""The frozen history builds the tables that are described, and chains what was booked before."""

import secrets
from collections.abc import Callable

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import create_engine

from chassis.database import Database
from chassis.migrations import VERSION_TABLE, migrate
from services.payments.app import MIGRATIONS
from services.payments.tables.bookkeeping import ledger_entries
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from stack.engines.databases import create_service_role

pytestmark = pytest.mark.engines
SCHEMA = "payments"


def test_the_history_builds_the_described_tables(new_database: Callable[[str], str]) -> None:
    url = new_database("payments_history")
    migrate(url, SCHEMA, MIGRATIONS)
    engine = create_engine(url, connect_args={"options": f"-c search_path={SCHEMA}"})
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, ledger_entries.metadata) == []
    engine.dispose()


async def test_what_was_booked_before_the_chain_is_linked_into_it(
    new_database: Callable[[str], str],
) -> None:
    url = new_database("payments_chain")
    migrate(url, SCHEMA, MIGRATIONS, "0004_exact_billing")
    _book_as_before(url, count=3)
    migrate(url, SCHEMA, MIGRATIONS)
    database = Database(url, SCHEMA)
    async with database.autocommit() as connection:
        page = await audit_page(connection, None)
    await database.close()
    assert page.checked_entry_count == 3
    assert {finding.check for finding in page.findings} == {
        "entry_without_document",
        "account_differs",
    }


def test_the_services_own_role_cannot_delete_from_the_ledger(
    new_database: Callable[[str], str],
) -> None:
    admin_url = _plain(new_database("payments_rights"))
    own_url = create_service_role(admin_url, SCHEMA, secrets.token_hex(8))
    migrate(own_url.replace("://", "+psycopg://", 1), SCHEMA, MIGRATIONS)
    _book_as_now(own_url)
    for statement in (
        "DELETE FROM ledger_entries",
        "TRUNCATE ledger_entries CASCADE",
        "UPDATE ledger_postings SET debit_minor = 1",
        "DELETE FROM ledger_postings",
        "TRUNCATE ledger_postings",
    ):
        with psycopg.connect(own_url) as connection, pytest.raises(InsufficientPrivilege):
            connection.execute(statement)


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def _book_as_before(url: str, count: int) -> None:
    with psycopg.connect(_plain(url), options=f"-c search_path={SCHEMA}") as connection:
        for n in range(count):
            connection.execute(
                "INSERT INTO ledger_entries"
                " (id, source, kind, reference, customer_id, partner_id, currency)"
                " VALUES (%s, %s, 'invoice', %s, 'cus_1', 1, 'EUR')",
                (f"led_{n}", f"invoice/{n}", str(n)),
            )
            _post(connection, f"led_{n}")


def _book_as_now(url: str) -> None:
    """The owner can still do what the service does: a foreign key locks the entry's row."""
    with psycopg.connect(url, options=f"-c search_path={SCHEMA}") as connection:
        connection.execute(
            "INSERT INTO ledger_entries (id, source, kind, reference, customer_id, partner_id,"
            " currency, position, previous_hash, hash)"
            " VALUES ('led_1', 'x', 'invoice', 'x', 'cus_1', 1, 'EUR', 1, '', '')"
        )
        _post(connection, "led_1")


def _post(connection: psycopg.Connection, entry_id: str) -> None:
    for account, debit, credit in (("receivable/cus_1", 5, 0), ("revenue", 0, 5)):
        connection.execute(
            "INSERT INTO ledger_postings VALUES (%s, %s, %s, %s)",
            (entry_id, account, debit, credit),
        )
