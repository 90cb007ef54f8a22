"""Refunds that come back after they succeeded: booked back, and owed again."""

import sqlalchemy as sa
from alembic import op

revision = "0010_returned_refunds"
down_revision = "0009_reconciliation"

# As before, and a refunded note is due again once a refund of it has come back.
GUARD_NOTE = """
CREATE OR REPLACE FUNCTION guard_credit_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refund_states text[];
    given numeric;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Credit note % is issued and cannot be deleted', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('refund_due', 'closed') THEN
            RAISE EXCEPTION 'A credit note cannot begin as %', NEW.state
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state = 'refunded' AND NEW.state = 'refund_due' THEN
        EXECUTE format('SELECT coalesce(sum(amount_minor), 0) FROM %I.refunds'
            ' WHERE credit_note_id = $1 AND state = ''succeeded''', TG_TABLE_SCHEMA)
            INTO given USING NEW.id;
        IF given >= NEW.gross_minor - NEW.applied_minor THEN
            RAISE EXCEPTION 'All that credit note % owes has gone back', OLD.number
                USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF OLD.state <> 'refund_due' OR NEW.state = OLD.state THEN
        RAISE EXCEPTION 'Credit note % cannot go from % to %', OLD.number, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(NEW) - 'state' - 'applied_minor' <> to_jsonb(OLD) - 'state' - 'applied_minor'
        OR (NEW.applied_minor <> OLD.applied_minor AND NEW.state <> 'closed') THEN
        RAISE EXCEPTION 'Credit note % is issued and cannot be edited', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    EXECUTE format('SELECT array_agg(state) FROM %I.refunds WHERE credit_note_id = $1',
        TG_TABLE_SCHEMA) INTO refund_states USING NEW.id;
    IF NEW.state IN ('voided', 'closed') AND refund_states IS NOT NULL THEN
        RAISE EXCEPTION 'The money of credit note % is on its way; it cannot be %',
            OLD.number, NEW.state USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'refunded' AND NOT ('succeeded' = ANY (coalesce(refund_states, '{}'))) THEN
        RAISE EXCEPTION 'No refund of credit note % has succeeded', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$
"""
KINDS = (
    "kind IN ('invoice', 'payment', 'credit_note', 'credit_note_void', 'refund', 'refund_return')"
)


def upgrade() -> None:
    # In the order in which a capture that goes back takes them.
    op.drop_constraint("known_kind", "ledger_entries")
    op.create_check_constraint("known_kind", "ledger_entries", KINDS)
    returns = sa.Column("returns", sa.Integer(), server_default=sa.text("0"), nullable=False)
    op.add_column("refunds", returns)
    op.create_unique_constraint("refunds_made_once", "refunds", ["intent_id", "gateway_refund_id"])
    op.execute(GUARD_NOTE)
