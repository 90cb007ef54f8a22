"""Opens checkouts, shows them, and makes them unable to capture. Charges nothing; see `charges`."""

import sqlite3

from chassis.ids import new_id
from chassis.problems import not_found
from simulator.book import Book
from simulator.card_list import card_of
from simulator.clock import stamp
from simulator.declining import CODES
from simulator.events import EventPublisher, checkout_row
from simulator.linked_methods import method_of
from simulator.messages import CheckoutView, OpenCheckout

SELECT = """
SELECT c.*, h.amount_minor AS captured_minor, h.currency AS captured_currency, h.captured_at,
    m.label AS method_label
FROM checkouts c
LEFT JOIN charges h ON h.checkout_id = c.id
LEFT JOIN methods m ON m.id = c.method_id
"""
MOST_OF_ONE_REFERENCE = 20


def open_checkout(
    connection: sqlite3.Connection, wanted: OpenCheckout, publisher: EventPublisher
) -> str:
    """The new checkout's id. Raises `MethodIsNotLinked`."""
    if wanted.method_id is not None:
        method_of(connection, wanted.customer_id, wanted.method_id)
    checkout_id = new_id("chk")
    connection.execute(
        "INSERT INTO checkouts (id, reference, customer_id, method_id, state, amount_minor,"
        " currency, description, return_url, opened_at) VALUES (?, ?, ?, ?, 'open', ?, ?, ?, ?, ?)",
        (
            checkout_id,
            wanted.reference,
            wanted.customer_id,
            wanted.method_id,
            wanted.amount_minor,
            wanted.currency,
            wanted.description,
            wanted.return_url,
            stamp(publisher.clock()),
        ),
    )
    publisher.publish(connection, checkout_row(connection, checkout_id), "payment.opened")
    return checkout_id


def cancel_checkout(
    connection: sqlite3.Connection, checkout_id: str, publisher: EventPublisher
) -> None:
    """From now on it cannot capture, unless its card says otherwise; a charge made before stays."""
    card = card_of(checkout_row(connection, checkout_id)["card"] or "")
    if card is not None and card.cancelling == "comes_too_late":
        return
    if not publisher.move(connection, checkout_id, ("open", "processing"), "cancelled"):
        return
    if card is None or card.cancelling != "is_ignored":
        connection.execute("UPDATE checkouts SET settles_at = NULL WHERE id = ?", (checkout_id,))


class Checkouts:
    """All checkouts of the book, as merchants and customers see them."""

    def __init__(self, book: Book, public_url: str | None) -> None:
        """Page addresses start with `public_url`, else with the base URL that the caller used."""
        self._book = book
        self._public_url = public_url

    async def row(self, checkout_id: str) -> sqlite3.Row:
        found = await self._book.rows(f"{SELECT} WHERE c.id = ?", checkout_id)
        if not found:
            raise not_found("checkout")
        return found[0]

    async def read(self, checkout_id: str, base_url: str) -> CheckoutView:
        return self.view(await self.row(checkout_id), base_url)

    async def find(self, reference: str, base_url: str) -> list[CheckoutView]:
        """Newest first."""
        rows = await self._book.rows(
            f"{SELECT} WHERE c.reference = ? ORDER BY c.id DESC LIMIT ?",
            reference,
            MOST_OF_ONE_REFERENCE,
        )
        return [self.view(row, base_url) for row in rows]

    def page_url(self, path: str, base_url: str) -> str:
        return f"{(self._public_url or base_url).rstrip('/')}{path}"

    def view(self, row: sqlite3.Row, base_url: str) -> CheckoutView:
        made = {
            "page_url": self.page_url(f"/pay/{row['id']}", base_url),
            "failure_code": CODES.get(row["failure"]),
        }
        kept = {name: row[name] for name in CheckoutView.model_fields if name not in made}
        return CheckoutView.model_validate(made | kept)
