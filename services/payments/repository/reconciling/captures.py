"""SQL that joins the captures of the gateways' books, as they were read, with ours, and names what
differs."""

# Of an attempt by the gateway's id, else by our own that the gateway repeats.
LISTED_CAPTURES = """
SELECT l.gateway || '/' || l.gateway_id AS key, named.kind, l.gateway_id AS subject, i.order_id,
    l.gateway, l.gateway_id, l.state, l.amount_minor, l.currency, l.payment_id, l.reference,
    l.captured_at, l.failure, i.id AS our_id, i.state AS our_state,
    i.gateway_payment_id AS our_payment_id, p.amount_minor AS our_minor, p.currency AS our_currency
FROM reconciliation_lines l
LEFT JOIN payment_intents known
    ON known.gateway = l.gateway AND known.gateway_payment_id = l.gateway_id
LEFT JOIN payment_intents meant ON meant.gateway = l.gateway AND meant.id = l.reference
LEFT JOIN payment_intents i ON i.id = coalesce(known.id, meant.id)
LEFT JOIN payments p ON p.intent_id = i.id
CROSS JOIN LATERAL (SELECT CASE
    WHEN i.id IS NULL THEN 'capture_unknown'
    WHEN i.gateway_payment_id <> l.gateway_id THEN 'captured_twice'
    WHEN p.id IS NULL THEN 'capture_not_booked'
    WHEN (p.amount_minor, p.currency) <> (l.amount_minor, l.currency) THEN 'amount_differs'
END AS kind) named
WHERE l.reconciliation_id = :run_id AND l.kind = 'capture' AND named.kind IS NOT NULL
"""

# Of the time of the run. No gateway heard of a payment of nothing.
UNLISTED_CAPTURES = """
SELECT p.id AS key, 'capture_missing' AS kind, i.gateway_payment_id AS subject, p.order_id,
    i.gateway, i.gateway_payment_id AS gateway_id, p.amount_minor, p.currency
FROM reconciliations run
JOIN payments p ON p.captured_at >= run.since AND p.captured_at < run.until
JOIN payment_intents i ON i.id = p.intent_id
LEFT JOIN reconciliation_lines l ON l.reconciliation_id = run.id AND l.kind = 'capture'
    AND l.gateway = i.gateway AND l.gateway_id = i.gateway_payment_id
WHERE run.id = :run_id AND l.gateway_id IS NULL AND i.gateway_payment_id NOT LIKE 'free/%'
    AND i.gateway IN (SELECT gateway FROM books)
"""
