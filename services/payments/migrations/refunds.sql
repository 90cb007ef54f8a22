-- Refunds never exceed their payment or their credit note. The row that is paid back from is locked,
-- so that two transactions cannot both find room. Checked at the commit, when a capture that goes
-- back at once is booked.

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
END $$;

CREATE CONSTRAINT TRIGGER refunds_capped
    AFTER INSERT OR UPDATE OF amount_minor, intent_id, credit_note_id ON refunds
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse_too_much_refund();
