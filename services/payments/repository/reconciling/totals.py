"""SQL that sums up what a reconciliation compared, and how orders' payments stand."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.reconciliation import ComparedBook, SettledPayment

# What is booked counts if its gateway's book lists it, or if it is of the run's time.
BOOKS = """
WITH run AS (SELECT * FROM reconciliations WHERE id = :run),
told AS (
    SELECT gateway, currency,
        count(*) FILTER (WHERE kind = 'capture') AS gateway_captured_count,
        coalesce(sum(amount_minor) FILTER (WHERE kind = 'capture'), 0) AS gateway_captured_minor,
        coalesce(sum(amount_minor) FILTER (WHERE kind = 'refund' AND state = 'succeeded'), 0)
            AS gateway_refunded_minor
    FROM reconciliation_lines WHERE reconciliation_id = :run GROUP BY 1, 2
), captured AS (
    SELECT i.gateway, p.currency, count(*) AS booked_captured_count,
        sum(p.amount_minor) AS booked_captured_minor
    FROM run, payments p JOIN payment_intents i ON i.id = p.intent_id
    LEFT JOIN reconciliation_lines l ON l.reconciliation_id = :run AND l.kind = 'capture'
        AND l.gateway = i.gateway AND l.gateway_id = i.gateway_payment_id
    WHERE i.gateway = ANY(:gateways) AND i.gateway_payment_id NOT LIKE 'free/%'
        AND (l.gateway_id IS NOT NULL
            OR (p.captured_at >= run.since AND p.captured_at < run.until))
    GROUP BY 1, 2
), refunded AS (
    SELECT i.gateway, r.currency, sum(r.amount_minor) AS booked_refunded_minor
    FROM run, refunds r JOIN payment_intents i ON i.id = r.intent_id
    LEFT JOIN reconciliation_lines l ON l.reconciliation_id = :run AND l.kind = 'refund'
        AND l.gateway = i.gateway AND l.gateway_id = r.gateway_refund_id
    WHERE i.gateway = ANY(:gateways) AND r.state = 'succeeded' AND r.by_hand_method IS NULL
        AND (l.gateway_id IS NOT NULL
            OR (r.settled_at >= run.since AND r.settled_at < run.until))
    GROUP BY 1, 2
)
SELECT gateway, currency,
    coalesce(gateway_captured_count, 0), coalesce(gateway_captured_minor, 0),
    coalesce(booked_captured_count, 0), coalesce(booked_captured_minor, 0),
    coalesce(gateway_refunded_minor, 0), coalesce(booked_refunded_minor, 0)
FROM told FULL JOIN captured USING (gateway, currency) FULL JOIN refunded USING (gateway, currency)
ORDER BY gateway, currency
"""

SETTLED = """
SELECT DISTINCT ON (order_id) order_id, attempt, state FROM payment_intents
WHERE order_id = ANY(:order_ids) AND pays_number IS NULL
ORDER BY order_id, state = 'captured' DESC, attempt DESC
"""


async def compared_books(
    connection: AsyncConnection, run_id: str, gateways: Sequence[str]
) -> list[ComparedBook]:
    """Of these gateways, by currency."""
    wanted = {"run": run_id, "gateways": list(gateways)}
    rows = await connection.execute(text(BOOKS), wanted)
    names = list(ComparedBook.model_fields)
    return [ComparedBook.model_validate(dict(zip(names, row, strict=True))) for row in rows]


async def settled_payments(
    connection: AsyncConnection, order_ids: Sequence[str]
) -> list[SettledPayment]:
    """Of each order the captured attempt, else the newest; unsettled ones too."""
    rows = await connection.execute(text(SETTLED), {"order_ids": list(order_ids)})
    return [SettledPayment.model_validate(dict(row._mapping)) for row in rows]
