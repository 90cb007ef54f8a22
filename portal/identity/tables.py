"""The tables of accounts, sessions and what proves who somebody is. No secret is in them: of a
cookie its digest, of a password its hash, of a link nothing."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from chassis.tables import shared_tables

METADATA = MetaData()
MOMENT = DateTime(timezone=True)

accounts = Table(
    "accounts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("role", Text, nullable=False, server_default=text("'customer'")),
    Column("partner_id", Integer),
    Column("customer_id", Text),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("language", Text),
    Column("audience", JSONB, nullable=False),
    Column("cart_line_count", Integer),  # as last read; null once it may be another
    Column("cart_changes", Integer, nullable=False, server_default=text("0")),
    Column("created_at", MOMENT, nullable=False),
    Column("disabled_at", MOMENT),
    UniqueConstraint("partner_id", "customer_id"),
    CheckConstraint(
        "CASE role WHEN 'customer' THEN partner_id IS NOT NULL AND customer_id IS NOT NULL"
        " WHEN 'partner_admin' THEN partner_id IS NOT NULL AND customer_id IS NULL"
        " ELSE role IN ('super_admin', 'operator') AND partner_id IS NULL AND customer_id IS NULL"
        " END",
        name="accounts_role_fits",
    ),
)
Index("accounts_by_email", accounts.c.email_key)
Index(
    "accounts_of_staff",
    accounts.c.email_key,
    unique=True,
    postgresql_where=accounts.c.customer_id.is_(None),
)

passwords = Table(
    "passwords",
    METADATA,
    Column("email_key", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("changed_at", MOMENT, nullable=False),
)

visits = Table(
    "visits",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("by_kind", Text, nullable=False),
    Column("by_id", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_at", MOMENT, nullable=False),
    Column("begins_until", MOMENT, nullable=False),
    Column("used_at", MOMENT),
)
Index("visits_of_account", visits.c.account_id, visits.c.id)
Index("visits_by_age", visits.c.begins_until)

sessions = Table(
    "sessions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("cookie_digest", LargeBinary, nullable=False, unique=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("proved_email_key", Text),  # which the account may have no more
    Column("device", JSONB, nullable=False),
    Column("return_url", Text),
    Column("created_at", MOMENT, nullable=False),
    Column("last_seen_at", MOMENT, nullable=False),
    Column("ends_at", MOMENT, nullable=False),  # of rest; moved on while it is used
    Column("expires_at", MOMENT, nullable=False),  # however much it is used
    Column("visit_id", Text, ForeignKey("visits.id"), unique=True),
)
Index("sessions_of_account", sessions.c.account_id, sessions.c.ends_at)
Index("sessions_by_end", sessions.c.ends_at)

drafts = Table(
    "drafts",
    METADATA,
    Column("account_id", Text, ForeignKey("accounts.id"), primary_key=True),
    Column("page", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("kept_at", MOMENT, nullable=False),
)
Index("drafts_by_age", drafts.c.kept_at)

links = Table(
    "links",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False),
    Column("account_id", Text, ForeignKey("accounts.id")),
    Column("browser_digest", LargeBinary, nullable=False),
    Column("next_page", Text, nullable=False),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("created_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Column("used_at", MOMENT),
)
Index("links_of_browser", links.c.browser_digest, links.c.expires_at)
Index("links_to_addressee", links.c.email_key, links.c.expires_at)
Index("links_of_account", links.c.account_id, links.c.expires_at)
Index("links_by_end", links.c.expires_at)

handovers = Table(
    "handovers",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),
    Column("page", Text, nullable=False),
    Column("return_url", Text),
    Column("created_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Column("used_at", MOMENT),
)
Index("handovers_by_end", handovers.c.expires_at)

second_factors = Table(
    "second_factors",
    METADATA,
    Column("account_id", Text, ForeignKey("accounts.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),  # until it is confirmed with recovery codes
    Column("last_step", BigInteger, nullable=False, server_default=text("0")),
    Column("begun_at", MOMENT, nullable=False),
    Column("confirmed_at", MOMENT),
)

recovery_codes = Table(
    "recovery_codes",
    METADATA,
    Column("account_id", Text, ForeignKey("accounts.id"), primary_key=True),
    Column("digest", LargeBinary, primary_key=True),
    Column("used_at", MOMENT),
)

staff_acts = Table(
    "staff_acts",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("account_id", Text, ForeignKey("accounts.id"), nullable=False),  # to whom
    Column("key", Text, nullable=False, unique=True),  # of the request that did it
    Column("act", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("at", MOMENT, nullable=False),
)
Index("staff_acts_of_account", staff_acts.c.account_id, staff_acts.c.id)

attempts = Table(
    "attempts",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", MOMENT, nullable=False),
    Column("free_at", MOMENT, nullable=False),
)
Index("attempts_by_age", attempts.c.last_at)

shared_tables(METADATA)
