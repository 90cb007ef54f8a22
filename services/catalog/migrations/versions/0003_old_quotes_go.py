"""Quotes say when they expire and are found by their age, so that old ones can go."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("quotes", sa.Column("expires_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE quotes SET expires_at = (view->>'expires_at')::timestamptz")
    op.alter_column("quotes", "expires_at", nullable=False)
    op.create_index("quotes_age", "quotes", ["created_at"], postgresql_using="brin")
