"""SQL of invoices and credit notes as one list, the newest first."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Table,
    case,
    cast,
    func,
    literal,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.finance import DocumentKind, FinanceDocument
from services.payments.domain.invoicing.finding import WantedDocuments
from services.payments.domain.invoicing.settling import invoice_state
from services.payments.repository.invoicing.invoice_statements import CREDITED_MINOR
from services.payments.tables.invoicing import credit_notes, invoices
from services.payments.tables.refunding import refunds

SHARED = (
    *("id", "number", "issued_on", "order_id", "customer_id", "partner_id", "currency"),
    "gross_minor",
)
_given_back = (
    select(cast(func.coalesce(func.sum(refunds.c.amount_minor), 0), BigInteger))
    .where(refunds.c.credit_note_id == credit_notes.c.id, refunds.c.state == "succeeded")
    .scalar_subquery()
)
_due = case(
    (invoices.c.state == "void", 0),
    else_=invoices.c.gross_minor - invoices.c.paid_minor - CREDITED_MINOR,
)
_owed = case(
    (
        credit_notes.c.state == "refund_due",
        credit_notes.c.gross_minor - credit_notes.c.applied_minor - _given_back,
    ),
    else_=0,
)


async def page_of_documents(
    connection: AsyncConnection, wanted: WantedDocuments, now: datetime
) -> list[FinanceDocument]:
    """What has a number. Each kind gives its newest by its own index; the newest of both are the
    page."""
    branches = [_page(branch, wanted).subquery().select() for branch in _branches(wanted, now)]
    if not branches:
        return []
    both = union_all(*branches).subquery()
    statement = select(both).order_by(both.c.issued_on.desc(), both.c.id.desc())
    rows = await connection.execute(statement.limit(wanted.limit))
    return [_document(row, now) for row in rows]


async def unpaid_totals(
    connection: AsyncConnection, partner_id: int, customer_id: str
) -> dict[str, tuple[int, int]]:
    """By currency: how many of a customer's invoices are to be paid, and what they come to."""
    t = invoices.c
    due = (
        select(t.currency, _due.label("due_minor"))
        .where(t.partner_id == partner_id, t.customer_id == customer_id, t.number.is_not(None))
        .subquery()
    )
    total = select(due.c.currency, func.count(), func.sum(due.c.due_minor))
    rows = await connection.execute(total.where(due.c.due_minor > 0).group_by(due.c.currency))
    return {currency: (count, int(minor)) for currency, count, minor in rows}


def _branches(
    wanted: WantedDocuments, now: datetime
) -> Iterator[tuple[Table, Select[Any], ColumnElement[Any]]]:
    """No credit note is ever overdue."""
    t, n = invoices, credit_notes
    if wanted.kind != "credit_note":
        columns = _columns("invoice", t, _due, CREDITED_MINOR, null())
        columns = columns.add_columns(t.c.due_on, t.c.overdue_at)
        issued = columns.where(t.c.number.is_not(None))
        if wanted.only_overdue:
            issued = issued.where(t.c.overdue_at <= now, _due > 0)
        yield t, issued, _due
    if wanted.kind != "invoice" and not wanted.only_overdue:
        of = n.join(t, t.c.id == n.c.invoice_id)
        columns = _columns("credit_note", n, _owed, literal(0), t.c.number)
        never = (cast(null(), t.c[name].type).label(name) for name in ("due_on", "overdue_at"))
        yield n, columns.add_columns(*never).select_from(of), _owed


def _columns(
    kind: DocumentKind,
    table: Table,
    open_minor: ColumnElement[Any],
    credited: ColumnElement[Any],
    corrects: ColumnElement[Any],
) -> Select[Any]:
    return select(
        literal(kind).label("kind"),
        *(table.c[name] for name in SHARED),
        table.c.state,
        open_minor.label("open_minor"),
        credited.label("credited_minor"),
        corrects.label("corrects_number"),
    )


def _page(
    branch: tuple[Table, Select[Any], ColumnElement[Any]], wanted: WantedDocuments
) -> Select[Any]:
    table, statement, open_minor = branch
    position = (table.c.issued_on, table.c.id)
    statement = statement.where(*_filters(table, wanted))
    if wanted.only_open:
        statement = statement.where(open_minor > 0)
    if wanted.after is not None:
        statement = statement.where(tuple_(*position) < tuple_(*wanted.after))
    newest = (column.desc() for column in position)
    return statement.order_by(*newest).limit(wanted.limit)


def _filters(table: Table, wanted: WantedDocuments) -> Iterator[ColumnElement[bool]]:
    for name in ("partner_id", "customer_id", "order_id"):
        if (value := getattr(wanted, name)) is not None:
            yield table.c[name] == value
    if wanted.number is not None:
        yield table.c.number.startswith(wanted.number, autoescape=True)
    if wanted.issued_from is not None:
        yield table.c.issued_on >= wanted.issued_from
    if wanted.issued_to is not None:
        yield table.c.issued_on <= wanted.issued_to


def _document(row: Any, now: datetime) -> FinanceDocument:
    facts = dict(row._mapping)
    credited_minor, overdue_at = facts.pop("credited_minor"), facts.pop("overdue_at")
    facts["is_overdue"] = bool(row.open_minor and overdue_at and overdue_at <= now)
    facts["due_on"] = row.due_on if row.open_minor else None
    if row.kind == "invoice":
        facts["state"] = invoice_state(row.state, row.open_minor, credited_minor)
    return FinanceDocument.model_validate(facts)
