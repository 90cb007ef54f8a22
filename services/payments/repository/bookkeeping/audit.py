"""SQL that compares the ledger with the documents that it tells of. Each check is one statement, so
that it sees one moment, and returns what is off: nothing, in a sound ledger."""

from collections.abc import Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.bookkeeping import AuditFinding, Check
from contracts.said import Said
from services.payments.repository.bookkeeping.audit_items import ITEM_CHECKS

MOST_FINDINGS_A_CHECK = 20

CHAIN_LENGTHS = """
SELECT 'partner ' || partner_id AS subject,
    jsonb_build_object('partner_id', partner_id, 'position', coalesce(c.position, 0),
        'entry_count', count(e.id), 'last', coalesce(max(e.position), 0)) AS facts
FROM ledger_chains c FULL JOIN ledger_entries e USING (partner_id)
GROUP BY partner_id, c.position
HAVING count(e.id) <> coalesce(c.position, 0)
    OR coalesce(max(e.position), 0) <> coalesce(c.position, 0)
"""

TOTALS = """
SELECT e.currency AS subject,
    jsonb_build_object('currency', e.currency, 'debits_minor', sum(p.debit_minor),
        'credits_minor', sum(p.credit_minor)) AS facts
FROM ledger_postings p JOIN ledger_entries e ON e.id = p.entry_id
GROUP BY e.currency HAVING sum(p.debit_minor) <> sum(p.credit_minor)
"""

# What each document should have moved, as debits per account.
ACCOUNTS = """
WITH moved AS (
    SELECT partner_id, currency, customer_id, gross_minor, net_minor, vat_minor
    FROM invoices WHERE state IN ('issued', 'paid')
    UNION ALL
    SELECT partner_id, currency, customer_id, -gross_minor, -net_minor, -vat_minor
    FROM credit_notes WHERE state <> 'voided'
), came AS (
    SELECT p.partner_id, p.currency, p.customer_id, coalesce(i.gateway, p.method) AS way,
        p.amount_minor
    FROM payments p LEFT JOIN payment_intents i ON i.id = p.intent_id
    UNION ALL
    SELECT r.partner_id, r.currency, r.customer_id, coalesce(r.by_hand_method, i.gateway),
        -r.amount_minor
    FROM refunds r JOIN payment_intents i ON i.id = r.intent_id WHERE r.state = 'succeeded'
), facts AS (
    SELECT partner_id, currency, 'receivable/' || customer_id AS account, gross_minor AS debit
    FROM moved
    UNION ALL SELECT partner_id, currency, 'revenue', -net_minor FROM moved
    UNION ALL SELECT partner_id, currency, 'vat', -vat_minor FROM moved
    UNION ALL SELECT partner_id, currency, 'receivable/' || customer_id, -amount_minor FROM came
    UNION ALL SELECT partner_id, currency, 'clearing/' || way, amount_minor FROM came
)
, told AS (SELECT partner_id, currency, account, sum(debit) AS balance FROM facts GROUP BY 1, 2, 3)
, booked AS (
    SELECT e.partner_id, e.currency, p.account, sum(p.debit_minor - p.credit_minor) AS balance
    FROM ledger_postings p JOIN ledger_entries e ON e.id = p.entry_id GROUP BY 1, 2, 3
)
SELECT account AS subject,
    jsonb_build_object('account', account, 'partner_id', partner_id, 'currency', currency,
        'booked_minor', coalesce(b.balance, 0), 'told_minor', coalesce(t.balance, 0)) AS facts
FROM told t FULL JOIN booked b USING (partner_id, currency, account)
WHERE coalesce(t.balance, 0) <> coalesce(b.balance, 0)
"""

ORPHANS = """
SELECT e.id AS subject,
    jsonb_build_object('entry_id', e.id, 'entry_kind', e.kind, 'reference', e.reference,
        'partner_id', e.partner_id, 'position', e.position) AS facts
FROM ledger_entries e
WHERE NOT EXISTS (SELECT FROM invoices d WHERE e.source = 'invoice/' || d.id)
    AND NOT EXISTS (SELECT FROM payments d WHERE e.source = 'payment/' || d.id)
    AND NOT EXISTS (SELECT FROM refunds d WHERE e.source = 'refund/' || d.id)
    AND e.source NOT IN (
        SELECT 'refund_return/' || id || '/' || n FROM refunds, generate_series(0, returns - 1) AS n
        UNION ALL
        SELECT 'refund/' || id || '/' || n FROM refunds, generate_series(1, returns) AS n
    )
    AND NOT EXISTS (
        SELECT FROM credit_notes d
        WHERE e.source IN ('credit_note/' || d.id, 'credit_note_void/' || d.id)
    )
"""

PRINTED = """
WITH printed AS (
    SELECT id, partner_id, number_year AS year, number_sequence AS sequence FROM invoices
    WHERE number_sequence IS NOT NULL
    UNION ALL
    SELECT id, partner_id, number_year, number_sequence FROM credit_notes
)
"""

MISSING_NUMBERS = (
    PRINTED
    + """
SELECT c.year || '/' || n AS subject,
    jsonb_build_object('sequence', n, 'year', c.year, 'partner_id', c.partner_id) AS facts
FROM number_counters c CROSS JOIN LATERAL generate_series(1, c.last_sequence) AS n
LEFT JOIN printed p ON (p.partner_id, p.year, p.sequence) = (c.partner_id, c.year, n)
WHERE p.id IS NULL
"""
)

REPEATED_NUMBERS = (
    PRINTED
    + """
SELECT year || '/' || sequence AS subject,
    jsonb_build_object('sequence', sequence, 'year', year, 'partner_id', partner_id,
        'documents', jsonb_agg(id ORDER BY id), 'given', coalesce(max(c.last_sequence), 0)) AS facts
FROM printed LEFT JOIN number_counters c USING (partner_id, year)
GROUP BY partner_id, year, sequence
HAVING count(*) > 1 OR sequence > coalesce(max(c.last_sequence), 0)
"""
)

REFUNDS = """
SELECT order_id AS subject,
    jsonb_build_object('order_id', order_id, 'intent_id', intent_id, 'currency', currency,
        'came_minor', sum(captured), 'given_minor', sum(given)) AS facts
FROM (
    SELECT order_id, intent_id, currency, amount_minor AS captured, 0 AS given FROM payments
    UNION ALL SELECT order_id, intent_id, currency, 0, amount_minor FROM refunds
) AS money
GROUP BY order_id, intent_id, currency HAVING sum(given) > sum(captured)
"""

# A note is refunded exactly when all that it owes has gone back.
NOTE_REFUNDS = """
SELECT n.id AS subject,
    jsonb_build_object('number', n.number, 'document_state', n.state, 'currency', n.currency,
        'owed_minor', n.gross_minor - n.applied_minor,
        'given_minor', coalesce(sum(r.amount_minor), 0), 'gone_minor',
        coalesce(sum(r.amount_minor) FILTER (WHERE r.state = 'succeeded'), 0)) AS facts
FROM credit_notes n LEFT JOIN refunds r ON r.credit_note_id = n.id
GROUP BY n.id
HAVING coalesce(sum(r.amount_minor), 0) > n.gross_minor - n.applied_minor
    OR (n.state = 'refunded') <> (n.gross_minor > n.applied_minor AND n.gross_minor
        - n.applied_minor
        = coalesce(sum(r.amount_minor) FILTER (WHERE r.state = 'succeeded'), 0))
"""

CHECKS: Mapping[Check, str] = {
    "entries_missing": CHAIN_LENGTHS,
    "total_unbalanced": TOTALS,
    "account_differs": ACCOUNTS,
    "entry_without_document": ORPHANS,
    "number_missing": MISSING_NUMBERS,
    "number_repeated": REPEATED_NUMBERS,
    "refunds_exceed_captures": REFUNDS,
    "note_differs_from_refunds": NOTE_REFUNDS,
    **ITEM_CHECKS,
}


async def compare_with_documents(connection: AsyncConnection) -> list[AuditFinding]:
    """Everything that does not add up, at most so many findings a check."""
    findings: list[AuditFinding] = []
    for check, statement in CHECKS.items():
        limited = text(f"{statement} ORDER BY subject LIMIT {MOST_FINDINGS_A_CHECK}")
        rows = await connection.execute(limited)
        findings += [
            AuditFinding(
                check=check,
                subject=row.subject,
                detail=Said(code=f"ledger.{check}", facts=row.facts),
            )
            for row in rows
        ]
    return findings
