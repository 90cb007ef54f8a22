"""Messages count their failures apart from their attempts, and old rows are found by their age."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    failures = sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False)
    op.add_column("outbox", failures)
    quarantined = sa.text("quarantined_at IS NOT NULL")
    op.create_index("outbox_quarantined", "outbox", ["id"], postgresql_where=quarantined)
    for name in ("outbox", "idempotency_keys"):
        op.create_index(f"{name}_age", name, ["created_at"], postgresql_using="brin")
