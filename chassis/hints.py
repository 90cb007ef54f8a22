"""Hints to pages that wait: which object changed, and nothing of what it holds. A statement that
writes what a page shows returns one, and PostgreSQL tells it when that is committed.

A hint may be lost, or made up by anybody who may connect: whoever hears one reads again, with the
rights of whom it reads for, and reads from time to time without any.
"""

from typing import Literal

from sqlalchemy import ColumnElement, func, literal

CHANNEL = "turnup_hints"
Kind = Literal["order"]


def about(kind: Kind, object_id: str) -> str:
    """What a hint says."""
    return f"{kind}/{object_id}"


def hint(kind: Kind, object_id: ColumnElement[str]) -> ColumnElement[None]:
    """For the RETURNING of a statement, which then gives one for each row that it wrote: a SELECT
    beside it, in a CTE that nobody reads, would not be run."""
    return func.pg_notify(CHANNEL, literal(about(kind, "")) + object_id).label("hinted")
