"""Offerings with their history, quotes, whose customers cannot order, and the shared tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from chassis.table_operations import create_shared_tables

revision = "0001_b019fe09"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def upgrade() -> None:
    _create_offerings()
    _create_catalogue()
    _create_quotes()
    op.create_table(
        "closed_partners",
        sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("partner_ids", sa.ARRAY(sa.Integer), nullable=False),
    )
    create_shared_tables()


def _create_offerings() -> None:
    op.create_table(
        "offerings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("request_key", sa.Text, nullable=False, unique=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("kind_position", sa.SmallInteger, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("show_on_portal", sa.Boolean, nullable=False),
        sa.Column("partner_ids", sa.ARRAY(sa.Integer), nullable=False),
        sa.Column("component_ids", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("search_text", sa.Text, nullable=False),
        sa.Column("search_grams", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("fields", JSONB, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False, server_default=NOW),
    )
    position = ["kind_position", sa.text("lower(title)"), "id"]
    op.create_index("offerings_in_portal_order", "offerings", position)
    elsewhere = sa.text("NOT enabled OR NOT show_on_portal")
    op.create_index("offerings_not_on_portal", "offerings", position, postgresql_where=elsewhere)
    for name, column in (
        ("offerings_by_partner", "partner_ids"),
        ("offerings_by_words", "search_grams"),
        ("offerings_by_component", "component_ids"),
    ):
        op.create_index(name, "offerings", [column], postgresql_using="gin")
    op.create_index("offerings_newest", "offerings", ["changed_at", "id", "revision"])
    op.create_table(
        "offering_revisions",
        sa.Column("offering_id", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("fields", JSONB, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("replaced_by", sa.Text, nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=False, server_default=NOW),
    )
    op.create_index(
        "offering_revisions_newest", "offering_revisions", ["changed_at", "offering_id", "revision"]
    )


def _create_catalogue() -> None:
    op.create_table(
        "catalogue",
        sa.Column("id", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.CheckConstraint("id = 1", name="catalogue_is_one_row"),
    )


def _create_quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("request_key", sa.Text, nullable=False, unique=True),
        sa.Column("partner_id", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("view", JSONB, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    op.create_index("quotes_age", "quotes", ["created_at"], postgresql_using="brin")
