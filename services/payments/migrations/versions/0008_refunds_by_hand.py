"""Refunds that a person gave back, refunds that never exceed their payment or credit note, and how
the webhook inbox is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0008_refunds_by_hand"
down_revision = "0007_offline_gateway"

# The row that is paid back from is locked, so that two transactions cannot both find room. Checked
# at the commit, when a capture that goes back at once is booked.
CAP = """
CREATE FUNCTION refuse_too_much_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most numeric;
    given numeric;
BEGIN
    EXECUTE format('SELECT amount_minor FROM %I.payments WHERE intent_id = $1 FOR UPDATE',
        TG_TABLE_SCHEMA) INTO most USING NEW.intent_id;
    EXECUTE format('SELECT sum(amount_minor) FROM %I.refunds WHERE intent_id = $1',
        TG_TABLE_SCHEMA) INTO given USING NEW.intent_id;
    IF given > coalesce(most, 0) THEN
        RAISE EXCEPTION 'Of payment intent % would be refunded % of % captured',
            NEW.intent_id, given, coalesce(most, 0) USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.credit_note_id IS NULL THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT gross_minor - applied_minor FROM %I.credit_notes WHERE id = $1'
        ' FOR UPDATE', TG_TABLE_SCHEMA) INTO most USING NEW.credit_note_id;
    EXECUTE format('SELECT sum(amount_minor) FROM %I.refunds WHERE credit_note_id = $1',
        TG_TABLE_SCHEMA) INTO given USING NEW.credit_note_id;
    IF given > most THEN
        RAISE EXCEPTION 'Of credit note % would be refunded % of %',
            NEW.credit_note_id, given, most USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
BY_HAND = (
    "(by_hand_method IS NULL) = (by_hand_reference IS NULL)"
    " AND (by_hand_method IS NULL) = (given_back_on IS NULL)"
    " AND (by_hand_method IS NULL) = (recorded_by IS NULL)"
    " AND (by_hand_method IS NULL OR state = 'succeeded')"
)


def upgrade() -> None:
    rounds = sa.Column("rounds", sa.Integer(), server_default=sa.text("0"), nullable=False)
    op.add_column("refunds", rounds)
    op.add_column("refunds", sa.Column("settled_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE refunds SET settled_at = created_at WHERE state = 'succeeded'")
    op.add_column("refunds", sa.Column("by_hand_method", sa.Text()))
    op.add_column("refunds", sa.Column("by_hand_reference", sa.Text()))
    op.add_column("refunds", sa.Column("given_back_on", sa.Date()))
    op.add_column("refunds", sa.Column("recorded_by", sa.Text()))
    op.create_check_constraint(
        "known_by_hand_method", "refunds", "by_hand_method IN ('cash', 'bank_transfer')"
    )
    op.create_check_constraint("given_by_hand_in_full", "refunds", BY_HAND)
    op.create_check_constraint(
        "settled_once_succeeded", "refunds", "(state = 'succeeded') = (settled_at IS NOT NULL)"
    )
    op.create_index("refunds_intent", "refunds", ["intent_id"])
    op.execute(CAP)
    op.execute(
        "CREATE CONSTRAINT TRIGGER refunds_capped"
        " AFTER INSERT OR UPDATE OF amount_minor, intent_id, credit_note_id ON refunds"
        " DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION refuse_too_much_refund()"
    )
    _keep_messages()


def _keep_messages() -> None:
    """Messages count their failures apart from their attempts, and old rows are found by age."""
    failures = sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False)
    op.add_column("outbox", failures)
    quarantined = sa.text("quarantined_at IS NOT NULL")
    op.create_index("outbox_quarantined", "outbox", ["id"], postgresql_where=quarantined)
    for name in ("outbox", "idempotency_keys"):
        op.create_index(f"{name}_age", name, ["created_at"], postgresql_using="brin")
    op.create_index("webhook_inbox_age", "webhook_inbox", ["received_at"], postgresql_using="brin")
