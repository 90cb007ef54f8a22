"""Refunds, and the view of the whole book. All refunds of a charge never exceed it."""

import sqlite3

from chassis.auth import not_found
from chassis.ids import new_id
from contracts.problems import IdempotencyKeyIsReused
from services.payments.gateways.simulator.book import Book
from services.payments.gateways.simulator.messages import BookView, Charge, MakeRefund, RefundMade

CHARGES = """
SELECT h.*, c.reference FROM charges h JOIN checkouts c ON c.id = h.checkout_id
ORDER BY h.checkout_id
"""


class Refunds:
    """All refunds of the book."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def make(self, wanted: MakeRefund, key: str) -> RefundMade:
        """Give money back, or say with state `failed` why not; the same key repeats the answer."""
        fingerprint = wanted.model_dump_json()
        with self._book.writing() as connection:
            failure = _failure_of(connection, wanted)
            connection.execute(
                "INSERT INTO refunds (id, idempotency_key, fingerprint, checkout_id, amount_minor,"
                " currency, state, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (idempotency_key) DO NOTHING",
                (
                    new_id("rfd"),
                    key,
                    fingerprint,
                    wanted.checkout_id,
                    wanted.amount_minor,
                    wanted.currency,
                    "failed" if failure else "succeeded",
                    failure,
                ),
            )
            found = connection.execute(
                "SELECT * FROM refunds WHERE idempotency_key = ?", (key,)
            ).fetchone()
        if found["fingerprint"] != fingerprint:
            raise IdempotencyKeyIsReused(f"The key {key!r} came before with another refund.")
        return RefundMade.model_validate(dict(found))

    def read(self, refund_id: str) -> RefundMade:
        found = self._book.rows("SELECT * FROM refunds WHERE id = ?", refund_id)
        if not found:
            raise not_found("refund")
        return RefundMade.model_validate(dict(found[0]))

    def whole_book(self) -> BookView:
        charges = [Charge.model_validate(dict(row)) for row in self._book.rows(CHARGES)]
        rows = self._book.rows("SELECT * FROM refunds ORDER BY id")
        refunds = [RefundMade.model_validate(dict(row)) for row in rows]
        return BookView(
            charges=charges,
            refunds=refunds,
            captured_minor=sum(charge.amount_minor for charge in charges),
            refunded_minor=sum(r.amount_minor for r in refunds if r.state == "succeeded"),
        )


def _failure_of(connection: sqlite3.Connection, wanted: MakeRefund) -> str | None:
    charge = connection.execute(
        "SELECT amount_minor, currency FROM charges WHERE checkout_id = ?", (wanted.checkout_id,)
    ).fetchone()
    if charge is None:
        known = connection.execute("SELECT 1 FROM checkouts WHERE id = ?", (wanted.checkout_id,))
        if known.fetchone() is None:
            raise not_found("checkout")
        return "Nothing was captured."
    if charge["currency"] != wanted.currency:
        return "The currency is not the charge's."
    given_back = connection.execute(
        "SELECT coalesce(sum(amount_minor), 0) FROM refunds"
        " WHERE checkout_id = ? AND state = 'succeeded'",
        (wanted.checkout_id,),
    ).fetchone()[0]
    if given_back + wanted.amount_minor > charge["amount_minor"]:
        return "The refunds would exceed the charge."
    return None
