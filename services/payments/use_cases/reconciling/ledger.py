"""Documents → ledger: the audit of the ledger, as a part of the reconciliation. What is booked is
what payments and refunds say, or somebody changed it."""

from contracts.reconciliation import Finding, ReconciliationPage
from services.payments.context import Context
from services.payments.repository.reconciling.reconciliations import keep_findings
from services.payments.use_cases.bookkeeping.audit_ledger import audit_ledger


async def compare_ledger(context: Context, run_id: str, cursor: str | None) -> ReconciliationPage:
    """A page of the audit; the first one also compares the ledger with all documents."""
    page = await audit_ledger(context, cursor)
    findings = [
        Finding(
            kind="ledger_differs",
            subject=f"{found.check}/{found.subject}"[:200],
            detail=found.detail[:1_000],
        )
        for found in page.findings
    ]
    async with context.database.begin() as connection:
        await keep_findings(connection, run_id, findings)
    return ReconciliationPage(compared_count=page.checked_entry_count, next_cursor=page.next_cursor)
