"""Plants differences into one book behind the other's back, and takes them out again."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from stack.running.stack_state import StackState
from tests.stack.inspection import admin_database_url

ONE_MORE = "UPDATE charges SET amount_minor = amount_minor + 1 WHERE checkout_id = ?"
ONE_LESS = "UPDATE charges SET amount_minor = amount_minor - 1 WHERE checkout_id = ?"
KEEP = "CREATE TABLE kept AS SELECT * FROM charges WHERE checkout_id = ?"
LOSE = "DELETE FROM charges WHERE checkout_id = ?"
UNDO = "UPDATE checkouts SET state = 'cancelled' WHERE id = ?"
REDO = "UPDATE checkouts SET state = 'captured' WHERE id = ?"
REFUND = """
INSERT INTO refunds (id, reference, checkout_id, amount_minor, currency, state, made_at)
VALUES ('rfd_by_hand', 'by-hand', ?, 100, 'EUR', 'succeeded', ?)
"""
STRANGER = """
INSERT INTO checkouts (id, reference, state, amount_minor, currency, description, opened_at)
VALUES ('chk_of_nobody', 'nobody', 'captured', 500, 'EUR', '', ?)
"""
STRANGE_CHARGE = "INSERT INTO charges VALUES ('chk_of_nobody', 500, 'EUR', ?)"
PUT_BACK = (
    "INSERT INTO charges SELECT * FROM kept",
    "DROP TABLE kept",
    "DELETE FROM refunds WHERE id = 'rfd_by_hand'",
    "DELETE FROM charges WHERE checkout_id = 'chk_of_nobody'",
    "DELETE FROM checkouts WHERE id = 'chk_of_nobody'",
)
POISON = """
INSERT INTO notifications.outbox (topic, key, payload, quarantined_at)
VALUES ('mail_queued', 'planted', '{}', now())
"""


@contextmanager
def spoilt_books(state: StackState, differs: str, missing: str, refunded: str) -> Iterator[None]:
    """Of three payments at the gateway one has another amount, one is gone, and of one somebody
    gave money back; a payment of nobody is there too, and a message that nobody can digest."""
    simulator = state.layout.folder_of("simulator") / "gateway.sqlite3"
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    with psycopg.connect(admin_database_url(state), autocommit=True) as ours:
        ours.execute(POISON)
        _write(
            simulator,
            (ONE_MORE, [differs]),
            (KEEP, [missing]),
            (LOSE, [missing]),
            (UNDO, [missing]),
            (REFUND, [refunded, now]),
            (STRANGER, [now]),
            (STRANGE_CHARGE, [now]),
        )
        try:
            yield
        finally:
            ours.execute("DELETE FROM notifications.outbox WHERE key = 'planted'")
            back: list[tuple[str, list[str]]] = [(statement, []) for statement in PUT_BACK]
            _write(simulator, (ONE_LESS, [differs]), (REDO, [missing]), *back)


def _write(simulator: Path, *statements: tuple[str, list[str]]) -> None:
    """In one transaction."""
    with sqlite3.connect(simulator, timeout=20) as book:
        for statement, values in statements:
            book.execute(statement, values)
    book.close()
