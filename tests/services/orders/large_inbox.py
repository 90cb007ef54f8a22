"""A database with very many orders, as SQL makes them, and what PostgreSQL does to read them."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, text

import services.orders
from chassis.database import Database
from chassis.migrations import migrate
from tests.services.orders.domain.cases import LINE, NOW, policy

MIGRATIONS = Path(services.orders.__path__[0]) / "migrations"
PARTNERS = 10
FILL = """
INSERT INTO customers (partner_id, id, name, email, category, labels, changed_by)
SELECT n % :partners + 1, 'cus_' || n, 'Customer ' || n || ' of ' || md5(n::text),
       'c' || n || '@example.net', 'person', '[]', 'system/portal'
FROM generate_series(1, :waiting) n;

INSERT INTO orders (id, quote_id, partner_id, customer_id, path, status, currency, total_minor,
                    payment_attempt, policy, agreement, placed_at, revision, waiting_since,
                    decision_due_at, order_words, customer_words)
SELECT 'ord_' || n, 'quo_' || n, n % :partners + 1, 'cus_' || n, 'request',
       CASE WHEN n > :waiting THEN 'completed' WHEN n % 50 = 0 THEN 'needs_attention'
            ELSE 'waiting_for_approval' END,
       'EUR', 3100, 0, CAST(:policy AS jsonb), '{}', :now, 1, since, since + interval '5 days',
       concat_ws(' ', 'ord_' || n, 'cus_' || n, 'fibre ' || n % 1000 || ' no. 1', 'fibre 2'),
       concat_ws(' ', 'customer ' || n || ' of ' || md5(n::text), 'c' || n || '@example.net')
FROM generate_series(1, :count) n,
LATERAL (SELECT CASE WHEN n <= :waiting THEN
    CAST(:now AS timestamptz) - (n * 7919 % :waiting) * interval '1 minute' END AS since) waits;

INSERT INTO order_items (id, order_id, position, line, state)
SELECT 'itm_' || n || '_' || p, 'ord_' || n, p, CAST(:line AS jsonb), 'awaiting_approval'
FROM generate_series(1, :waiting) n, generate_series(1, 2) p
"""


@asynccontextmanager
async def large_inbox(url: str, *, waiting: int, count: int) -> AsyncIterator[Database]:
    """So many orders of which so many wait for a decision, each with two items; the others are done
    and have none."""
    migrate(url, "orders", MIGRATIONS)
    database = Database(url, "orders")
    facts = {"waiting": waiting, "count": count, "partners": PARTNERS, "now": NOW}
    facts |= {"policy": policy().model_dump_json(), "line": LINE.model_dump_json()}
    try:
        async with database.autocommit() as connection:
            for statement in FILL.split(";"):
                await connection.execute(text(statement), facts)
            await connection.execute(text("VACUUM ANALYZE"))
        yield database
    finally:
        await database.close()


@contextmanager
def explained(database: Database) -> Iterator[list[str]]:
    """How PostgreSQL came to the answer of each statement, and how long it took."""
    engine, plans, is_explaining = database._engine.sync_engine, list[str](), False

    def explain(connection: Connection, _: Any, statement: str, parameters: Any, *__: Any) -> None:
        nonlocal is_explaining
        if is_explaining:
            return
        is_explaining = True
        asked = f"EXPLAIN (ANALYZE, BUFFERS OFF) {statement}"
        plans.append("\n".join(connection.exec_driver_sql(asked, parameters).scalars()))
        is_explaining = False

    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", explain)
