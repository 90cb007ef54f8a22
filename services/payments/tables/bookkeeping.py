"""The tables of the books: the ledger with its chain, which notes settled which invoices, and the
documents as they were printed."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from services.payments.tables.columns import METADATA, NOW

ledger_chains = Table(
    "ledger_chains",
    METADATA,
    Column("partner_id", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
)
"""The newest link of each partner's chain. Whoever books or numbers for a partner locks its row
first, so that entries follow one another and no two bookings wait for each other."""

ledger_entries = Table(
    "ledger_entries",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("customer_id", Text, nullable=False),
    Column("partner_id", Integer, nullable=False),
    Column("currency", Text, nullable=False),
    Column("booked_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("position", BigInteger, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint(
        "kind IN ('invoice', 'payment', 'credit_note', 'credit_note_void', 'refund',"
        " 'refund_return')",
        name="known_kind",
    ),
    UniqueConstraint("partner_id", "position"),
    Index("ledger_entries_customer", "partner_id", "customer_id"),
)
"""Only ever added to. A trigger refuses UPDATE, DELETE and TRUNCATE to everybody, the owner and
superusers included; DELETE and TRUNCATE are revoked from the owner too. UPDATE cannot be: a foreign
key check locks the row it points at, for which PostgreSQL asks the owner's right to update."""

ledger_postings = Table(
    "ledger_postings",
    METADATA,
    Column("entry_id", Text, ForeignKey("ledger_entries.id"), primary_key=True),
    Column("account", Text, primary_key=True),
    Column("debit_minor", BigInteger, nullable=False),
    Column("credit_minor", BigInteger, nullable=False),
    CheckConstraint(
        "(debit_minor > 0 AND credit_minor = 0) OR (debit_minor = 0 AND credit_minor > 0)",
        name="one_side_only",
    ),
    Index("ledger_postings_account", "account"),
)

note_settlements = Table(
    "note_settlements",
    METADATA,
    Column("credit_note_id", Text, ForeignKey("credit_notes.id"), primary_key=True),
    Column("invoice_id", Text, ForeignKey("invoices.id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("amount_minor", BigInteger, nullable=False),
    CheckConstraint("amount_minor > 0", name="settles_something"),
    Index("note_settlements_invoice", "invoice_id"),
)
"""Only ever added to, each in the transaction of a decision's revision; those of a voided note do
not count. Triggers keep an invoice's within what it charges, and a note's equal to its
`applied_minor` and on invoices of its own order item."""

documents = Table(
    "documents",
    METADATA,
    Column("owner_id", Text, primary_key=True),
    Column("format", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    CheckConstraint("format IN ('pdf', 'html')", name="known_format"),
    CheckConstraint("kind IN ('invoice', 'credit_note')", name="known_kind"),
)
"""An invoice or credit note as it was printed first; it is never printed again."""
