"""The frozen history builds the tables that are described, and guards what is booked in them."""

import secrets
from collections.abc import Callable

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from psycopg.errors import InsufficientPrivilege, NotNullViolation, UniqueViolation
from sqlalchemy import create_engine

from chassis.migrations import VERSION_TABLE, migrate
from services.payments.app import MIGRATIONS
from services.payments.tables.bookkeeping import ledger_entries
from stack.engines.databases import create_service_role

pytestmark = pytest.mark.engines
SCHEMA = "payments"


def test_the_history_builds_the_described_tables(new_database: Callable[[str], str]) -> None:
    url = new_database("payments_history")
    migrate(url, SCHEMA, MIGRATIONS)
    migrate(url, SCHEMA, MIGRATIONS)
    engine = create_engine(url, connect_args={"options": f"-c search_path={SCHEMA}"})
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, ledger_entries.metadata) == []
    engine.dispose()


def test_nothing_is_booked_beside_the_chain(new_database: Callable[[str], str]) -> None:
    url = new_database("payments_chain")
    migrate(url, SCHEMA, MIGRATIONS)
    _book(_plain(url), "led_1", position=1)
    for missing in ("position", "previous_hash", "hash"):
        with pytest.raises(NotNullViolation):
            _book(_plain(url), "led_2", **{"position": 2, missing: None})
    with pytest.raises(UniqueViolation):
        _book(_plain(url), "led_2", position=1)


def test_the_services_own_role_cannot_delete_from_the_ledger(
    new_database: Callable[[str], str],
) -> None:
    admin_url = _plain(new_database("payments_rights"))
    own_url = create_service_role(admin_url, SCHEMA, secrets.token_hex(8))
    migrate(own_url.replace("://", "+psycopg://", 1), SCHEMA, MIGRATIONS)
    _book(own_url, "led_1", position=1)
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


def _book(url: str, entry_id: str, **link: str | int | None) -> None:
    """The owner can do what the service does: a foreign key locks the entry's row."""
    values = {"id": entry_id, "position": 1, "previous_hash": "", "hash": "", **link}
    with psycopg.connect(url, options=f"-c search_path={SCHEMA}") as connection:
        connection.execute(
            "INSERT INTO ledger_entries (id, source, kind, reference, customer_id, partner_id,"
            " currency, position, previous_hash, hash) VALUES (%(id)s, %(id)s, 'invoice', 'x',"
            " 'cus_1', 1, 'EUR', %(position)s, %(previous_hash)s, %(hash)s)",
            values,
        )
        for account, debit, credit in (("receivable/cus_1", 5, 0), ("revenue", 0, 5)):
            connection.execute(
                "INSERT INTO ledger_postings VALUES (%s, %s, %s, %s)",
                (entry_id, account, debit, credit),
            )
