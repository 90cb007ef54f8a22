"""The one charge of a checkout: what the card does, at once or when it settles."""

import sqlite3
from datetime import datetime

from simulator.card_list import CARDS, card_of
from simulator.cards import TestCard
from simulator.clock import stamp
from simulator.events import EventPublisher, checkout_row
from simulator.messages import CheckoutState

OTHER_CURRENCY = {"USD": "EUR"}
DUE = "SELECT id FROM checkouts WHERE settles_at <= ? LIMIT 200"


def pay(
    connection: sqlite3.Connection,
    checkout_id: str,
    card: TestCard,
    dated: datetime | None,
    publisher: EventPublisher,
    settle_seconds: float,
) -> None:
    """Do what the card does, unless the checkout was paid or cancelled before."""
    if checkout_row(connection, checkout_id)["state"] != "open":
        return
    now = publisher.clock()
    connection.execute("UPDATE checkouts SET card = ? WHERE id = ?", (card.name, checkout_id))
    if card.course == "declines":
        publisher.move(connection, checkout_id, ("open",), "failed", card.declines_as)
    elif card.course == "pays":
        _capture(connection, checkout_id, ("open",), card, dated or now, publisher)
    else:
        publisher.move(connection, checkout_id, ("open",), "processing")
        after = card.settles_after_seconds
        settles_at = now.timestamp() + (settle_seconds if after is None else after)
        connection.execute(
            "UPDATE checkouts SET settles_at = ?, dated_at = ? WHERE id = ?",
            (settles_at, stamp(dated) if dated else None, checkout_id),
        )


def settle(connection: sqlite3.Connection, checkout_id: str, publisher: EventPublisher) -> None:
    """Let a pending payment come to its end now; nothing else changes."""
    checkout = checkout_row(connection, checkout_id)
    if checkout["settles_at"] is None:
        return
    connection.execute("UPDATE checkouts SET settles_at = NULL WHERE id = ?", (checkout_id,))
    card = card_of(checkout["card"]) or CARDS[0]
    expected: tuple[CheckoutState, ...] = ("processing",)
    if card.cancelling == "is_ignored":
        expected = ("processing", "cancelled")
    if card.course == "pends_and_fails":
        publisher.move(connection, checkout_id, expected, "failed", card.declines_as)
        return
    dated = checkout["dated_at"]
    at = datetime.fromisoformat(dated) if dated else publisher.clock()
    _capture(connection, checkout_id, expected, card, at, publisher)


def settle_due(connection: sqlite3.Connection, publisher: EventPublisher) -> int:
    """Settle the pending payments whose time has come; how many there were."""
    due = connection.execute(DUE, (publisher.clock().timestamp(),)).fetchall()
    for row in due:
        settle(connection, row["id"], publisher)
    return len(due)


def _capture(
    connection: sqlite3.Connection,
    checkout_id: str,
    expected: tuple[CheckoutState, ...],
    card: TestCard,
    at: datetime,
    publisher: EventPublisher,
) -> None:
    if not publisher.move(connection, checkout_id, expected, "captured"):
        return
    checkout = checkout_row(connection, checkout_id)
    currency = checkout["currency"]
    if card.captures_other_currency:
        currency = OTHER_CURRENCY.get(currency, "USD")
    connection.execute(
        "INSERT INTO charges (checkout_id, amount_minor, currency, captured_at)"
        " VALUES (?, ?, ?, ?)",
        (checkout_id, checkout["amount_minor"] + card.extra_minor, currency, stamp(at)),
    )
