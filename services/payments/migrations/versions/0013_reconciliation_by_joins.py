"""What a gateway's book says of a line, to be joined with ours; and of whose order a finding is."""

import sqlalchemy as sa
from alembic import op

revision = "0013_reconciliation_by_joins"
down_revision = "0012_settlements"


def upgrade() -> None:
    for name in ("payment_id", "reference", "failure"):
        op.add_column("reconciliation_lines", sa.Column(name, sa.Text()))
    moment = sa.Column("captured_at", sa.DateTime(timezone=True))
    op.add_column("reconciliation_lines", moment)
    op.add_column("reconciliation_findings", sa.Column("order_id", sa.Text()))
    op.create_index("refunds_gateway_refund", "refunds", ["gateway_refund_id"])
    op.create_index(
        "refunds_undone", "refunds", ["id"], postgresql_where=sa.text("state <> 'succeeded'")
    )
