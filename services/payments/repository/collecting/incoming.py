"""SQL of attempts to pay and recorded receipts as one list, the newest first."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    case,
    cast,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import record_of
from services.payments.domain.collecting.finding import OFFLINE, Incoming, WantedIncoming
from services.payments.tables.collecting import payment_intents, payments

i, p = payment_intents, payments
SHARED = ("id", "order_id", "customer_id", "partner_id", "invoice_id", "amount_minor", "currency")
_ways = case((i.c.gateway == OFFLINE, "offline"), else_="gateway")
ATTEMPTS = select(
    literal("attempt").label("kind"),
    *(i.c[name] for name in SHARED),
    *(i.c[name] for name in ("state", "attempt", "pays_number")),
    _ways.label("method"),
    *(i.c[name] for name in ("gateway", "gateway_payment_id")),
    cast(null(), p.c.reference.type).label("reference"),
    i.c.created_at.label("began_at"),
    i.c.captured_at,
    cast(null(), p.c.received_on.type).label("received_on"),
    cast(null(), p.c.recorded_by.type).label("recorded_by"),
    i.c.failure,
)
_of_attempts = {"attempt", "pays_number", "gateway", "gateway_payment_id"}
_none = {name: cast(null(), i.c[name].type).label(name) for name in (*_of_attempts, "failure")}
RECEIPTS = select(
    literal("receipt").label("kind"),
    *(p.c[name] for name in SHARED),
    literal("captured").label("state"),
    *(_none[name] for name in ("attempt", "pays_number")),
    p.c.method,
    *(_none[name] for name in ("gateway", "gateway_payment_id")),
    p.c.reference,
    p.c.created_at.label("began_at"),
    p.c.captured_at,
    *(p.c[name] for name in ("received_on", "recorded_by")),
    _none["failure"],
).where(p.c.intent_id.is_(None))


async def page_of_incoming(connection: AsyncConnection, wanted: WantedIncoming) -> list[Incoming]:
    """Each kind gives its newest by its own index; the newest of both are the page."""
    branches = [_page(*branch, wanted).subquery().select() for branch in _branches(wanted)]
    if not branches:
        return []
    both = union_all(*branches).subquery()
    newest = select(both).order_by(both.c.began_at.desc(), both.c.id.desc())
    rows = await connection.execute(newest.limit(wanted.limit))
    return [record_of(Incoming, row) for row in rows]


async def find_incoming(connection: AsyncConnection, payment_id: str) -> Incoming | None:
    either = union_all(
        ATTEMPTS.where(i.c.id == payment_id), RECEIPTS.where(p.c.id == payment_id)
    ).subquery()
    row = (await connection.execute(select(either))).one_or_none()
    return record_of(Incoming, row) if row else None


def _branches(wanted: WantedIncoming) -> Iterator[tuple[Table, Select[Any]]]:
    if wanted.method in (None, "gateway", "offline"):
        of_method = {"gateway": i.c.gateway != OFFLINE, "offline": i.c.gateway == OFFLINE}
        attempts = ATTEMPTS.where(of_method[wanted.method]) if wanted.method else ATTEMPTS
        yield i, attempts.where(i.c.state == wanted.state) if wanted.state else attempts
    if wanted.method not in ("gateway", "offline") and wanted.state in (None, "captured"):
        yield p, RECEIPTS.where(p.c.method == wanted.method) if wanted.method else RECEIPTS


def _page(table: Table, branch: Select[Any], wanted: WantedIncoming) -> Select[Any]:
    position = (table.c.created_at, table.c.id)
    page = branch.where(*_filters(table, wanted))
    if wanted.after is not None:
        page = page.where(tuple_(*position) < tuple_(*wanted.after))
    return page.order_by(*(column.desc() for column in position)).limit(wanted.limit)


def _filters(table: Table, wanted: WantedIncoming) -> Iterator[ColumnElement[bool]]:
    for name in ("partner_id", "customer_id", "order_id"):
        if (value := getattr(wanted, name)) is not None:
            yield table.c[name] == value
    if wanted.began_from is not None:
        yield table.c.created_at >= wanted.began_from
    if wanted.began_before is not None:
        yield table.c.created_at < wanted.began_before
    if wanted.q is not None:
        own = "gateway_payment_id" if table is i else "reference"
        names = ("id", "order_id", "invoice_id", "customer_id", own)
        yield or_(*(table.c[name] == wanted.q for name in names))
