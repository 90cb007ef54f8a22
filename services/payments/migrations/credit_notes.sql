-- The database guards the life of a credit note: every column but the state is as it was issued;
-- `applied_minor` grows as the note settles invoices, later too with what is left of it. A refunded
-- note is due again once a refund of it has come back.

CREATE FUNCTION guard_credit_note() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER credit_notes_guarded
    BEFORE INSERT OR UPDATE OR DELETE ON credit_notes
    FOR EACH ROW EXECUTE FUNCTION guard_credit_note();

-- Checked at the commit, when notes that are replaced have been voided.
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
END $$;

CREATE CONSTRAINT TRIGGER credit_notes_capped
    AFTER INSERT ON credit_notes
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_too_much_credit();
