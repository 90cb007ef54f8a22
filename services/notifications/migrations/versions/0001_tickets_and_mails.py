"""Notifications, tickets with their messages and files, mails, and the shared tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from chassis.table_operations import create_shared_tables

revision = "0001_e9ad8a1f"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def upgrade() -> None:
    _create_notifications()
    _create_tickets()
    _create_ticket_messages()
    _create_attachments()
    _create_mails()
    _create_mail_texts()
    create_shared_tables()


def _create_notifications() -> None:
    op.create_table(
        "notifications",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("notified_at", MOMENT, nullable=False, server_default=NOW),
    )


def _create_tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("opened_by", sa.Text, nullable=False),
        sa.Column("order_id", sa.Text),
        sa.Column("partner_id", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("customer_name", sa.Text, nullable=False),
        sa.Column("customer_portal_url", sa.Text),
        sa.Column("staff_portal_url", sa.Text),
        sa.Column("subject", JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("group_name", sa.Text, nullable=False),
        sa.Column("priority", sa.Text, nullable=False),
        sa.Column("assignee", sa.Text),
        sa.Column("hidden", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("opened_at", MOMENT, nullable=False, server_default=NOW),
        *(
            sa.Column(name, kind, nullable=False, server_default=sa.text("0"))
            for name, kind in (
                ("last_position", sa.BigInteger),
                ("last_public_position", sa.BigInteger),
                ("message_count", sa.Integer),
                ("public_message_count", sa.Integer),
            )
        ),
    )
    by_orders = sa.text("opened_by = 'system'")
    op.create_index(
        "ticket_of_order", "tickets", ["order_id"], unique=True, postgresql_where=by_orders
    )
    op.create_index("tickets_about_order", "tickets", ["order_id", "last_position"])
    op.create_index("tickets_by_activity", "tickets", ["last_position"])
    op.create_index(
        "tickets_unresolved",
        "tickets",
        ["last_position"],
        postgresql_where=sa.text("state <> 'resolved'"),
    )
    op.create_index("tickets_of_partner", "tickets", ["partner_id", "last_position"])
    op.create_index(
        "tickets_of_customer", "tickets", ["partner_id", "customer_id", "last_public_position"]
    )


def _create_ticket_messages() -> None:
    op.create_table(
        "ticket_messages",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("ticket_id", sa.Text, sa.ForeignKey("tickets.id"), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("visibility", sa.Text, nullable=False),
        sa.Column("body", sa.Text),
        sa.Column("said", JSONB),
        sa.Column("at", MOMENT, nullable=False, server_default=NOW),
        sa.Column(
            "words",
            TSVECTOR,
            sa.Computed("to_tsvector('simple'::regconfig, body)", persisted=True),
        ),
    )
    op.create_index("messages_of_ticket", "ticket_messages", ["ticket_id", "position"])
    op.create_index("words_of_messages", "ticket_messages", ["words"], postgresql_using="gin")
    op.create_table(
        "ticket_reads",
        sa.Column("ticket_id", sa.Text, sa.ForeignKey("tickets.id"), primary_key=True),
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )


def _create_attachments() -> None:
    op.create_table(
        "ticket_attachments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("ticket_id", sa.Text, sa.ForeignKey("tickets.id"), nullable=False),
        sa.Column("message_id", sa.Text, sa.ForeignKey("ticket_messages.id"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("message_id", "place"),
    )
    op.create_index("attachments_of_ticket", "ticket_attachments", ["ticket_id"])


def _create_mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("message_id", sa.Text, nullable=False, unique=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("thread", sa.Text, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("order_id", sa.Text),
        sa.Column("partner_id", sa.Integer),
        sa.Column("customer_id", sa.Text),
        sa.Column("sender", JSONB, nullable=False),
        sa.Column("recipients", ARRAY(sa.Text), nullable=False),
        sa.Column(
            "settled_recipients", ARRAY(sa.Text), nullable=False, server_default=sa.text("'{}'")
        ),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("secret_wording", JSONB),
        sa.Column("document", JSONB),
        sa.Column("files", JSONB, nullable=False, server_default=sa.text("'[]'")),
        sa.Column("state", sa.Text, nullable=False, server_default=sa.text("'queued'")),
        sa.Column("failure", sa.Text),
        sa.Column("queued_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("send_after", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("resent_from", sa.Text),
        sa.Column("resent_by", sa.Text),
        sa.UniqueConstraint("key", "audience"),
    )
    op.create_index("mails_of_partner", "mails", ["partner_id", "id"])
    op.create_index("mails_of_customer", "mails", ["partner_id", "customer_id", "id"])
    op.create_index("mails_of_order", "mails", ["order_id", "id"])
    op.create_index(
        "mails_given_up", "mails", ["id"], postgresql_where=sa.text("state = 'quarantined'")
    )
    op.create_index(
        "mails_sent_again",
        "mails",
        ["resent_from"],
        postgresql_where=sa.text("resent_from IS NOT NULL"),
    )


def _create_mail_texts() -> None:
    op.create_table(
        "mail_texts",
        sa.Column("partner", sa.Text, primary_key=True),
        sa.Column("audience", sa.Text, primary_key=True),
        sa.Column("event", sa.Text, primary_key=True),
        sa.Column("language", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("subject", sa.Text),
        sa.Column("body", sa.Text),
        sa.Column("written_by", sa.Text, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False, server_default=NOW),
    )
