"""Invoices, credit notes, payments, refunds, the ledger and what reconciles them. What the database
itself guards is in the SQL files of the folder above, one a subject."""

from pathlib import Path

from alembic import op

from chassis.table_operations import create_shared_tables
from services.payments.migrations import (
    bookkeeping,
    collecting,
    invoicing,
    reconciling,
    refunding,
)

revision = "0001_a5732c27"
down_revision = None

GUARDS = Path(__file__).parents[1]


def upgrade() -> None:
    create_shared_tables()
    invoicing.create_invoices()
    invoicing.create_invoice_lines()
    invoicing.create_credit_notes()
    collecting.create_intents()
    collecting.create_payments()
    refunding.create_refunds()
    bookkeeping.create_ledger()
    invoicing.create_documents()
    invoicing.create_settlements()
    collecting.create_offline_book()
    reconciling.create_reconciliations()
    for subject in ("ledger", "credit_notes", "refunds", "settlements"):
        op.execute((GUARDS / f"{subject}.sql").read_text())
