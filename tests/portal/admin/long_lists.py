"""Ten thousand of each that the desk lists, as SQL makes them, and what PostgreSQL reads for a
page."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Connection, event, text

from chassis.database import Database
from tests.portal.customer.books import unpaid
from tests.portal.world import PortalWorld
from tests.services.orders.domain.cases import LINE, NOW, policy

COUNT = 10_000
ORDERS = """
INSERT INTO customers (partner_id, id, name, email, category, labels, changed_by)
SELECT :partner, 'cus_' || n, 'Customer ' || n || ' ' || md5(n::text), 'c' || n || '@example.net',
       'person', '[]', 'system/portal'
FROM generate_series(1, :count) n;

INSERT INTO orders (id, quote_id, partner_id, customer_id, path, status, currency, total_minor,
                    payment_attempt, policy, agreement, placed_at, revision, waiting_since,
                    decision_due_at, order_words, customer_words)
SELECT 'ord_' || :partner || '_' || n, 'quo_' || :partner || '_' || n, :partner, 'cus_' || n,
       'request', 'waiting_for_approval', 'EUR', 3100, 0, CAST(:policy AS jsonb), '{}',
       CAST(:now AS timestamptz) - n * interval '1 minute', 1, :now,
       CAST(:now AS timestamptz) + (n * 7919 % :count) * interval '1 minute',
       concat_ws(' ', 'ord_' || n, 'cus_' || n, 'fibre ' || n),
       concat_ws(' ', 'customer ' || n || ' ' || md5(n::text), 'c' || n || '@example.net')
FROM generate_series(1, :count) n;

INSERT INTO order_items (id, order_id, position, line, state)
SELECT 'itm_' || :partner || '_' || n, 'ord_' || :partner || '_' || n, 1, CAST(:line AS jsonb),
       'awaiting_approval'
FROM generate_series(1, :count) n;

INSERT INTO audit (order_id, at, actor, action, reason)
SELECT 'ord_' || :partner || '_' || n, CAST(:now AS timestamptz) - n * interval '1 minute',
       'customer/cus_' || n, 'placed', '{"code": "audit.payment_tried_again", "facts": {}}'
FROM generate_series(1, :count) n
"""
PAYMENTS = """
INSERT INTO payment_intents (id, order_id, customer_id, partner_id, currency, invoice_id, attempt,
                             state, amount_minor, gateway, created_at)
SELECT 'pi_' || :partner || '_' || n, 'ord_' || :partner || '_' || n, 'cus_' || n, :partner, 'EUR',
       :invoice, n, 'failed', 3100, 'simulator',
       CAST(:now AS timestamptz) - n * interval '1 minute'
FROM generate_series(1, :count) n
"""
TICKETS = """
INSERT INTO tickets (id, opened_by, partner_id, customer_id, customer_name, subject, state,
                     group_name, priority)
SELECT 'tic_' || :partner || '_' || n, 'customer/cus_' || n, :partner, 'cus_' || n,
       'Customer ' || n,
       jsonb_build_object('code', 'others.words',
                          'facts', jsonb_build_object('words', 'Line ' || n)),
       'waiting_on_agent', 'Helpdesk', 'medium'
FROM generate_series(1, :count) n;

INSERT INTO ticket_messages (id, key, ticket_id, author, visibility, body)
SELECT 'msg_' || :partner || '_' || n, 'key_' || :partner || '_' || n,
       'tic_' || :partner || '_' || n, 'customer/cus_' || n, 'public', 'It is down since ' || n
FROM generate_series(1, :count) n;

UPDATE tickets t SET last_position = m.position, last_public_position = m.position,
                     message_count = 1, public_message_count = 1
FROM ticket_messages m WHERE m.ticket_id = t.id AND t.partner_id = :partner
"""
OFFERINGS = """
INSERT INTO offerings (id, request_key, revision, kind_position, title, enabled, show_on_portal,
                       partner_ids, component_ids, fields, changed_by, search_text,
                       search_grams)
SELECT 'off_' || :partner || '_' || n, 'key_' || :partner || '_' || n, 1, o.kind_position,
       'Plan ' || n, true, true, ARRAY[CAST(:partner AS integer)], '{}',
       o.fields || jsonb_build_object('title', 'Plan ' || n), 'operator/olga', 'plan ' || n,
       (SELECT array_agg(DISTINCT substr('plan ' || n, at, 3))
        FROM generate_series(1, length('plan ' || n) - 2) at)
FROM generate_series(1, :count) n, offerings o WHERE o.id = :like
"""
EMPTIES = {
    "orders": (
        "DELETE FROM audit WHERE order_id LIKE 'ord\\_' || :partner || '\\_%'",
        "DELETE FROM order_items WHERE order_id LIKE 'ord\\_' || :partner || '\\_%'",
        "DELETE FROM orders WHERE id LIKE 'ord\\_' || :partner || '\\_%'",
        "DELETE FROM customers WHERE partner_id = :partner AND id ~ '^cus_[0-9]+$'",
    ),
    "payments": ("DELETE FROM payment_intents WHERE id LIKE 'pi\\_' || :partner || '\\_%'",),
    "notifications": (
        "DELETE FROM ticket_messages WHERE id LIKE 'msg\\_' || :partner || '\\_%'",
        "DELETE FROM tickets WHERE id LIKE 'tic\\_' || :partner || '\\_%'",
    ),
    "catalog": ("DELETE FROM offerings WHERE id LIKE 'off\\_' || :partner || '\\_%'",),
}
"""So that no other test meets them."""


def database_of(pages: PortalWorld, service: str) -> Database:
    app: FastAPI = pages.network.to[f"{service}.test"].app  # type: ignore[attr-defined]
    database: Database = app.state.context.database
    return database


async def fill(pages: PortalWorld) -> None:
    invoice = await unpaid(pages, await pages.customer())
    facts = {"partner": pages.partner_id, "count": COUNT, "now": NOW, "invoice": invoice.id}
    facts |= {"policy": policy().model_dump_json(), "line": LINE.model_dump_json()}
    facts["like"] = await pages.plan()
    filled = {
        "orders": ORDERS,
        "payments": PAYMENTS,
        "notifications": TICKETS,
        "catalog": OFFERINGS,
    }
    for service, statements in filled.items():
        await _run(pages, service, statements.split(";\n"), facts)
        await _run(pages, service, ["VACUUM ANALYZE"], {})


async def empty(pages: PortalWorld) -> None:
    for service, statements in EMPTIES.items():
        await _run(pages, service, statements, {"partner": pages.partner_id})


async def _run(pages: PortalWorld, service: str, statements: Any, facts: dict[str, Any]) -> None:
    async with database_of(pages, service).autocommit() as connection:
        for statement in statements:
            named = {name: value for name, value in facts.items() if f":{name}" in statement}
            await connection.execute(text(statement), named)


@contextmanager
def reading(*databases: Database) -> Iterator[list[int]]:
    """How many blocks PostgreSQL looks at for each statement that reads."""
    found: list[int] = []
    engines = [database._engine.sync_engine for database in databases]
    is_explaining = False

    def explain(connection: Connection, _: Any, statement: str, parameters: Any, *__: Any) -> None:
        nonlocal is_explaining
        if is_explaining or not statement.lstrip().upper().startswith(("SELECT", "WITH")):
            return
        is_explaining = True
        asked = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}"
        [plan] = connection.exec_driver_sql(asked, parameters).scalars()
        top = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
        found.append(top["Shared Hit Blocks"] + top["Shared Read Blocks"])
        is_explaining = False

    for engine in engines:
        event.listen(engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", explain)
