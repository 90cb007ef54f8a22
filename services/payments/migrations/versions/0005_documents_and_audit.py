"""Stored documents, who is printed on them, offline payments, and the ledger's audit chain."""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0005_documents_and_audit"
down_revision = "0004_exact_billing"

GENESIS = "0" * 64


def upgrade() -> None:
    for name in ("legal_name", "address", "vat_id", "customer_name"):
        column = sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)
        op.add_column("invoices", column)
    language = sa.Column("language", sa.Text(), server_default=sa.text("'en'"), nullable=False)
    op.add_column("invoices", language)
    _documents()
    _offline_payments()
    _chain()
    _revoke()


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("format IN ('pdf', 'html')", name="known_format"),
        sa.CheckConstraint("kind IN ('invoice', 'credit_note')", name="known_kind"),
        sa.PrimaryKeyConstraint("owner_id", "format"),
    )


def _offline_payments() -> None:
    method = sa.Column("method", sa.Text(), server_default=sa.text("'gateway'"), nullable=False)
    op.add_column("payments", method)
    op.add_column("payments", sa.Column("reference", sa.Text(), nullable=True))
    op.add_column("payments", sa.Column("received_on", sa.Date(), nullable=True))
    op.add_column("payments", sa.Column("recorded_by", sa.Text(), nullable=True))
    op.alter_column("payments", "intent_id", nullable=True)
    op.create_check_constraint(
        "known_method", "payments", "method IN ('gateway', 'cash', 'bank_transfer')"
    )
    op.create_check_constraint(
        "intent_or_reference",
        "payments",
        "(method = 'gateway') = (intent_id IS NOT NULL)"
        " AND (method = 'gateway') = (reference IS NULL)",
    )
    op.create_unique_constraint(None, "payments", ["invoice_id", "reference"])


def _chain() -> None:
    op.create_table(
        "ledger_chains",
        sa.Column("partner_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("partner_id"),
    )
    op.add_column("ledger_entries", sa.Column("position", sa.BigInteger(), nullable=True))
    op.add_column("ledger_entries", sa.Column("previous_hash", sa.Text(), nullable=True))
    op.add_column("ledger_entries", sa.Column("hash", sa.Text(), nullable=True))
    op.execute("ALTER TABLE ledger_entries DISABLE TRIGGER ledger_entries_append_only")
    _link_what_is_booked()
    op.execute("ALTER TABLE ledger_entries ENABLE TRIGGER ledger_entries_append_only")
    for name in ("position", "previous_hash", "hash"):
        op.alter_column("ledger_entries", name, nullable=False)
    op.create_unique_constraint(None, "ledger_entries", ["partner_id", "position"])


def _link_what_is_booked() -> None:
    """In the order of the ids, which is the order of booking."""
    connection = op.get_bind()
    entries = connection.execute(sa.text("SELECT * FROM ledger_entries ORDER BY id")).mappings()
    heads: dict[int, tuple[int, str]] = {}
    for entry in entries.all():
        position, previous = heads.get(entry["partner_id"], (0, GENESIS))
        postings = connection.execute(
            sa.text("SELECT * FROM ledger_postings WHERE entry_id = :id"), {"id": entry["id"]}
        ).mappings()
        link = {
            "position": position + 1,
            "previous": previous,
            "hash": _hash(entry, postings, position + 1, previous),
        }
        connection.execute(
            sa.text(
                "UPDATE ledger_entries SET position = :position, previous_hash = :previous,"
                " hash = :hash WHERE id = :id"
            ),
            {"id": entry["id"], **link},
        )
        heads[entry["partner_id"]] = (position + 1, link["hash"])
    for partner_id, (position, link_hash) in heads.items():
        connection.execute(
            sa.text("INSERT INTO ledger_chains VALUES (:partner_id, :position, :hash)"),
            {"partner_id": partner_id, "position": position, "hash": link_hash},
        )


def _hash(entry: sa.RowMapping, postings: sa.MappingResult, position: int, previous: str) -> str:
    """Frozen: as entries are hashed when this revision is introduced."""
    names = ("id", "partner_id", "source", "kind", "reference", "customer_id", "currency")
    content = {name: entry[name] for name in names} | {
        "position": position,
        "previous_hash": previous,
        "booked_at": entry["booked_at"].astimezone(UTC).isoformat(timespec="microseconds"),
        "postings": sorted([p["account"], p["debit_minor"], p["credit_minor"]] for p in postings),
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _revoke() -> None:
    """Binds the service's own role, which owns the tables; see tables.py for what cannot be."""
    op.execute("REVOKE DELETE, TRUNCATE ON ledger_entries FROM PUBLIC, CURRENT_USER")
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE ON ledger_postings FROM PUBLIC, CURRENT_USER")
