"""Invoices, credit notes and how these were drawn and settled."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from services.payments.migrations.columns import MOMENT, amount, moment, number, owner


def create_invoices() -> None:
    op.create_table(
        "number_counters",
        sa.Column("partner_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last_sequence", sa.Integer, nullable=False),
    )
    op.create_table(
        "invoices",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("business_key", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        *owner(),
        *number(optional=True),
        sa.Column("issued_on", sa.Date),
        sa.Column("due_on", sa.Date),
        sa.Column("overdue_at", MOMENT),
        *amount(),
        sa.Column("paid_minor", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("billing_day", sa.Integer, nullable=False),
        sa.Column("payment_term_days", sa.Integer, nullable=False),
        sa.Column("payment_methods", JSONB, nullable=False),
        sa.Column("numbering_pattern", sa.Text, nullable=False),
        moment(),
        sa.Column("legal_name", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("address", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("vat_id", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("customer_name", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("language", sa.Text, nullable=False, server_default=sa.text("'en'")),
        sa.CheckConstraint(
            "(state IN ('issued', 'paid')) = (number IS NOT NULL)", name="issued_is_numbered"
        ),
        sa.CheckConstraint(
            "(due_on IS NULL) = (overdue_at IS NULL)", name="due_until_it_is_overdue"
        ),
        sa.CheckConstraint("kind IN ('order', 'supplementary')", name="known_kind"),
        sa.CheckConstraint("state IN ('draft', 'issued', 'paid', 'void')", name="known_state"),
    )
    op.create_index("invoices_customer", "invoices", ["partner_id", "customer_id"])
    op.create_index("invoices_issued", "invoices", ["partner_id", "issued_on", "id"])
    op.create_index("invoices_order", "invoices", ["order_id"])


def create_invoice_lines() -> None:
    op.create_table(
        "invoice_items",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("order_item_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        *amount(),
        sa.Column("vat_basis_points", sa.Integer, nullable=False),
        sa.Column("includes_vat", sa.Boolean, nullable=False),
        sa.Column("cycle", JSONB, nullable=False),
        sa.Column("period_count", sa.Integer, nullable=False),
        sa.Column("listed_minor", sa.BigInteger, nullable=False),
        sa.Column("discounts", JSONB, nullable=False, server_default=sa.text("'[]'")),
        sa.CheckConstraint(
            "kind IN ('period', 'fee', 'one_time', 'supplement')", name="known_kind"
        ),
    )
    op.create_index("invoice_items_invoice", "invoice_items", ["invoice_id"])
    op.create_index("invoice_items_order_item", "invoice_items", ["order_item_id"])
    op.create_table(
        "invoice_segments",
        sa.Column("invoice_item_id", sa.Text, sa.ForeignKey("invoice_items.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        *amount(),
        sa.Column("full_day_count", sa.Integer, nullable=False),
        sa.Column("discount_basis_points", sa.Integer, nullable=False),
        sa.CheckConstraint("first_day <= last_day", name="days_in_order"),
    )


def create_credit_notes() -> None:
    op.create_table(
        "credit_notes",
        sa.Column("id", sa.Text, primary_key=True),
        *owner(),
        *number(optional=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), nullable=False),
        sa.Column("order_item_id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        *amount(),
        sa.Column("unused_day_count", sa.Integer, nullable=False),
        sa.Column("reason", JSONB, nullable=False),
        sa.Column("replaces", JSONB, nullable=False),
        moment(),
        sa.Column("applied_minor", sa.BigInteger, nullable=False),
        sa.CheckConstraint(
            "state IN ('refund_due', 'refunded', 'closed', 'voided')", name="known_state"
        ),
        sa.CheckConstraint(
            "applied_minor BETWEEN 0 AND gross_minor", name="applies_no_more_than_it_has"
        ),
        sa.CheckConstraint(
            "state <> 'closed' OR applied_minor = gross_minor", name="closed_is_used_up"
        ),
        sa.UniqueConstraint("order_item_id", "revision"),
    )
    op.create_index("credit_notes_customer", "credit_notes", ["partner_id", "customer_id"])
    op.create_index("credit_notes_issued", "credit_notes", ["partner_id", "issued_on", "id"])
    op.create_index("credit_notes_order", "credit_notes", ["order_id"])
    op.create_index("credit_notes_order_item", "credit_notes", ["order_item_id"])
    op.create_index("credit_notes_invoice", "credit_notes", ["invoice_id"])
    op.create_table(
        "credit_outcomes",
        sa.Column("order_item_id", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("credit", JSONB, nullable=False),
        sa.Column("credit_note_id", sa.Text, sa.ForeignKey("credit_notes.id")),
        sa.Column("supplementary_invoice_id", sa.Text, sa.ForeignKey("invoices.id")),
        moment(),
    )


def create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("owner_id", sa.Text, primary_key=True),
        sa.Column("format", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        moment(),
        sa.CheckConstraint("format IN ('pdf', 'html')", name="known_format"),
        sa.CheckConstraint("kind IN ('invoice', 'credit_note')", name="known_kind"),
    )


def create_settlements() -> None:
    op.create_table(
        "note_settlements",
        sa.Column("credit_note_id", sa.Text, sa.ForeignKey("credit_notes.id"), primary_key=True),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.CheckConstraint("amount_minor > 0", name="settles_something"),
    )
    op.create_index("note_settlements_invoice", "note_settlements", ["invoice_id"])
