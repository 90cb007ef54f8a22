"""The schema guards what is booked in it."""

import secrets
from collections.abc import Callable

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, NotNullViolation, UniqueViolation

from chassis.migrations import migrate
from services.payments.app import MIGRATIONS
from stack.engines.databases import create_service_role

pytestmark = pytest.mark.engines
SCHEMA = "payments"


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
