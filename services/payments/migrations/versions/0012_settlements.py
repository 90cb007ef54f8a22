"""Which credit note settles what of which invoice: also of one that charges credit back."""

import sqlalchemy as sa
from alembic import op

revision = "0012_settlements"
down_revision = "0011_customers_of_partners"

# As before, and what is left of a note may settle an invoice later.
GUARD_NOTE = """
CREATE OR REPLACE FUNCTION guard_credit_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refund_states text[];
    given numeric;
    taken numeric;
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
    EXECUTE format('SELECT array_agg(state), coalesce(sum(amount_minor), 0),'
        ' coalesce(sum(amount_minor) FILTER (WHERE state = ''succeeded''), 0)'
        ' FROM %I.refunds WHERE credit_note_id = $1', TG_TABLE_SCHEMA)
        INTO refund_states, taken, given USING NEW.id;
    IF OLD.state = 'refunded' AND NEW.state = 'refund_due' THEN
        IF given >= NEW.gross_minor - NEW.applied_minor THEN
            RAISE EXCEPTION 'All that credit note % owes has gone back', OLD.number
                USING ERRCODE = 'restrict_violation';
        END IF;
    ELSIF OLD.state <> 'refund_due'
        OR (NEW.state = OLD.state AND NEW.applied_minor <= OLD.applied_minor) THEN
        RAISE EXCEPTION 'Credit note % cannot go from % to %', OLD.number, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(NEW) - 'state' - 'applied_minor' <> to_jsonb(OLD) - 'state' - 'applied_minor'
        OR NEW.applied_minor < OLD.applied_minor
        OR (NEW.applied_minor > OLD.applied_minor
            AND (OLD.state <> 'refund_due' OR NEW.state = 'voided')) THEN
        RAISE EXCEPTION 'Credit note % is issued and cannot be edited', OLD.number
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.state IN ('voided', 'closed') AND refund_states IS NOT NULL)
        OR (NEW.applied_minor > OLD.applied_minor AND taken > NEW.gross_minor - NEW.applied_minor)
        THEN
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

# Both are checked at the commit, when all rows of a settlement are there. Whoever settles or pays
# an invoice has locked its row, so that two transactions cannot both find room.
INVOICE = """
CREATE FUNCTION refuse_too_much_settled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted text := CASE TG_TABLE_NAME
        WHEN 'invoices' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'invoice_id' END;
    open numeric;
BEGIN
    EXECUTE format(
        'SELECT i.gross_minor - i.paid_minor - coalesce((SELECT sum(s.amount_minor)'
        ' FROM %1$I.note_settlements s JOIN %1$I.credit_notes n ON n.id = s.credit_note_id'
        ' WHERE s.invoice_id = i.id AND n.state <> ''voided''), 0)'
        ' FROM %1$I.invoices i WHERE i.id = $1', TG_TABLE_SCHEMA) INTO open USING wanted;
    IF open < 0 THEN
        RAISE EXCEPTION 'Invoice % would be paid and credited % more than it charges',
            wanted, -open USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
NOTE = """
CREATE FUNCTION refuse_unsettled_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted text := CASE TG_TABLE_NAME
        WHEN 'credit_notes' THEN to_jsonb(NEW) ->> 'id'
        ELSE to_jsonb(NEW) ->> 'credit_note_id' END;
    applied numeric;
    settled numeric;
    strange text;
BEGIN
    EXECUTE format(
        'SELECT n.applied_minor, coalesce(sum(s.amount_minor), 0), min(s.invoice_id) FILTER'
        ' (WHERE NOT EXISTS (SELECT FROM %1$I.invoice_items i WHERE i.invoice_id = s.invoice_id'
        ' AND i.order_item_id = n.order_item_id))'
        ' FROM %1$I.credit_notes n LEFT JOIN %1$I.note_settlements s ON s.credit_note_id = n.id'
        ' WHERE n.id = $1 GROUP BY n.id', TG_TABLE_SCHEMA)
        INTO applied, settled, strange USING wanted;
    IF applied <> settled THEN
        RAISE EXCEPTION 'Credit note % says that it settled %, its settlements %',
            wanted, applied, settled USING ERRCODE = 'check_violation';
    END IF;
    IF strange IS NOT NULL THEN
        RAISE EXCEPTION 'Credit note % cannot settle invoice %, which is of another order item',
            wanted, strange USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "note_settlements",
        sa.Column("credit_note_id", sa.Text(), nullable=False),
        sa.Column("invoice_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name="settles_something"),
        sa.ForeignKeyConstraint(["credit_note_id"], ["credit_notes.id"]),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"]),
        sa.PrimaryKeyConstraint("credit_note_id", "invoice_id", "revision"),
    )
    op.create_index("note_settlements_invoice", "note_settlements", ["invoice_id"])
    op.execute(
        "INSERT INTO note_settlements (credit_note_id, invoice_id, revision, amount_minor)"
        " SELECT id, invoice_id, revision, applied_minor FROM credit_notes WHERE applied_minor > 0"
    )
    for statement in (GUARD_NOTE, INVOICE, NOTE):
        op.execute(statement)
    op.execute(
        "CREATE TRIGGER note_settlements_append_only BEFORE UPDATE OR DELETE ON note_settlements"
        " FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()"
    )
    _check("note_settlements_fit", "INSERT ON note_settlements", "refuse_too_much_settled")
    # A draft that a capture issues has no settlements, and every payment would ask for them.
    _check(
        "invoices_fit",
        "UPDATE OF paid_minor ON invoices",
        "refuse_too_much_settled",
        when=" WHEN (OLD.state <> 'draft')",
    )
    _check("note_settlements_told", "INSERT ON note_settlements", "refuse_unsettled_note")
    _check(
        "credit_notes_settled",
        "INSERT OR UPDATE OF applied_minor ON credit_notes",
        "refuse_unsettled_note",
    )


def _check(name: str, event: str, function: str, when: str = "") -> None:
    op.execute(
        f"CREATE CONSTRAINT TRIGGER {name} AFTER {event} DEFERRABLE INITIALLY DEFERRED"
        f" FOR EACH ROW{when} EXECUTE FUNCTION {function}()"
    )
