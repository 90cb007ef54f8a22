"""The simulator's book on disk: writes that come at once, and a book that an older version left."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from simulator.book import Book
from tests.simulator.world import simulated

VERSION_1 = """
CREATE TABLE checkouts (
    id TEXT PRIMARY KEY, idempotency_key TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL,
    reference TEXT NOT NULL, state TEXT NOT NULL, amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, description TEXT NOT NULL, return_url TEXT, failure TEXT,
    settles_at REAL, settles_as TEXT, dated_at TEXT
);
CREATE INDEX checkouts_settling ON checkouts (settles_at) WHERE state = 'processing';
CREATE TABLE charges (
    checkout_id TEXT PRIMARY KEY REFERENCES checkouts (id), amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, captured_at TEXT NOT NULL
);
CREATE TABLE refunds (
    id TEXT PRIMARY KEY, idempotency_key TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL,
    checkout_id TEXT NOT NULL REFERENCES checkouts (id), amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, state TEXT NOT NULL, failure TEXT
);
CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY, body BLOB NOT NULL, due_at REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, delivered_at REAL
);
CREATE INDEX webhooks_due ON webhooks (due_at) WHERE delivered_at IS NULL;
INSERT INTO checkouts VALUES
    ('chk_1', 'k1', 'f', 'pi_1', 'captured', 3100, 'EUR', '', NULL, NULL, NULL, NULL, NULL),
    ('chk_2', 'k2', 'f', 'pi_2', 'processing', 500, 'EUR', '', NULL, NULL, 0,
     'pending_then_success', NULL);
INSERT INTO charges VALUES ('chk_1', 3100, 'EUR', '2023-01-01T12:00:00+00:00');
INSERT INTO refunds VALUES ('rfd_1', 'r1', 'f', 'chk_1', 100, 'EUR', 'succeeded', NULL);
"""


@pytest.fixture
async def book(tmp_path: Path) -> AsyncIterator[Book]:
    opened = Book(tmp_path)
    yield opened
    opened.close()


def _add(connection: sqlite3.Connection, number: int) -> int:
    connection.execute("INSERT INTO injected (fault, times) VALUES (?, 1)", (str(number),))
    if number % 3 == 0:
        raise ValueError(number)
    return number


async def test_of_writes_at_once_each_succeeds_or_fails_by_itself(book: Book) -> None:
    outcomes = await asyncio.gather(
        *(book.write(partial(_add, number=number)) for number in range(500)),
        return_exceptions=True,
    )
    kept = {n for n, outcome in enumerate(outcomes) if outcome == n}
    assert kept == {n for n in range(500) if n % 3}
    rows = await book.rows("SELECT fault FROM injected")
    assert {int(row["fault"]) for row in rows} == kept


async def test_what_was_written_is_read_and_synced_to_disk(book: Book, tmp_path: Path) -> None:
    assert await book.write(lambda c: c.execute("PRAGMA synchronous").fetchone()[0]) == 2
    await book.write(partial(_add, number=1))
    assert len(await book.rows("SELECT * FROM injected")) == 1
    with sqlite3.connect(tmp_path / "gateway.sqlite3") as other:
        assert other.execute("SELECT fault FROM injected").fetchall() == [("1",)]
    other.close()


async def test_a_book_of_the_first_version_is_kept(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "gateway.sqlite3")
    old.executescript(VERSION_1)
    old.close()
    for _ in range(2):
        async with simulated(tmp_path) as simulator:
            await simulator.client.post("/v1/checkouts/chk_2/settle")
            everything = datetime.now(UTC) + timedelta(days=1)
            whole = await simulator.gateway.read_book(
                datetime.min.replace(tzinfo=UTC), everything, None
            )
            assert [p.payment_id for p in whole.payments] == ["chk_1", "chk_2"]
            assert [r.id for r in whole.refunds] == ["rfd_1"]
            assert (await simulator.gateway.read_payment("chk_1")).reference == "pi_1"
