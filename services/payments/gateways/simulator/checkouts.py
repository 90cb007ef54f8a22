"""Checkouts and their one charge. A checkout settles once; what comes later changes nothing."""

import json
import sqlite3
import time
from datetime import UTC, date, datetime

from chassis.auth import not_found
from chassis.ids import new_id
from contracts.problems import IdempotencyKeyIsReused
from services.payments.gateways.simulator.book import Book
from services.payments.gateways.simulator.cards import TestCard
from services.payments.gateways.simulator.delivery import plan_deliveries
from services.payments.gateways.simulator.messages import (
    CheckoutState,
    CheckoutView,
    EventType,
    OpenCheckout,
)

SELECT = """
SELECT c.*, h.amount_minor AS captured_minor, h.currency AS captured_currency, h.captured_at
FROM checkouts c LEFT JOIN charges h ON h.checkout_id = c.id
"""
EVENTS: dict[CheckoutState, EventType] = {
    "processing": "payment.processing",
    "captured": "payment.captured",
    "failed": "payment.failed",
    "cancelled": "payment.cancelled",
}
DECLINED = "The card was declined."


class Checkouts:
    """All checkouts of the book."""

    def __init__(self, book: Book, settle_seconds: float, public_url: str | None = None) -> None:
        """Page addresses start with `public_url`, else with the base URL that the caller used."""
        self._book = book
        self._settle_seconds = settle_seconds
        self._public_url = public_url

    def open(self, wanted: OpenCheckout, key: str, base_url: str) -> CheckoutView:
        """A new checkout, or the one that this key made before."""
        fingerprint = wanted.model_dump_json()
        with self._book.writing() as connection:
            connection.execute(
                "INSERT INTO checkouts (id, idempotency_key, fingerprint, reference, state,"
                " amount_minor, currency, description, return_url)"
                " VALUES (?, ?, ?, ?, 'open', ?, ?, ?, ?) ON CONFLICT (idempotency_key) DO NOTHING",
                (
                    new_id("chk"),
                    key,
                    fingerprint,
                    wanted.reference,
                    wanted.amount_minor,
                    wanted.currency,
                    wanted.description,
                    wanted.return_url,
                ),
            )
            found = connection.execute(f"{SELECT} WHERE c.idempotency_key = ?", (key,)).fetchone()
        if found["fingerprint"] != fingerprint:
            raise IdempotencyKeyIsReused(f"The key {key!r} came before with another checkout.")
        return _view(found, self._public_url or base_url)

    def read(self, checkout_id: str, base_url: str) -> CheckoutView:
        found = self._book.rows(f"{SELECT} WHERE c.id = ?", checkout_id)
        if not found:
            raise not_found("checkout")
        return _view(found[0], self._public_url or base_url)

    def cancel(self, checkout_id: str) -> None:
        """From now on it cannot capture; a charge made before stays."""
        with self._book.writing() as connection:
            _move(connection, checkout_id, ("open", "processing"), "cancelled")

    def pay(self, checkout_id: str, card: TestCard, dated: date | datetime | None) -> None:
        """Do what the card does, unless the checkout was paid or cancelled before."""
        at = _moment_of(dated)
        with self._book.writing() as connection:
            if card.outcome == "decline":
                _move(connection, checkout_id, ("open",), "failed", DECLINED)
            elif card.outcome in ("success", "wrong_amount"):
                _capture(connection, checkout_id, ("open",), at, card.outcome == "wrong_amount")
            elif _move(connection, checkout_id, ("open",), "processing"):
                connection.execute(
                    "UPDATE checkouts SET settles_at = ?, settles_as = ?, dated_at = ?"
                    " WHERE id = ?",
                    (
                        time.time() + self._settle_seconds,
                        card.outcome,
                        at.isoformat() if dated else None,
                        checkout_id,
                    ),
                )

    def settle(self, checkout_id: str) -> None:
        """Let a pending payment come to its end now."""
        with self._book.writing() as connection:
            found = connection.execute(
                "SELECT settles_as, dated_at FROM checkouts WHERE id = ?", (checkout_id,)
            ).fetchone()
            if found is None:
                raise not_found("checkout")
            if found["settles_as"] == "pending_then_success":
                dated = found["dated_at"]
                at = datetime.fromisoformat(dated) if dated else datetime.now(UTC)
                _capture(connection, checkout_id, ("processing",), at, wrong_amount=False)
            else:
                _move(connection, checkout_id, ("processing",), "failed", DECLINED)

    def settle_due(self) -> None:
        """Settle every pending payment whose time has come."""
        due = "SELECT id FROM checkouts WHERE state = 'processing' AND settles_at <= ?"
        for row in self._book.rows(due, time.time()):
            self.settle(row["id"])


def _capture(
    connection: sqlite3.Connection,
    checkout_id: str,
    expected: tuple[CheckoutState, ...],
    at: datetime,
    wrong_amount: bool,
) -> None:
    if not _move(connection, checkout_id, expected, "captured"):
        return
    connection.execute(
        "INSERT INTO charges (checkout_id, amount_minor, currency, captured_at)"
        " SELECT id, amount_minor + ?, currency, ? FROM checkouts WHERE id = ?",
        (1 if wrong_amount else 0, at.isoformat(), checkout_id),
    )


def _move(
    connection: sqlite3.Connection,
    checkout_id: str,
    expected: tuple[CheckoutState, ...],
    state: CheckoutState,
    failure: str | None = None,
) -> bool:
    """Change the state if it is still one of `expected`, and queue the webhook that tells of it."""
    found = connection.execute(
        "SELECT state, reference FROM checkouts WHERE id = ?", (checkout_id,)
    ).fetchone()
    if found is None:
        raise not_found("checkout")
    if found["state"] not in expected:
        return False
    connection.execute(
        "UPDATE checkouts SET state = ?, failure = ? WHERE id = ?", (state, failure, checkout_id)
    )
    event = {
        "id": new_id("evt"),
        "type": EVENTS[state],
        "payment_id": checkout_id,
        "reference": found["reference"],
        "created_at": datetime.now(UTC).isoformat(),
    }
    for delivery in plan_deliveries(json.dumps(event).encode()):
        connection.execute(
            "INSERT INTO webhooks (body, due_at) VALUES (?, ?)",
            (delivery.body, time.time() + delivery.delay_seconds),
        )
    return True


def _moment_of(dated: date | datetime | None) -> datetime:
    """Now, or the given moment; a bare date means its noon in UTC."""
    if dated is None:
        return datetime.now(UTC)
    if not isinstance(dated, datetime):
        return datetime(dated.year, dated.month, dated.day, 12, tzinfo=UTC)
    return dated if dated.tzinfo else dated.replace(tzinfo=UTC)


def _view(row: sqlite3.Row, base_url: str) -> CheckoutView:
    return CheckoutView(
        id=row["id"],
        reference=row["reference"],
        state=row["state"],
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        description=row["description"],
        page_url=f"{base_url.rstrip('/')}/pay/{row['id']}",
        return_url=row["return_url"],
        captured_minor=row["captured_minor"],
        captured_currency=row["captured_currency"],
        captured_at=row["captured_at"],
        failure=row["failure"],
    )
