"""SQL that joins the refunds of the gateways' books, as they were read, with ours, and names what
differs; and those of ours that are not done or not listed."""

# One is ours by the gateway's id; else by our key that the gateway repeats; else, as when somebody
# made it in the gateway's own pages, if one of the same payment and amount is still owed. Each
# stands for one only: the first for the first, the second for the second.
LISTED_REFUNDS = """
WITH ours AS NOT MATERIALIZED (
    SELECT r.*, i.gateway, i.gateway_payment_id AS payment_id,
        r.intent_id || '/' || r.amount_minor || '/' || r.currency AS alike
    FROM refunds r JOIN payment_intents i ON i.id = r.intent_id
), told AS (
    SELECT l.*, paid.order_id, ours.id AS refund_id,
        coalesce(l.reference, paid.id || '/' || l.amount_minor || '/' || l.currency) AS sign
    FROM reconciliation_lines l
    LEFT JOIN payment_intents paid
        ON paid.gateway = l.gateway AND paid.gateway_payment_id = l.payment_id
    LEFT JOIN ours ON ours.gateway_refund_id = l.gateway_id AND ours.gateway = l.gateway
    WHERE l.reconciliation_id = :run_id AND l.kind = 'refund'
), unanswered AS (
    SELECT gateway, gateway_id, sign,
        row_number() OVER (PARTITION BY gateway, sign ORDER BY gateway_id) AS nth
    FROM told WHERE refund_id IS NULL AND state <> 'failed'
), owed AS (
    SELECT id, gateway, sign, row_number() OVER (PARTITION BY gateway, sign ORDER BY id) AS nth
    FROM (
        SELECT ours.id, ours.gateway, coalesce(keyed.sign, ours.alike) AS sign
        FROM ours LEFT JOIN unanswered keyed
            ON keyed.gateway = ours.gateway AND keyed.sign = ours.id AND keyed.nth = 1
        WHERE ours.state <> 'succeeded' AND ours.gateway_refund_id IS NULL
    ) AS signed
)
SELECT t.gateway || '/' || t.gateway_id AS key, named.kind,
    CASE WHEN named.kind IN ('refund_unknown', 'refund_differs') THEN t.gateway_id ELSE ours.id END
        AS subject,
    coalesce(t.order_id, ours.order_id) AS order_id,
    t.gateway, t.gateway_id, t.state, t.amount_minor, t.currency, t.payment_id, t.reference,
    t.captured_at, t.failure, ours.id AS our_id, ours.state AS our_state,
    ours.payment_id AS our_payment_id, ours.amount_minor AS our_minor,
    ours.currency AS our_currency
FROM told t
LEFT JOIN unanswered u USING (gateway, gateway_id)
LEFT JOIN owed ON owed.gateway = u.gateway AND owed.sign = u.sign AND owed.nth = u.nth
LEFT JOIN ours ON ours.id = coalesce(t.refund_id, owed.id)
CROSS JOIN LATERAL (SELECT CASE
    WHEN ours.id IS NULL THEN CASE WHEN t.state <> 'failed' THEN 'refund_unknown' END
    WHEN t.state = 'failed' THEN CASE WHEN ours.state = 'succeeded' THEN 'refund_failed' END
    WHEN (t.amount_minor, t.currency) <> (ours.amount_minor, ours.currency)
        OR t.payment_id <> coalesce(ours.payment_id, '') THEN 'refund_differs'
    WHEN ours.state = 'failed' OR ours.state = 'pending'
        AND (t.state = 'succeeded' OR ours.gateway_refund_id IS NULL) THEN 'refund_not_booked'
END AS kind) named
WHERE named.kind IS NOT NULL
"""

# One that was done may come back much later, so that some are looked at again when they have got
# to an age of so many days.
DOUBTFUL_REFUNDS = """
SELECT r.id AS key, 'refund_overdue' AS kind, r.id AS subject, r.order_id,
    i.gateway, r.gateway_refund_id AS gateway_id, r.amount_minor, r.currency,
    r.state, r.failure, r.created_at
FROM reconciliations run CROSS JOIN refunds r JOIN payment_intents i ON i.id = r.intent_id
WHERE run.id = :run_id AND (
    r.state <> 'succeeded' AND r.created_at < :now - interval '15 minutes'
    OR r.state = 'succeeded' AND r.by_hand_method IS NULL
        AND i.gateway IN (SELECT gateway FROM books)
        AND (r.settled_at BETWEEN run.since AND run.until OR EXISTS (
            SELECT FROM unnest(ARRAY[14, 30, 60, 90]) AS age
            WHERE r.settled_at BETWEEN run.until - (age + 1) * interval '1 day'
                AND run.until - age * interval '1 day'
        ))
        AND NOT EXISTS (
            SELECT FROM reconciliation_lines l
            WHERE l.reconciliation_id = run.id AND l.gateway = i.gateway AND l.kind = 'refund'
                AND l.gateway_id = r.gateway_refund_id
        )
)
"""
