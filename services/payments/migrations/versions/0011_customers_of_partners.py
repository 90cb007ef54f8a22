"""A customer's id is unique within its partner only; who is looked for is found by both."""

from alembic import op

revision = "0011_customers_of_partners"
down_revision = "0010_returned_refunds"


def upgrade() -> None:
    for table in ("invoices", "credit_notes", "ledger_entries"):
        op.drop_index(f"{table}_customer", table)
        op.create_index(f"{table}_customer", table, ["partner_id", "customer_id"])
