"""A customer's id is unique within its partner only."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.drop_constraint("customers_pkey", "customers", type_="primary")
    op.create_primary_key("customers_pkey", "customers", ["partner_id", "id"])
    for table in ("cart_lines", "orders", "subscriptions"):
        op.drop_index(f"{table}_by_customer", table)
        op.create_index(f"{table}_by_customer", table, ["partner_id", "customer_id", "id"])
