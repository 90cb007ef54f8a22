"""SQL that compares the ledger with the documents that it tells of. Each check is one statement, so
that it sees one moment, and returns what is off: nothing, in a sound ledger."""

from collections.abc import Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.bookkeeping import AuditFinding, Check
from services.payments.repository.bookkeeping.audit_items import ITEM_CHECKS

MOST_FINDINGS_A_CHECK = 20

CHAIN_LENGTHS = """
SELECT 'partner ' || partner_id AS subject,
    'The chain ends at number ' || coalesce(c.position, 0) || ', but ' || count(e.id)
        || ' entries are there, the last with number ' || coalesce(max(e.position), 0) || '.'
FROM ledger_chains c FULL JOIN ledger_entries e USING (partner_id)
GROUP BY partner_id, c.position
HAVING count(e.id) <> coalesce(c.position, 0)
    OR coalesce(max(e.position), 0) <> coalesce(c.position, 0)
"""

TOTALS = """
SELECT e.currency AS subject,
    'Everything booked in ' || e.currency || ': debits ' || sum(p.debit_minor) || ', credits '
        || sum(p.credit_minor) || '.'
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
    'Account ' || account || ' of partner ' || partner_id || ' holds ' || coalesce(b.balance, 0)
        || ' ' || currency || ' (minor units), its documents say ' || coalesce(t.balance, 0) || '.'
FROM told t FULL JOIN booked b USING (partner_id, currency, account)
WHERE coalesce(t.balance, 0) <> coalesce(b.balance, 0)
"""

ORPHANS = """
SELECT e.id AS subject,
    'Entry ' || e.id || ' (' || e.kind || ' ' || e.reference || ', number ' || e.position
        || ' of partner ' || e.partner_id || ') books a document that is not there.'
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
    'Number ' || n || ' of ' || c.year || ' of partner ' || c.partner_id
        || ' was given, but no document has it.'
FROM number_counters c CROSS JOIN LATERAL generate_series(1, c.last_sequence) AS n
LEFT JOIN printed p ON (p.partner_id, p.year, p.sequence) = (c.partner_id, c.year, n)
WHERE p.id IS NULL
"""
)

REPEATED_NUMBERS = (
    PRINTED
    + """
SELECT year || '/' || sequence AS subject,
    'Number ' || sequence || ' of ' || year || ' of partner ' || partner_id || ' is on '
        || string_agg(id, ', ' ORDER BY id) || '; ' || coalesce(max(c.last_sequence), 0)
        || ' were given.'
FROM printed LEFT JOIN number_counters c USING (partner_id, year)
GROUP BY partner_id, year, sequence
HAVING count(*) > 1 OR sequence > coalesce(max(c.last_sequence), 0)
"""
)

REFUNDS = """
SELECT order_id AS subject,
    'Order ' || order_id || ', intent ' || intent_id || ': ' || sum(captured) || ' ' || currency
        || ' (minor units) came in, ' || sum(given) || ' goes back.'
FROM (
    SELECT order_id, intent_id, currency, amount_minor AS captured, 0 AS given FROM payments
    UNION ALL SELECT order_id, intent_id, currency, 0, amount_minor FROM refunds
) AS money
GROUP BY order_id, intent_id, currency HAVING sum(given) > sum(captured)
"""

# A note is refunded exactly when all that it owes has gone back.
NOTE_REFUNDS = """
SELECT n.id AS subject,
    'Credit note ' || n.number || ' is ' || n.state || ' and owes '
        || n.gross_minor - n.applied_minor || ' ' || n.currency || ' (minor units); '
        || coalesce(sum(r.amount_minor), 0) || ' goes back, '
        || coalesce(sum(r.amount_minor) FILTER (WHERE r.state = 'succeeded'), 0) || ' has gone.'
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
        findings += [AuditFinding(check=check, subject=r[0], detail=r[1]) for r in rows]
    return findings
