"""Accounts, their passwords, visits, sessions and drafts, links, hand-overs and attempts, and the
shared tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from chassis.table_operations import create_shared_tables

revision = "0001_ac29da64"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_accounts()
    _create_visits()
    _create_sessions()
    _create_drafts()
    _create_links()
    _create_handovers()
    _create_second_factors()
    _create_staff_acts()
    _create_attempts()
    create_shared_tables()


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False, server_default=sa.text("'customer'")),
        sa.Column("partner_id", sa.Integer),
        sa.Column("customer_id", sa.Text),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("email_key", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("audience", JSONB, nullable=False),
        sa.Column("cart_line_count", sa.Integer),
        sa.Column("cart_changes", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("disabled_at", MOMENT),
        sa.UniqueConstraint("partner_id", "customer_id"),
        sa.CheckConstraint(
            "CASE role WHEN 'customer' THEN partner_id IS NOT NULL AND customer_id IS NOT NULL"
            " WHEN 'partner_admin' THEN partner_id IS NOT NULL AND customer_id IS NULL"
            " ELSE role IN ('super_admin', 'operator')"
            " AND partner_id IS NULL AND customer_id IS NULL END",
            name="accounts_role_fits",
        ),
    )
    op.create_index("accounts_by_email", "accounts", ["email_key"])
    op.create_index(
        "accounts_of_staff",
        "accounts",
        ["email_key"],
        unique=True,
        postgresql_where=sa.text("customer_id IS NULL"),
    )
    op.create_table(
        "passwords",
        sa.Column("email_key", sa.Text, primary_key=True),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )


def _create_visits() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("by_kind", sa.Text, nullable=False),
        sa.Column("by_id", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("begins_until", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )
    op.create_index("visits_of_account", "visits", ["account_id", "id"])
    op.create_index("visits_by_age", "visits", ["begins_until"])


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("cookie_digest", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("proved_email_key", sa.Text),
        sa.Column("device", JSONB, nullable=False),
        sa.Column("return_url", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("visit_id", sa.Text, sa.ForeignKey("visits.id"), unique=True),
    )
    op.create_index("sessions_of_account", "sessions", ["account_id", "ends_at"])
    op.create_index("sessions_by_end", "sessions", ["ends_at"])


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("page", sa.Text, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
    )
    op.create_index("drafts_by_age", "drafts", ["kept_at"])


def _create_links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("email_key", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id")),
        sa.Column("browser_digest", sa.LargeBinary, nullable=False),
        sa.Column("next_page", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )
    op.create_index("links_of_browser", "links", ["browser_digest", "expires_at"])
    op.create_index("links_to_addressee", "links", ["email_key", "expires_at"])
    op.create_index("links_of_account", "links", ["account_id", "expires_at"])
    op.create_index("links_by_end", "links", ["expires_at"])


def _create_handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("return_url", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )
    op.create_index("handovers_by_end", "handovers", ["expires_at"])


def _create_second_factors() -> None:
    op.create_table(
        "second_factors",
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("last_step", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("used_at", MOMENT),
    )


def _create_staff_acts() -> None:
    op.create_table(
        "staff_acts",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("staff_acts_of_account", "staff_acts", ["account_id", "id"])


def _create_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("free_at", MOMENT, nullable=False),
    )
    op.create_index("attempts_by_age", "attempts", ["last_at"])
