"""Idempotency keys: what each of them made, until the key window is over and that is forgotten.

A forgotten key makes something new: then only a look-up tells what there is, as with real gateways.
"""

import sqlite3
from dataclasses import dataclass

from contracts.problems import IdempotencyKeyIsReused

REMEMBER = """
INSERT INTO keys (key, fingerprint, seen_at, times) VALUES (:key, :fingerprint, :now, 1)
ON CONFLICT (key) DO UPDATE SET
    times = times + 1,
    made = iif(seen_at <= :old, NULL, made),
    has_error = iif(seen_at <= :old, 0, has_error),
    fingerprint = iif(seen_at <= :old, excluded.fingerprint, fingerprint),
    seen_at = iif(seen_at <= :old, excluded.seen_at, seen_at)
RETURNING *
"""
"""The count goes on, so that not the same faults are drawn for a key again and again."""


@dataclass(frozen=True)
class Remembered:
    """`times` is 1 for the very first request with a key; `made` is the id of what it made."""

    times: int
    made: str | None
    has_error: bool


def remember(
    connection: sqlite3.Connection, key: str, fingerprint: str, now: float, window_seconds: float
) -> Remembered:
    """Count a request with this key. Raises `IdempotencyKeyIsReused` for another content."""
    row = connection.execute(
        REMEMBER, {"key": key, "fingerprint": fingerprint, "now": now, "old": now - window_seconds}
    ).fetchone()
    if row["fingerprint"] != fingerprint:
        raise IdempotencyKeyIsReused(
            detail=f"The key {key!r} came before with another content. Nothing was done; look up"
            " what the first request made, or send another key."
        )
    return Remembered(row["times"], row["made"], bool(row["has_error"]))


def keep(connection: sqlite3.Connection, key: str, made: str | None, *, has_error: bool) -> None:
    """What every further request with this key is answered with."""
    connection.execute(
        "UPDATE keys SET made = ?, has_error = ? WHERE key = ?", (made, has_error, key)
    )
