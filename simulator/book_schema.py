"""The tables of the simulator's book, and how a book of an older version is brought up to date."""

import sqlite3

VERSION = 2

SCHEMA = """
CREATE TABLE checkouts (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    customer_id TEXT,
    method_id TEXT,
    state TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    description TEXT NOT NULL,
    return_url TEXT,
    failure TEXT,
    opened_at TEXT NOT NULL,
    card TEXT,
    presses INTEGER NOT NULL DEFAULT 0,
    settles_at REAL,
    dated_at TEXT
);
CREATE INDEX checkouts_of_reference ON checkouts (reference);
CREATE INDEX checkouts_settling ON checkouts (settles_at) WHERE settles_at IS NOT NULL;
CREATE TABLE charges (
    checkout_id TEXT PRIMARY KEY REFERENCES checkouts (id),
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    captured_at TEXT NOT NULL
);
CREATE INDEX charges_by_time ON charges (captured_at, checkout_id);
CREATE TABLE refunds (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    checkout_id TEXT NOT NULL REFERENCES checkouts (id),
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,
    failure TEXT,
    made_at TEXT NOT NULL,
    settles_at REAL
);
CREATE INDEX refunds_of_reference ON refunds (reference);
CREATE INDEX refunds_of_checkout ON refunds (checkout_id);
CREATE INDEX refunds_by_time ON refunds (made_at, id);
CREATE INDEX refunds_settling ON refunds (settles_at) WHERE settles_at IS NOT NULL;
CREATE TABLE keys (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    seen_at REAL NOT NULL,
    times INTEGER NOT NULL,
    made TEXT,
    has_error INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE methods (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    brand TEXT NOT NULL,
    last_four TEXT NOT NULL,
    label TEXT NOT NULL,
    linked_at TEXT NOT NULL,
    removed_at TEXT
);
CREATE INDEX methods_of_customer ON methods (customer_id);
CREATE TABLE wallets (
    token TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    return_url TEXT,
    expires_at REAL NOT NULL
);
CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    checkout_id TEXT NOT NULL,
    body BLOB NOT NULL,
    due_at REAL,
    attempts INTEGER NOT NULL DEFAULT 0,
    answered INTEGER,
    answered_at REAL
);
CREATE INDEX webhooks_due ON webhooks (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhooks_first ON webhooks (checkout_id) WHERE kind = 'first';
CREATE TABLE injected (
    fault TEXT PRIMARY KEY,
    times INTEGER NOT NULL
);
"""

FROM_VERSION_1 = """
ALTER TABLE checkouts RENAME TO old_checkouts;
ALTER TABLE charges RENAME TO old_charges;
ALTER TABLE refunds RENAME TO old_refunds;
DROP TABLE webhooks;
DROP INDEX checkouts_settling;
"""
KEEP_VERSION_1 = """
INSERT INTO checkouts (id, reference, state, amount_minor, currency, description, return_url,
    failure, opened_at, card, settles_at, dated_at)
SELECT id, reference, state, amount_minor, currency, description, return_url, failure,
    strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'), coalesce(settles_as, 'success'),
    iif(state = 'processing', settles_at, NULL), dated_at
FROM old_checkouts;
INSERT INTO keys (key, fingerprint, seen_at, times, made)
SELECT idempotency_key, fingerprint, unixepoch(), 1, id FROM old_checkouts;
INSERT INTO charges SELECT checkout_id, amount_minor, currency, captured_at FROM old_charges;
INSERT INTO refunds (id, reference, checkout_id, amount_minor, currency, state, failure, made_at)
SELECT id, idempotency_key, checkout_id, amount_minor, currency, state, failure,
    strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
FROM old_refunds;
DROP TABLE old_refunds;
DROP TABLE old_charges;
DROP TABLE old_checkouts;
"""


def lay_tables(connection: sqlite3.Connection) -> None:
    """Make the tables, or bring those of an older book up to date; all or nothing."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    is_old = "checkouts" in names
    before, after = (FROM_VERSION_1, KEEP_VERSION_1) if is_old else ("", "")
    connection.executescript(
        f"PRAGMA foreign_keys = OFF; BEGIN EXCLUSIVE; {before} {SCHEMA} {after}"
        f" PRAGMA user_version = {VERSION}; COMMIT; PRAGMA foreign_keys = ON;"
    )
