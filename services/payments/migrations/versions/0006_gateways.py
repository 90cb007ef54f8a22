"""Several gateways: payments without a page, and refunds that are looked up by the gateway's id."""

import sqlalchemy as sa
from alembic import op

revision = "0006_gateways"
down_revision = "0005_documents_and_audit"


def upgrade() -> None:
    op.add_column("payment_intents", sa.Column("instructions", sa.Text()))
    op.add_column("refunds", sa.Column("tried_at", sa.DateTime(timezone=True)))
    op.add_column("refunds", sa.Column("gateway_refund_id", sa.Text()))
