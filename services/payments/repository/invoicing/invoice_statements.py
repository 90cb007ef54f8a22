"""The SQL that makes an invoice with all its lines, and reads it back: one statement each, built
once, as every payment runs them."""

from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    FromClause,
    Insert,
    ScalarSelect,
    Select,
    Table,
    bindparam,
    cast,
    func,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by, insert

from chassis.listed_rows import insert_listed, listed
from chassis.page_sizes import PART_BYTES
from contracts.payments import BillingParty
from services.payments.tables.bookkeeping import note_settlements
from services.payments.tables.collecting import order_payments, payment_intents
from services.payments.tables.invoicing import (
    credit_notes,
    invoice_items,
    invoice_segments,
    invoices,
)

HEAD = (invoices.c.id, invoices.c.gross_minor)
GIVEN = (
    *("id", "business_key", "kind", "state", "order_id", "currency"),
    *("net_minor", "vat_minor", "gross_minor"),
    *BillingParty.model_fields,
)
_given = select(*(bindparam(name, type_=invoices.c[name].type) for name in GIVEN))


def _lines_of(table: Table, made: FromClause) -> Insert:
    """The rows that are given for the table, if there is a row in `made`."""
    rows = listed(table)
    return insert_listed(table, select(*rows.c).join_from(rows, made, true()))


def _draft(given: Select[Any]) -> tuple[CTE, CTE, CTE]:
    """The invoice, unless its business key has one, and its lines."""
    head = insert(invoices).from_select(list(GIVEN), given)
    once = head.on_conflict_do_nothing(index_elements=["business_key"])
    made = once.returning(*HEAD).cte("made")
    items, segments = _lines_of(invoice_items, made), _lines_of(invoice_segments, made)
    return made, items.cte("items"), segments.cte("segments")


_made, *_lines = _draft(_given)
ADD_DRAFT = select(_made).add_cte(*_lines)
"""No row, and nothing written, when the business key has an invoice already."""

_order = insert(order_payments).values(order_id=bindparam("order_id")).on_conflict_do_nothing()
_new = _order.returning(order_payments.c.order_id).cte("new_order")
_made, *_lines = _draft(_given.select_from(_new))
OPEN_ORDER = _lines_of(payment_intents, _made).add_cte(*_lines).returning(payment_intents.c.id)
"""The order's row, its draft and its first intent, unless the order has a row already."""

ADD_SEGMENTS = insert_listed(invoice_segments, select(*listed(invoice_segments).c))

_segments_of_item = (
    select(
        func.jsonb_agg(
            aggregate_order_by(
                func.to_jsonb(invoice_segments.table_valued()), invoice_segments.c.position
            )
        )
    )
    .where(invoice_segments.c.invoice_item_id == invoice_items.c.id)
    .scalar_subquery()
)
_bare_item = func.to_jsonb(invoice_items.table_valued())
_item = _bare_item.op("||")(
    func.jsonb_build_object("segments", func.coalesce(_segments_of_item, cast([], JSONB)))
)


def _of_invoice(each: ColumnElement[Any]) -> ScalarSelect[Any]:
    mine = invoice_items.c.invoice_id == invoices.c.id
    return select(each).where(mine).scalar_subquery()


def _in_order(item: ColumnElement[Any]) -> ColumnElement[Any]:
    return _of_invoice(func.jsonb_agg(aggregate_order_by(item, invoice_items.c.position)))


_settled = func.sum(note_settlements.c.amount_minor)
CREDITED_MINOR = (
    select(cast(func.coalesce(_settled, 0), BigInteger))
    .join(credit_notes, credit_notes.c.id == note_settlements.c.credit_note_id)
    .where(note_settlements.c.invoice_id == invoices.c.id, credit_notes.c.state != "voided")
    .scalar_subquery()
)
"""What notes in force took off what is due on an invoice."""

_credited = CREDITED_MINOR.label("credited_minor")
INVOICES = select(invoices, _in_order(_item).label("items"), _credited)
"""Each with its items in order, and each item with its segments in order."""

LISTED_INVOICES = select(invoices, _in_order(_bare_item).label("items"), _credited)
"""The same, but without segments."""

SIZES = select(invoices.c.id, (_of_invoice(func.count()) * PART_BYTES).label("bytes"))
"""What each invoice counts with in a list."""
