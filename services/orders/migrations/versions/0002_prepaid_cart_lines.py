"""A cart line may ask for several billing periods at once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "cart_lines",
        sa.Column("period_count", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
    )
