"""What an amount was computed from, and credit notes whose life the database guards."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004_exact_billing"
down_revision = "0003_credits_and_ledger"

# Every column but the state is as it was issued; `applied_minor` grows when a note is used up.
GUARD_NOTE = """
CREATE FUNCTION guard_credit_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refund_states text[];
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
    IF OLD.state <> 'refund_due' OR NEW.state = OLD.state THEN
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

# Checked at the commit, when notes that are replaced have been voided.
CAP = """
CREATE FUNCTION refuse_too_much_credit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    charged numeric;
    credited numeric;
BEGIN
    EXECUTE format(
        'SELECT coalesce(sum(i.gross_minor), 0) FROM %1$I.invoice_items i'
        ' JOIN %1$I.invoices v ON v.id = i.invoice_id'
        ' WHERE i.order_item_id = $1 AND v.state IN (''issued'', ''paid'')', TG_TABLE_SCHEMA)
        INTO charged USING NEW.order_item_id;
    EXECUTE format(
        'SELECT coalesce(sum(gross_minor), 0) FROM %I.credit_notes'
        ' WHERE order_item_id = $1 AND state <> ''voided''', TG_TABLE_SCHEMA)
        INTO credited USING NEW.order_item_id;
    IF credited > charged THEN
        RAISE EXCEPTION 'Order item % would be credited % of % charged',
            NEW.order_item_id, credited, charged USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    _keep_what_amounts_come_from()
    op.add_column("credit_notes", sa.Column("applied_minor", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE credit_notes"
        " SET applied_minor = CASE WHEN state = 'closed' THEN gross_minor ELSE 0 END"
    )
    op.alter_column("credit_notes", "applied_minor", nullable=False)
    op.create_check_constraint(
        "applies_no_more_than_it_has", "credit_notes", "applied_minor BETWEEN 0 AND gross_minor"
    )
    op.create_check_constraint(
        "closed_is_used_up", "credit_notes", "state <> 'closed' OR applied_minor = gross_minor"
    )
    op.execute(GUARD_NOTE)
    op.execute(
        "CREATE TRIGGER credit_notes_guarded BEFORE INSERT OR UPDATE OR DELETE ON credit_notes"
        " FOR EACH ROW EXECUTE FUNCTION guard_credit_note()"
    )
    op.execute(CAP)
    op.execute(
        "CREATE CONSTRAINT TRIGGER credit_notes_capped AFTER INSERT ON credit_notes"
        " DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION refuse_too_much_credit()"
    )
    op.create_index("credit_notes_order_item", "credit_notes", ["order_item_id"])
    op.create_index("credit_notes_invoice", "credit_notes", ["invoice_id"])


def _keep_what_amounts_come_from() -> None:
    op.add_column("invoice_items", sa.Column("listed_minor", sa.BigInteger(), nullable=True))
    op.execute(
        "UPDATE invoice_items"
        " SET listed_minor = CASE WHEN includes_vat THEN gross_minor ELSE net_minor END"
        " / period_count"
    )
    op.alter_column("invoice_items", "listed_minor", nullable=False)
    op.add_column(
        "invoice_items",
        sa.Column(
            "discounts",
            JSONB(),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
    )
    op.add_column("invoice_segments", sa.Column("full_day_count", sa.Integer(), nullable=True))
    op.execute("UPDATE invoice_segments SET full_day_count = last_day - first_day + 1")
    op.alter_column("invoice_segments", "full_day_count", nullable=False)
    op.add_column(
        "invoice_segments",
        sa.Column(
            "discount_basis_points", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
    )
    op.alter_column("invoice_segments", "discount_basis_points", server_default=None)
