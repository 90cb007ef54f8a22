"""SQL of invoices with their items and segments."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.money import total
from contracts.catalog import BillingCycle, ChargedSegment, Discount
from contracts.message import Amount
from contracts.payments import BillingParty, InvoiceState
from services.payments.domain.invoicing import ChargedItem
from services.payments.tables import invoice_items, invoice_segments, invoices

# Built once, as every payment runs them; building one anew costs as much as running it.
HEAD = (invoices.c.id, invoices.c.gross_minor)
ADD_INVOICE = (
    insert(invoices).on_conflict_do_nothing(index_elements=["business_key"]).returning(*HEAD)
)
CHANGE_INVOICE = update(invoices).where(invoices.c.id == bindparam("of_id"))
ITEMS_OF = (
    select(invoice_items)
    .where(invoice_items.c.invoice_id.in_(bindparam("invoice_ids", expanding=True)))
    .order_by(invoice_items.c.position)
)
SEGMENTS_OF = (
    select(invoice_segments)
    .where(invoice_segments.c.invoice_item_id.in_(bindparam("item_ids", expanding=True)))
    .order_by(invoice_segments.c.position)
)


@dataclass(frozen=True)
class Invoice:
    """An invoice as stored, with its items; `item_ids` run parallel to `items`."""

    id: str
    kind: Literal["order", "supplementary"]
    state: InvoiceState
    order_id: str
    party: BillingParty
    currency: str
    number: str | None
    issued_on: date | None
    amount: Amount
    paid_minor: int
    items: tuple[ChargedItem, ...]
    item_ids: tuple[str, ...]


@dataclass(frozen=True)
class NewInvoice:
    """What makes an invoice; the same `business_key` makes it once."""

    business_key: str
    kind: Literal["order", "supplementary"]
    order_id: str
    party: BillingParty
    currency: str
    items: Sequence[ChargedItem]


@dataclass(frozen=True)
class Draft:
    id: str
    gross_minor: int
    is_new: bool


async def add_draft(connection: AsyncConnection, new: NewInvoice) -> Draft:
    """A draft without number, or the invoice that the business key has already."""
    party = new.party
    row = {
        "id": new_id("inv"),
        "business_key": new.business_key,
        "kind": new.kind,
        "state": "draft",
        "order_id": new.order_id,
        "currency": new.currency,
        **party.model_dump(),
        **total([item.amount for item in new.items]).model_dump(),
    }
    made = (await connection.execute(ADD_INVOICE, row)).one_or_none()
    if made is None:
        same = select(*HEAD).where(invoices.c.business_key == new.business_key)
        first = (await connection.execute(same)).one()
        return Draft(first.id, first.gross_minor, is_new=False)
    ids = [new_id("ini") for _ in new.items]
    rows = [
        {"id": item_id, "invoice_id": made.id, "position": n, **_item_row(item)}
        for n, (item_id, item) in enumerate(zip(ids, new.items, strict=True))
    ]
    await connection.execute(insert(invoice_items), rows)
    await _add_segments(connection, ids, new.items)
    return Draft(made.id, made.gross_minor, is_new=True)


async def move_segments(
    connection: AsyncConnection, draft: Invoice, items: Sequence[ChargedItem]
) -> None:
    """Give a draft's items (parallel to its own) the days of another start; charges stay."""
    changed = [
        (item_id, new)
        for item_id, old, new in zip(draft.item_ids, draft.items, items, strict=True)
        if old.segments != new.segments
    ]
    if not changed:
        return
    ids = [item_id for item_id, _ in changed]
    t = invoice_segments
    await connection.execute(delete(t).where(t.c.invoice_item_id.in_(ids)))
    await _add_segments(connection, ids, [item for _, item in changed])


async def _add_segments(
    connection: AsyncConnection, item_ids: Sequence[str], items: Sequence[ChargedItem]
) -> None:
    rows = [
        {
            "invoice_item_id": item_id,
            "position": position,
            "first_day": segment.first_day,
            "last_day": segment.last_day,
            "full_day_count": segment.full_day_count,
            "discount_basis_points": segment.discount_basis_points,
            **segment.amount.model_dump(),
        }
        for item_id, item in zip(item_ids, items, strict=True)
        for position, segment in enumerate(item.segments)
    ]
    if rows:
        await connection.execute(insert(invoice_segments), rows)


async def change_invoice(connection: AsyncConnection, invoice_id: str, **values: Any) -> None:
    await connection.execute(CHANGE_INVOICE, {"of_id": invoice_id, **values})


async def invoice_by_id(connection: AsyncConnection, invoice_id: str) -> Invoice | None:
    found = await _invoices(connection, invoices.c.id == invoice_id, limit=1)
    return found[0] if found else None


async def invoice_by_key(connection: AsyncConnection, business_key: str) -> Invoice | None:
    found = await _invoices(connection, invoices.c.business_key == business_key, limit=1)
    return found[0] if found else None


async def invoice_of_order_item(
    connection: AsyncConnection, order_item_id: str, *, lock: bool = False
) -> Invoice | None:
    """The issued or paid invoice that charged an order item; supplements do not count."""
    holds = select(invoice_items.c.invoice_id).where(invoice_items.c.order_item_id == order_item_id)
    which = (
        invoices.c.id.in_(holds)
        & (invoices.c.kind == "order")
        & invoices.c.state.in_(("issued", "paid"))
    )
    if lock:
        await connection.execute(select(invoices.c.id).where(which).with_for_update())
    found = await _invoices(connection, which, limit=1)
    return found[0] if found else None


async def list_invoices(
    connection: AsyncConnection,
    *,
    order_id: str | None,
    customer_id: str | None,
    partner_id: int | None,
    below_id: str | None,
    limit: int,
) -> list[Invoice]:
    """Newest first."""
    given = {"order_id": order_id, "customer_id": customer_id, "partner_id": partner_id}
    conditions = [invoices.c[name] == value for name, value in given.items() if value is not None]
    if below_id is not None:
        conditions.append(invoices.c.id < below_id)
    return await _invoices(connection, *conditions, limit=limit)


async def _invoices(
    connection: AsyncConnection, *conditions: ColumnElement[bool], limit: int
) -> list[Invoice]:
    wanted = select(invoices).where(*conditions).order_by(invoices.c.id.desc()).limit(limit)
    heads = (await connection.execute(wanted)).all()
    ids = [head.id for head in heads]
    if not ids:
        return []
    item_rows = (await connection.execute(ITEMS_OF, {"invoice_ids": ids})).all()
    segments = await _segments(connection, [row.id for row in item_rows])
    items: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in item_rows:
        items[row.invoice_id].append(row)
    return [_invoice(head, items[head.id], segments) for head in heads]


async def _segments(
    connection: AsyncConnection, item_ids: list[str]
) -> dict[str, tuple[ChargedSegment, ...]]:
    found: dict[str, tuple[ChargedSegment, ...]] = defaultdict(tuple)
    for row in await connection.execute(SEGMENTS_OF, {"item_ids": item_ids}):
        segment = ChargedSegment(
            first_day=row.first_day,
            last_day=row.last_day,
            full_day_count=row.full_day_count,
            discount_basis_points=row.discount_basis_points,
            amount=amount_of(row),
        )
        found[row.invoice_item_id] += (segment,)
    return found


def amount_of(row: Row[Any]) -> Amount:
    return Amount(net_minor=row.net_minor, vat_minor=row.vat_minor, gross_minor=row.gross_minor)


def _invoice(
    head: Row[Any], rows: list[Row[Any]], segments: dict[str, tuple[ChargedSegment, ...]]
) -> Invoice:
    return Invoice(
        id=head.id,
        kind=head.kind,
        state=head.state,
        order_id=head.order_id,
        party=BillingParty(**{name: getattr(head, name) for name in BillingParty.model_fields}),
        currency=head.currency,
        number=head.number,
        issued_on=head.issued_on,
        amount=amount_of(head),
        paid_minor=head.paid_minor,
        items=tuple(_item(row, segments.get(row.id, ())) for row in rows),
        item_ids=tuple(row.id for row in rows),
    )


def _item_row(item: ChargedItem) -> dict[str, Any]:
    return {
        "order_item_id": item.order_item_id,
        "kind": item.kind,
        "description": item.description,
        "quantity": item.quantity,
        **item.amount.model_dump(),
        "vat_basis_points": item.vat_basis_points,
        "includes_vat": item.includes_vat,
        "cycle": item.cycle.model_dump(mode="json"),
        "period_count": item.period_count,
        "listed_minor": item.listed_minor,
        "discounts": [discount.model_dump(mode="json") for discount in item.discounts],
    }


def _item(row: Row[Any], segments: tuple[ChargedSegment, ...]) -> ChargedItem:
    return ChargedItem(
        order_item_id=row.order_item_id,
        kind=row.kind,
        description=row.description,
        quantity=row.quantity,
        amount=amount_of(row),
        vat_basis_points=row.vat_basis_points,
        includes_vat=row.includes_vat,
        cycle=BillingCycle.model_validate(row.cycle),
        period_count=row.period_count,
        listed_minor=row.listed_minor,
        discounts=tuple(Discount.model_validate(discount) for discount in row.discounts),
        segments=segments,
    )
