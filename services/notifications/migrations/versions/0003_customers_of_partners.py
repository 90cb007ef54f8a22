"""A customer's id is unique within its partner only; who is looked for is found by both."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for table in ("tickets", "mails"):
        op.drop_index(f"{table}_of_customer", table)
        op.create_index(f"{table}_of_customer", table, ["partner_id", "customer_id", "id"])
