"""The catalog's tables. Columns repeat from the stored fields only what SQL filters or sorts by."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from chassis.tables import shared_tables

METADATA = MetaData()
NOW = text("now()")

offerings = Table(
    "offerings",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("request_key", Text, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("kind_position", SmallInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("show_on_portal", Boolean, nullable=False),
    Column("partner_ids", ARRAY(Integer), nullable=False),
    Column("component_ids", ARRAY(Text), nullable=False),
    Column("search_text", Text, nullable=False),
    Column("search_grams", ARRAY(Text), nullable=False),
    Column("fields", JSONB, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False, server_default=NOW),
)
POSITION = (offerings.c.kind_position, func.lower(offerings.c.title), offerings.c.id)
Index("offerings_in_portal_order", *POSITION)
Index(
    "offerings_not_on_portal",
    *POSITION,
    postgresql_where=text("NOT enabled OR NOT show_on_portal"),
)
Index("offerings_by_partner", offerings.c.partner_ids, postgresql_using="gin")
Index("offerings_by_words", offerings.c.search_grams, postgresql_using="gin")
Index("offerings_by_component", offerings.c.component_ids, postgresql_using="gin")
Index("offerings_newest", offerings.c.changed_at, offerings.c.id, offerings.c.revision)

offering_revisions = Table(
    "offering_revisions",
    METADATA,
    Column("offering_id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("fields", JSONB, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("replaced_by", Text, nullable=False),
    Column("replaced_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Index("offering_revisions_newest", "changed_at", "offering_id", "revision"),
)

catalogue = Table(
    "catalogue",
    METADATA,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="catalogue_is_one_row"),
)
"""One row at most, which every change of an offering counts up, one after the other: so a revision
that was read never gets other offerings later."""

quotes = Table(
    "quotes",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("request_key", Text, nullable=False, unique=True),
    Column("partner_id", Integer, nullable=False),
    Column("customer_id", Text, nullable=False),
    Column("view", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Index("quotes_age", "created_at", postgresql_using="brin"),
)

closed_partners = Table(
    "closed_partners",
    METADATA,
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("partner_ids", ARRAY(Integer), nullable=False),
)

shared_tables(METADATA)
