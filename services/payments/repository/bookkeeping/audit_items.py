"""SQL that compares the documents of each order item with one another and with the money that they
moved. Sums of a whole order would let one item's fault hide behind another item."""

from collections.abc import Mapping

from contracts.bookkeeping import Check

# What each invoice charges an item for; with an order's several items, one invoice does for all.
_ITEMS = """
WITH charged AS (
    SELECT t.order_item_id, v.id AS invoice_id, v.order_id, v.currency, v.kind,
        sum(t.gross_minor) AS gross_minor
    FROM invoice_items t JOIN invoices v ON v.id = t.invoice_id
    WHERE v.state IN ('issued', 'paid') GROUP BY t.order_item_id, v.id
), settled AS (
    SELECT s.* FROM note_settlements s JOIN credit_notes n ON n.id = s.credit_note_id
    WHERE n.state <> 'voided'
), live AS (
    SELECT n.*, n.gross_minor - n.applied_minor - coalesce((
        SELECT sum(r.amount_minor) FROM refunds r WHERE r.credit_note_id = n.id), 0) AS rest_minor
    FROM credit_notes n WHERE n.state <> 'voided'
)
"""

_SUMS = """
SELECT order_item_id AS subject,
    jsonb_build_object('order_item_id', order_item_id, 'order_id', order_id, 'currency', currency,
        'invoiced_minor', sum(invoiced), 'credited_minor', sum(credited),
        'again_minor', sum(again)) AS facts
FROM (
    SELECT order_item_id, order_id, currency, gross_minor AS invoiced, 0 AS again, 0 AS credited
    FROM charged WHERE kind = 'order'
    UNION ALL SELECT order_item_id, order_id, currency, 0, gross_minor, 0
    FROM charged WHERE kind = 'supplementary'
    UNION ALL SELECT order_item_id, order_id, currency, 0, 0, gross_minor FROM live
) AS documents
GROUP BY order_item_id, order_id, currency
"""

_CREDITS = _SUMS + "HAVING sum(credited) > sum(invoiced) + sum(again)"

_RECHARGES = _SUMS + "HAVING sum(again) > sum(credited)"

# What a note settled is on invoices of its own item, and no invoice is settled beyond its gross.
_SETTLEMENTS = """
SELECT subject, facts FROM (
    SELECT n.id AS subject, jsonb_build_object('which', 'note', 'number', n.number,
        'currency', n.currency, 'applied_minor', n.applied_minor,
        'settled_minor', coalesce(sum(s.amount_minor), 0)) AS facts
    FROM credit_notes n LEFT JOIN note_settlements s ON s.credit_note_id = n.id
    GROUP BY n.id HAVING coalesce(sum(s.amount_minor), 0) <> n.applied_minor
    UNION ALL
    SELECT n.id, jsonb_build_object('which', 'item', 'number', n.number,
        'currency', n.currency, 'order_item_id', n.order_item_id,
        'settled_minor', s.amount_minor, 'invoice_id', s.invoice_id)
    FROM credit_notes n JOIN note_settlements s ON s.credit_note_id = n.id
    WHERE NOT EXISTS (SELECT FROM charged c
        WHERE (c.invoice_id, c.order_item_id) = (s.invoice_id, n.order_item_id))
    UNION ALL
    SELECT v.id, jsonb_build_object('which', 'invoice', 'number', v.number,
        'currency', v.currency, 'charged_minor', v.gross_minor, 'paid_minor', v.paid_minor,
        'settled_minor', coalesce(sum(s.amount_minor), 0))
    FROM invoices v LEFT JOIN settled s ON s.invoice_id = v.id WHERE v.state IN ('issued', 'paid')
    GROUP BY v.id HAVING v.paid_minor + coalesce(sum(s.amount_minor), 0) > v.gross_minor
) AS found
"""

# No rest beside a due; nor may a note have given money back while an invoice from before it was
# due. An invoice that is due again, as a note that had settled it was voided, says nothing of that.
_PASSED_OVER = """
, due AS (
    SELECT c.order_item_id, v.id, v.number, v.currency, coalesce(o.revision, 0) AS revision,
        v.gross_minor - v.paid_minor - coalesce((
            SELECT sum(s.amount_minor) FROM settled s WHERE s.invoice_id = v.id), 0) AS due_minor,
        EXISTS (SELECT FROM note_settlements s JOIN credit_notes n ON n.id = s.credit_note_id
            WHERE s.invoice_id = v.id AND n.state = 'voided') AS is_due_again
    FROM charged c JOIN invoices v ON v.id = c.invoice_id
    LEFT JOIN credit_outcomes o ON o.supplementary_invoice_id = v.id
)
SELECT n.id AS subject,
    jsonb_build_object('number', n.number, 'order_item_id', n.order_item_id,
        'currency', n.currency, 'left_minor', n.gross_minor - n.applied_minor,
        'due_minor', min(d.due_minor), 'invoice_number', min(d.number)) AS facts
FROM live n JOIN due d ON d.order_item_id = n.order_item_id AND d.due_minor > 0
WHERE n.rest_minor > 0
    OR (n.gross_minor > n.applied_minor AND d.revision < n.revision AND NOT d.is_due_again)
GROUP BY n.id, n.number, n.order_item_id, n.gross_minor, n.applied_minor, n.currency
"""

# Of a payment for several items each has what it was charged. A failed refund is still owed.
_REFUNDS = """
, kept AS (
    SELECT p.invoice_id, sum(p.amount_minor) AS amount_minor
    FROM payments p LEFT JOIN payment_intents i ON i.id = p.intent_id
    WHERE i.id IS NULL OR i.state = 'captured' GROUP BY p.invoice_id
)
SELECT order_item_id AS subject,
    jsonb_build_object('order_item_id', order_item_id, 'order_id', order_id, 'currency', currency,
        'came_minor', sum(came), 'given_minor', sum(given)) AS facts
FROM (
    SELECT c.order_item_id, c.order_id, c.currency, least(c.gross_minor, k.amount_minor) AS came,
        0 AS given
    FROM charged c JOIN kept k ON k.invoice_id = c.invoice_id
    UNION ALL
    SELECT n.order_item_id, n.order_id, n.currency, 0, r.amount_minor
    FROM refunds r JOIN credit_notes n ON n.id = r.credit_note_id
) AS money
GROUP BY order_item_id, order_id, currency HAVING sum(given) > sum(came)
"""

ITEM_CHECKS: Mapping[Check, str] = {
    "credits_exceed_invoices": _ITEMS + _CREDITS,
    "recharges_exceed_credits": _ITEMS + _RECHARGES,
    "settlements_differ": _ITEMS + _SETTLEMENTS,
    "credit_passed_over_due": _ITEMS + _PASSED_OVER,
    "item_refunds_exceed_payments": _ITEMS + _REFUNDS,
}
