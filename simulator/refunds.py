"""Refunds: all of a charge never exceed it, whatever the card makes of each."""

import sqlite3
from datetime import datetime

from chassis.ids import new_id
from chassis.problems import not_found
from simulator.card_list import CARDS, card_of
from simulator.cards import Refunding, TestCard
from simulator.clock import stamp
from simulator.events import checkout_row
from simulator.messages import MakeRefund

BANK_IS_AWAY = "The bank did not take it this time."
CAME_BACK = "The card's account was closed meanwhile; the money came back."
REFUSED = "The card's account was closed; it takes no refund."
FAILURES: dict[Refunding, str] = {"pends_and_fails": BANK_IS_AWAY, "comes_back": CAME_BACK}
"""How a card's first refund ends."""
DUE = "SELECT id FROM refunds WHERE settles_at <= ? LIMIT 200"


def make_refund(
    connection: sqlite3.Connection,
    wanted: MakeRefund,
    key: str,
    now: datetime,
    settle_seconds: float,
) -> str:
    """The new refund's id; with state `failed` it says why nothing was given back."""
    checkout = checkout_row(connection, wanted.checkout_id)
    card = card_of(checkout["card"] or "") or CARDS[0]
    failure = _impossible(connection, wanted) or _of_the_card(connection, wanted, card)
    moves_on = failure is None and _moves_on(connection, wanted, card)
    pends = moves_on and card.refunding != "comes_back"
    state = "failed" if failure else "pending" if pends else "succeeded"
    refund_id = new_id("rfd")
    connection.execute(
        "INSERT INTO refunds (id, reference, checkout_id, amount_minor, currency, state, failure,"
        " made_at, settles_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            refund_id,
            wanted.reference or key,
            wanted.checkout_id,
            wanted.amount_minor,
            wanted.currency,
            state,
            failure,
            stamp(now),
            now.timestamp() + settle_seconds if moves_on else None,
        ),
    )
    return refund_id


def settle_refund(connection: sqlite3.Connection, refund_id: str) -> None:
    """Let a refund that is pending, or comes back, come to its end now; nothing else changes."""
    found = connection.execute(
        "SELECT r.settles_at, c.card FROM refunds r JOIN checkouts c ON c.id = r.checkout_id"
        " WHERE r.id = ?",
        (refund_id,),
    ).fetchone()
    if found is None:
        raise not_found("refund")
    if found["settles_at"] is None:
        return
    card = card_of(found["card"] or "") or CARDS[0]
    failure = FAILURES.get(card.refunding)
    connection.execute(
        "UPDATE refunds SET state = ?, failure = ?, settles_at = NULL WHERE id = ?",
        ("failed" if failure else "succeeded", failure, refund_id),
    )


def settle_refunds_due(connection: sqlite3.Connection, now: datetime) -> int:
    due = connection.execute(DUE, (now.timestamp(),)).fetchall()
    for row in due:
        settle_refund(connection, row["id"])
    return len(due)


def _impossible(connection: sqlite3.Connection, wanted: MakeRefund) -> str | None:
    charge = connection.execute(
        "SELECT amount_minor, currency FROM charges WHERE checkout_id = ?", (wanted.checkout_id,)
    ).fetchone()
    if charge is None:
        return "Nothing was captured."
    if charge["currency"] != wanted.currency:
        return "The currency is not the charge's."
    given_back = connection.execute(
        "SELECT coalesce(sum(amount_minor), 0) FROM refunds"
        " WHERE checkout_id = ? AND state <> 'failed'",
        (wanted.checkout_id,),
    ).fetchone()[0]
    if given_back + wanted.amount_minor > charge["amount_minor"]:
        return "The refunds would exceed the charge."
    return None


def _of_the_card(connection: sqlite3.Connection, wanted: MakeRefund, card: TestCard) -> str | None:
    if card.refunding == "is_refused":
        return REFUSED
    if card.refunding == "fails_once" and not _had_one(connection, wanted.checkout_id):
        return BANK_IS_AWAY
    return None


def _moves_on(connection: sqlite3.Connection, wanted: MakeRefund, card: TestCard) -> bool:
    """Whether it changes once more by itself."""
    if card.refunding == "pends":
        return True
    return card.refunding in FAILURES and not _had_one(connection, wanted.checkout_id)


def _had_one(connection: sqlite3.Connection, checkout_id: str) -> bool:
    found = connection.execute("SELECT 1 FROM refunds WHERE checkout_id = ?", (checkout_id,))
    return found.fetchone() is not None
