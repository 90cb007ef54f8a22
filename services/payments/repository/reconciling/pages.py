"""Pages of whatever differs, in ascending order of keys: what agrees never leaves the database."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.payments.domain.reconciling.differences import Difference
from services.payments.tables.columns import SaidColumn

Row = TypeVar("Row", bound=Difference)

# `books` are those that were read to their end: what they do not list, the gateway may not have.
PAGE = """
WITH books AS (
    SELECT gateway FROM unnest(CAST(:gateways AS text[])) AS gateway WHERE NOT EXISTS (
        SELECT FROM reconciliation_findings f
        WHERE f.reconciliation_id = :run_id AND f.kind = 'not_compared'
            AND f.subject = 'gateway/' || gateway
    )
)
SELECT * FROM ({statement}) AS differing WHERE key > :after ORDER BY key LIMIT :most
"""


@dataclass(frozen=True)
class Asked:
    """Which page of a run. `gateways` are those with a book to read."""

    run_id: str
    now: datetime
    gateways: Sequence[str]
    after: str
    most: int


async def read_page(
    connection: AsyncConnection, statement: str, row: type[Row], asked: Asked
) -> list[Row]:
    """The statement gives a column for each of the row's fields."""
    wanted = text(PAGE.format(statement=statement)).columns(failure=SaidColumn)
    rows = await connection.execute(wanted, asdict(asked))
    return [row(**one._mapping) for one in rows]
