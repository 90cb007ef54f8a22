"""SQL that finds attempts and webhooks that were begun and not brought to their end."""

UNSETTLED_ATTEMPTS = """
SELECT i.id AS key, 'payment_behind' AS kind, i.id AS subject, i.order_id,
    EXISTS (
        SELECT FROM payment_intents newer
        WHERE newer.invoice_id = i.invoice_id AND newer.attempt > i.attempt
    ) OR CASE WHEN i.pays_number IS NULL
        THEN o.paid_intent_id IS NOT NULL OR o.closed_at IS NOT NULL
        ELSE i.amount_minor <> v.gross_minor - v.paid_minor - coalesce((
            SELECT sum(s.amount_minor) FROM note_settlements s
            JOIN credit_notes n ON n.id = s.credit_note_id
            WHERE s.invoice_id = v.id AND n.state <> 'voided'), 0)
    END AS is_over
FROM payment_intents i JOIN invoices v ON v.id = i.invoice_id
LEFT JOIN order_payments o ON o.order_id = i.order_id
WHERE i.state IN ('created', 'open', 'processing') AND i.created_at < :now - interval '15 minutes'
"""

# No message will have them worked on any more. What an operator dismissed is not forgotten.
FORGOTTEN_WEBHOOKS = """
SELECT w.gateway || '/' || w.event_id AS key, 'webhook_unprocessed' AS kind,
    left(w.gateway || '/' || w.event_id, 200) AS subject, NULL AS order_id, w.gateway, w.event_id
FROM webhook_inbox w
WHERE w.processed_at IS NULL AND w.received_at < :now - interval '1 hour' AND NOT EXISTS (
    SELECT FROM outbox m
    WHERE m.topic = 'event_kept' AND m.key = w.gateway || '/' || w.event_id
        AND (m.delivered_at IS NULL OR m.last_error IS NOT NULL)
)
"""
