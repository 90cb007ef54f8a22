-- Which credit note settles what of which invoice is only ever added to. Both checks are made at the
-- commit, when all rows of a settlement are there. Whoever settles or pays an invoice has locked its
-- row, so that two transactions cannot both find room.

CREATE TRIGGER note_settlements_append_only
    BEFORE UPDATE OR DELETE ON note_settlements
    FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();

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
END $$;

CREATE CONSTRAINT TRIGGER note_settlements_fit
    AFTER INSERT ON note_settlements
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_too_much_settled();
-- A draft that a capture issues has no settlements, and every payment would ask for them.
CREATE CONSTRAINT TRIGGER invoices_fit
    AFTER UPDATE OF paid_minor ON invoices
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION refuse_too_much_settled();

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
END $$;

CREATE CONSTRAINT TRIGGER note_settlements_told
    AFTER INSERT ON note_settlements
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_unsettled_note();
CREATE CONSTRAINT TRIGGER credit_notes_settled
    AFTER INSERT OR UPDATE OF applied_minor ON credit_notes
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_unsettled_note();
