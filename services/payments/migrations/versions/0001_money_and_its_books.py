"""Invoices, credit notes, payments, refunds, the ledger and what reconciles them. What the database
itself guards is in the SQL files of the folder above, one a subject."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from chassis.table_operations import create_shared_tables

revision = "0001_7903d8a2"
down_revision = None

GUARDS = Path(__file__).parents[1]
MOMENT = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def upgrade() -> None:
    create_shared_tables()
    _create_invoices()
    _create_invoice_lines()
    _create_credit_notes()
    _create_intents()
    _create_payments()
    _create_refunds()
    _create_ledger()
    _create_documents()
    _create_settlements()
    _create_offline_book()
    _create_reconciliations()
    for subject in ("ledger", "credit_notes", "refunds", "settlements"):
        op.execute((GUARDS / f"{subject}.sql").read_text())


def _moment(name: str = "created_at") -> sa.Column:
    return sa.Column(name, MOMENT, nullable=False, server_default=NOW)


def _owner() -> list[sa.Column]:
    return [
        sa.Column("order_id", sa.Text, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("partner_id", sa.Integer, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
    ]


def _amount() -> list[sa.Column | sa.CheckConstraint]:
    return [
        sa.Column("net_minor", sa.BigInteger, nullable=False),
        sa.Column("vat_minor", sa.BigInteger, nullable=False),
        sa.Column("gross_minor", sa.BigInteger, nullable=False),
        sa.CheckConstraint("net_minor + vat_minor = gross_minor", name="net_and_vat_make_gross"),
    ]


def _number(*, optional: bool) -> list[sa.Column | sa.UniqueConstraint]:
    return [
        sa.Column("number", sa.Text, nullable=optional),
        sa.Column("number_year", sa.Integer, nullable=optional),
        sa.Column("number_sequence", sa.Integer, nullable=optional),
        sa.UniqueConstraint("partner_id", "number_year", "number_sequence"),
    ]


def _create_invoices() -> None:
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
        *_owner(),
        *_number(optional=True),
        sa.Column("issued_on", sa.Date),
        sa.Column("due_on", sa.Date),
        sa.Column("overdue_at", MOMENT),
        *_amount(),
        sa.Column("paid_minor", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("time_zone", sa.Text, nullable=False),
        sa.Column("billing_day", sa.Integer, nullable=False),
        sa.Column("payment_term_days", sa.Integer, nullable=False),
        sa.Column("payment_methods", JSONB, nullable=False),
        sa.Column("numbering_pattern", sa.Text, nullable=False),
        _moment(),
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


def _create_invoice_lines() -> None:
    op.create_table(
        "invoice_items",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("order_item_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        *_amount(),
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
        *_amount(),
        sa.Column("full_day_count", sa.Integer, nullable=False),
        sa.Column("discount_basis_points", sa.Integer, nullable=False),
        sa.CheckConstraint("first_day <= last_day", name="days_in_order"),
    )


def _create_credit_notes() -> None:
    op.create_table(
        "credit_notes",
        sa.Column("id", sa.Text, primary_key=True),
        *_owner(),
        *_number(optional=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), nullable=False),
        sa.Column("order_item_id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        *_amount(),
        sa.Column("unused_day_count", sa.Integer, nullable=False),
        sa.Column("reason", JSONB, nullable=False),
        sa.Column("replaces", JSONB, nullable=False),
        _moment(),
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
        _moment(),
    )


def _create_intents() -> None:
    op.create_table(
        "order_payments",
        sa.Column("order_id", sa.Text, primary_key=True),
        sa.Column("paid_intent_id", sa.Text),
        sa.Column("closed_at", MOMENT),
        _moment(),
    )
    op.create_table(
        "payment_intents",
        sa.Column("id", sa.Text, primary_key=True),
        *_owner(),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("gateway", sa.Text, nullable=False),
        sa.Column("gateway_payment_id", sa.Text),
        sa.Column("page_url", sa.Text),
        sa.Column("payment_method", sa.Text),
        sa.Column("return_url", sa.Text),
        sa.Column("captured_at", MOMENT),
        sa.Column("paid_on", sa.Date),
        sa.Column("failure", JSONB),
        sa.Column("pays_number", sa.Text),
        sa.Column("request_key", sa.Text),
        sa.Column("looked_at", MOMENT),
        _moment(),
        sa.Column("instructions", JSONB),
        sa.CheckConstraint(
            "state IN ('created', 'open', 'processing',"
            " 'captured', 'failed', 'cancelled', 'mismatch')",
            name="known_state",
        ),
        sa.UniqueConstraint("invoice_id", "attempt"),
        sa.UniqueConstraint("invoice_id", "request_key"),
        sa.CheckConstraint(
            "(pays_number IS NULL) = (request_key IS NULL)", name="an_invoice_is_paid_on_request"
        ),
    )
    op.create_index(
        "payment_intents_order_attempt",
        "payment_intents",
        ["order_id", "attempt"],
        unique=True,
        postgresql_where=sa.text("pays_number IS NULL"),
    )
    op.create_index(
        "payment_intents_gateway_payment",
        "payment_intents",
        ["gateway", "gateway_payment_id"],
        unique=True,
    )
    newest = ["created_at", "id"]
    op.create_index("payment_intents_newest", "payment_intents", newest)
    op.create_index("payment_intents_newest_of_partner", "payment_intents", ["partner_id", *newest])
    # Read in the order of the ids by every reconciliation, whatever the table grows to.
    op.create_index(
        "payment_intents_unsettled",
        "payment_intents",
        ["id"],
        postgresql_where=sa.text("state IN ('created', 'open', 'processing')"),
    )


def _create_payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("intent_id", sa.Text, sa.ForeignKey("payment_intents.id"), unique=True),
        *_owner(),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("captured_at", MOMENT, nullable=False),
        _moment(),
        sa.Column("method", sa.Text, nullable=False, server_default=sa.text("'gateway'")),
        sa.Column("reference", sa.Text),
        sa.Column("received_on", sa.Date),
        sa.Column("recorded_by", sa.Text),
        sa.CheckConstraint("method IN ('gateway', 'cash', 'bank_transfer')", name="known_method"),
        sa.CheckConstraint(
            "(method = 'gateway') = (intent_id IS NOT NULL)"
            " AND (method = 'gateway') = (reference IS NULL)",
            name="intent_or_reference",
        ),
        sa.UniqueConstraint("invoice_id", "reference"),
    )
    op.create_index("payments_invoice", "payments", ["invoice_id"])
    op.create_index(
        "payments_recorded_newest",
        "payments",
        ["created_at", "id"],
        postgresql_where=sa.text("intent_id IS NULL"),
    )
    op.create_index("payments_captured", "payments", ["captured_at"])
    op.create_table(
        "webhook_inbox",
        sa.Column("gateway", sa.Text, primary_key=True),
        sa.Column("event_id", sa.Text, primary_key=True),
        sa.Column("event", JSONB, nullable=False),
        _moment("received_at"),
        sa.Column("processed_at", MOMENT),
    )
    op.create_index("webhook_inbox_age", "webhook_inbox", ["received_at"], postgresql_using="brin")


def _create_refunds() -> None:
    op.create_table(
        "refunds",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("business_key", sa.Text, nullable=False, unique=True),
        *_owner(),
        sa.Column("intent_id", sa.Text, sa.ForeignKey("payment_intents.id"), nullable=False),
        sa.Column("credit_note_id", sa.Text, sa.ForeignKey("credit_notes.id")),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("failure", JSONB),
        _moment(),
        sa.Column("tried_at", MOMENT),
        sa.Column("gateway_refund_id", sa.Text),
        sa.Column("rounds", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("settled_at", MOMENT),
        sa.Column("by_hand_method", sa.Text),
        sa.Column("by_hand_reference", sa.Text),
        sa.Column("given_back_on", sa.Date),
        sa.Column("recorded_by", sa.Text),
        sa.Column("ended_by", sa.Text),
        sa.Column("end_reason", sa.Text),
        sa.Column("returns", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.CheckConstraint("state IN ('pending', 'succeeded', 'failed')", name="known_state"),
        sa.CheckConstraint("amount_minor > 0", name="gives_something_back"),
        sa.CheckConstraint(
            "by_hand_method IN ('cash', 'bank_transfer')", name="known_by_hand_method"
        ),
        sa.CheckConstraint(
            "(by_hand_method IS NULL) = (by_hand_reference IS NULL)"
            " AND (by_hand_method IS NULL) = (given_back_on IS NULL)"
            " AND (by_hand_method IS NULL) = (recorded_by IS NULL)"
            " AND (by_hand_method IS NULL OR state = 'succeeded')",
            name="given_by_hand_in_full",
        ),
        sa.CheckConstraint("(ended_by IS NULL) = (end_reason IS NULL)", name="ended_for_a_reason"),
        sa.CheckConstraint(
            "(state = 'succeeded') = (settled_at IS NOT NULL)", name="settled_once_succeeded"
        ),
        sa.UniqueConstraint("intent_id", "gateway_refund_id", name="refunds_made_once"),
    )
    op.create_index("refunds_credit_note", "refunds", ["credit_note_id"])
    op.create_index("refunds_order", "refunds", ["order_id"])
    op.create_index("refunds_intent", "refunds", ["intent_id"])
    op.create_index("refunds_gateway_refund", "refunds", ["gateway_refund_id"])
    op.create_index(
        "refunds_undone", "refunds", ["id"], postgresql_where=sa.text("state <> 'succeeded'")
    )


def _create_ledger() -> None:
    op.create_table(
        "ledger_chains",
        sa.Column("partner_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("customer_id", sa.Text, nullable=False),
        sa.Column("partner_id", sa.Integer, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        _moment("booked_at"),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("previous_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.CheckConstraint(
            "kind IN ('invoice', 'payment', 'credit_note', 'credit_note_void', 'refund',"
            " 'refund_return')",
            name="known_kind",
        ),
        sa.UniqueConstraint("partner_id", "position"),
    )
    op.create_index("ledger_entries_customer", "ledger_entries", ["partner_id", "customer_id"])
    op.create_table(
        "ledger_postings",
        sa.Column("entry_id", sa.Text, sa.ForeignKey("ledger_entries.id"), primary_key=True),
        sa.Column("account", sa.Text, primary_key=True),
        sa.Column("debit_minor", sa.BigInteger, nullable=False),
        sa.Column("credit_minor", sa.BigInteger, nullable=False),
        sa.CheckConstraint(
            "(debit_minor > 0 AND credit_minor = 0) OR (debit_minor = 0 AND credit_minor > 0)",
            name="one_side_only",
        ),
    )
    op.create_index("ledger_postings_account", "ledger_postings", ["account"])


def _create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("owner_id", sa.Text, primary_key=True),
        sa.Column("format", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        _moment(),
        sa.CheckConstraint("format IN ('pdf', 'html')", name="known_format"),
        sa.CheckConstraint("kind IN ('invoice', 'credit_note')", name="known_kind"),
    )


def _create_settlements() -> None:
    op.create_table(
        "note_settlements",
        sa.Column("credit_note_id", sa.Text, sa.ForeignKey("credit_notes.id"), primary_key=True),
        sa.Column("invoice_id", sa.Text, sa.ForeignKey("invoices.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.CheckConstraint("amount_minor > 0", name="settles_something"),
    )
    op.create_index("note_settlements_invoice", "note_settlements", ["invoice_id"])


def _create_offline_book() -> None:
    op.create_table(
        "offline_checkouts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("payment_reference", sa.Text, nullable=False, unique=True),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("instructions", sa.Text, nullable=False),
        sa.Column("account", JSONB),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("received_minor", sa.BigInteger),
        sa.Column("received_on", sa.Date),
        sa.Column("received_at", MOMENT),
        sa.Column("method", sa.Text),
        sa.Column("receipt_reference", sa.Text),
        sa.Column("recorded_by", sa.Text),
        sa.Column("recorded_at", MOMENT),
        _moment("opened_at"),
        sa.CheckConstraint("state IN ('open', 'captured', 'cancelled')", name="known_state"),
        sa.CheckConstraint("method IN ('cash', 'bank_transfer')", name="known_method"),
        sa.CheckConstraint(
            "(state = 'captured') = (receipt_reference IS NOT NULL)", name="captured_has_a_receipt"
        ),
    )
    op.create_index("offline_checkouts_reference", "offline_checkouts", ["reference"])
    op.create_index(
        "offline_checkouts_open",
        "offline_checkouts",
        ["id"],
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("offline_checkouts_received", "offline_checkouts", ["received_at"])


def _create_reconciliations() -> None:
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("report", JSONB),
    )
    op.create_index("reconciliations_started", "reconciliations", ["started_at", "id"])
    run = "reconciliations.id"
    op.create_table(
        "reconciliation_findings",
        sa.Column("reconciliation_id", sa.Text, sa.ForeignKey(run), primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("detail", JSONB, nullable=False),
        sa.Column("healed", sa.Boolean, nullable=False),
        _moment("found_at"),
        sa.Column("order_id", sa.Text),
    )
    op.create_table(
        "reconciliation_lines",
        sa.Column("reconciliation_id", sa.Text, sa.ForeignKey(run), primary_key=True),
        sa.Column("gateway", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("gateway_id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("payment_id", sa.Text),
        sa.Column("reference", sa.Text),
        sa.Column("failure", JSONB),
        sa.Column("captured_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("kind IN ('capture', 'refund')", name="known_kind"),
    )
