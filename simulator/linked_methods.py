"""Linked methods: of a card its brand, last four digits and label are kept, never its number."""

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from chassis.ids import new_id
from simulator.book import Book
from simulator.card_list import card_ending_in
from simulator.cards import TestCard
from simulator.clock import stamp
from simulator.messages import MethodView, OpenWallet
from simulator.problems import (
    MethodIsNotLinked,
    WalletLinkIsNoLongerValid,
)

WALLET_SECONDS = 60 * 60
MOST_METHODS = 20
LIVING = "SELECT * FROM methods WHERE customer_id = ? AND removed_at IS NULL"


@dataclass(frozen=True)
class Wallet:
    customer_id: str
    return_url: str | None


def open_wallet(connection: sqlite3.Connection, wanted: OpenWallet, now: datetime) -> str:
    """The secret part of the page's address."""
    token = secrets.token_urlsafe(24)
    connection.execute("DELETE FROM wallets WHERE expires_at <= ?", (now.timestamp(),))
    connection.execute(
        "INSERT INTO wallets (token, customer_id, return_url, expires_at) VALUES (?, ?, ?, ?)",
        (token, wanted.customer_id, wanted.return_url, now.timestamp() + WALLET_SECONDS),
    )
    return token


async def wallet_of(book: Book, token: str, now: datetime) -> Wallet:
    """Raises `WalletLinkIsNoLongerValid`."""
    query = "SELECT * FROM wallets WHERE token = ? AND expires_at > ?"
    found = await book.rows(query, token, now.timestamp())
    if not found:
        raise WalletLinkIsNoLongerValid(
            detail="This link is good for an hour and that is over. Nothing was changed; go back to"
            " the shop and open it again."
        )
    return Wallet(found[0]["customer_id"], found[0]["return_url"])


def link_card(
    connection: sqlite3.Connection, customer_id: str, card: TestCard, now: datetime
) -> None:
    """Linking a card twice keeps one."""
    living = connection.execute(LIVING, (customer_id,)).fetchall()
    if len(living) >= MOST_METHODS or any(row["last_four"] == card.last_four for row in living):
        return
    connection.execute(
        "INSERT INTO methods (id, customer_id, brand, last_four, label, linked_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (new_id("mth"), customer_id, card.brand, card.last_four, card.title, stamp(now)),
    )


def remove_method(
    connection: sqlite3.Connection, customer_id: str, method_id: str, now: datetime
) -> None:
    connection.execute(
        "UPDATE methods SET removed_at = ? WHERE id = ? AND customer_id = ? AND removed_at IS NULL",
        (stamp(now), method_id, customer_id),
    )


def method_of(
    connection: sqlite3.Connection, customer_id: str | None, method_id: str
) -> sqlite3.Row:
    """Raises `MethodIsNotLinked`."""
    found: sqlite3.Row | None = connection.execute(
        f"{LIVING} AND id = ?", (customer_id, method_id)
    ).fetchone()
    if found is None:
        raise MethodIsNotLinked(
            detail="This payment method is no longer linked. Nothing was charged; choose another"
            " way to pay."
        )
    return found


async def methods_of(book: Book, customer_id: str) -> list[MethodView]:
    """In the order in which they were linked."""
    rows = await book.rows(f"{LIVING} ORDER BY id", customer_id)
    return [
        MethodView(
            id=row["id"],
            brand=row["brand"],
            last_four=row["last_four"],
            label=row["label"],
            is_expired=(card := card_ending_in(row["last_four"])) is None or card.is_expired,
        )
        for row in rows
    ]
