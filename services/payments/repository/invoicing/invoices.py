"""SQL of invoices with their items and segments."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from billing.money import total
from chassis.ids import new_id
from chassis.listing import Listing, newest_first
from chassis.page_sizes import Found, count_that_fits
from contracts.message import Amount
from contracts.payments import BillingParty
from services.payments.domain.bookkeeping.ledger import Account
from services.payments.domain.invoicing.invoices import Invoice, InvoiceKind
from services.payments.domain.invoicing.items import ChargedItem
from services.payments.domain.invoicing.settling import invoice_state
from services.payments.repository.invoicing.invoice_statements import (
    ADD_DRAFT,
    ADD_SEGMENTS,
    HEAD,
    INVOICES,
    LISTED_INVOICES,
    SIZES,
)
from services.payments.tables.invoicing import invoice_items, invoice_segments, invoices

ITEM = TypeAdapter(ChargedItem)
CHANGE_INVOICE = update(invoices).where(invoices.c.id == bindparam("of_id"))


@dataclass(frozen=True)
class NewInvoice:
    """What makes an invoice; the same `business_key` makes it once. `id` is its own if it does."""

    business_key: str
    kind: InvoiceKind
    order_id: str
    party: BillingParty
    currency: str
    items: Sequence[ChargedItem]
    id: str = field(default_factory=partial(new_id, "inv"))

    @property
    def account(self) -> Account:
        return Account(self.party.customer_id, self.party.partner_id, self.currency)

    @property
    def amount(self) -> Amount:
        return total([item.amount for item in self.items])


@dataclass(frozen=True)
class Draft:
    id: str
    gross_minor: int
    is_new: bool


async def add_draft(connection: AsyncConnection, new: NewInvoice) -> Draft:
    """A draft without number, or the invoice that the business key has already."""
    made = (await connection.execute(ADD_DRAFT, draft_values(new))).one_or_none()
    if made is not None:
        return Draft(made.id, made.gross_minor, is_new=True)
    same = select(*HEAD).where(invoices.c.business_key == new.business_key)
    first = (await connection.execute(same)).one()
    return Draft(first.id, first.gross_minor, is_new=False)


def draft_values(new: NewInvoice) -> dict[str, Any]:
    """The parameters of the statements that make a draft."""
    ids = [new_id("ini") for _ in new.items]
    return {
        "id": new.id,
        "business_key": new.business_key,
        "kind": new.kind,
        "state": "draft",
        "order_id": new.order_id,
        "currency": new.currency,
        **new.party.model_dump(),
        **new.amount.model_dump(),
        invoice_items.name: [
            {"id": item_id, "invoice_id": new.id, "position": position, **_item_row(item)}
            for position, (item_id, item) in enumerate(zip(ids, new.items, strict=True))
        ],
        invoice_segments.name: _segment_rows(ids, new.items),
    }


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
    rows = _segment_rows(ids, [item for _, item in changed])
    await connection.execute(ADD_SEGMENTS, {invoice_segments.name: rows})


async def change_invoice(connection: AsyncConnection, invoice_id: str, **values: Any) -> None:
    await connection.execute(CHANGE_INVOICE, {"of_id": invoice_id, **values})


async def invoice_by_id(connection: AsyncConnection, invoice_id: str) -> Invoice | None:
    return await _newest(connection, invoices.c.id == invoice_id)


async def known_invoice(connection: AsyncConnection, invoice_id: str) -> Invoice:
    """Of an id that a foreign key holds, or that was made in this transaction."""
    invoice = await invoice_by_id(connection, invoice_id)
    assert invoice is not None, invoice_id  # noqa: S101 - see above
    return invoice


async def lock_invoice(connection: AsyncConnection, invoice_id: str) -> Invoice | None:
    """The invoice, which nobody else pays or credits until the transaction ends."""
    row = select(invoices.c.id).where(invoices.c.id == invoice_id).with_for_update()
    await connection.execute(row)
    return await invoice_by_id(connection, invoice_id)


async def lock_known_invoice(connection: AsyncConnection, invoice_id: str) -> Invoice:
    """The same of an id that a foreign key holds."""
    invoice = await lock_invoice(connection, invoice_id)
    assert invoice is not None, invoice_id  # noqa: S101 - see above
    return invoice


async def invoice_by_key(connection: AsyncConnection, business_key: str) -> Invoice | None:
    return await _newest(connection, invoices.c.business_key == business_key)


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
    return await _newest(connection, which)


async def is_customer_of(connection: AsyncConnection, customer_id: str, partner_id: int) -> bool:
    """Whether the partner has ever invoiced the customer, be it by a draft."""
    t = invoices.c
    mine = select(t.id).where(t.customer_id == customer_id, t.partner_id == partner_id).limit(1)
    return (await connection.execute(mine)).first() is not None


async def list_invoices(connection: AsyncConnection, listing: Listing) -> Found[Invoice]:
    """Newest first, as many as a page has room for, without segments."""
    rows = (await connection.execute(newest_first(SIZES, invoices, listing))).all()
    ids = [row.id for row in rows[: count_that_fits(row.bytes for row in rows)]]
    wanted = LISTED_INVOICES.where(invoices.c.id.in_(ids)).order_by(invoices.c.id.desc())
    found = [_invoice(row) for row in await connection.execute(wanted)]
    return Found(found, goes_on=len(ids) < len(rows))


async def _newest(connection: AsyncConnection, which: ColumnElement[bool]) -> Invoice | None:
    wanted = INVOICES.where(which).order_by(invoices.c.id.desc()).limit(1)
    row = (await connection.execute(wanted)).first()
    return _invoice(row) if row else None


def amount_of(row: object) -> Amount:
    """Of a row with the three columns of an amount."""
    return Amount.model_validate(row, from_attributes=True)


def _invoice(row: Row[Any]) -> Invoice:
    items = row.items or []
    open_minor = row.gross_minor - row.paid_minor - row.credited_minor
    return Invoice(
        id=row.id,
        kind=row.kind,
        state=invoice_state(row.state, open_minor, row.credited_minor),
        order_id=row.order_id,
        party=BillingParty.model_validate(row, from_attributes=True),
        currency=row.currency,
        number=row.number,
        issued_on=row.issued_on,
        amount=amount_of(row),
        paid_minor=row.paid_minor,
        items=tuple(_item(item) for item in items),
        item_ids=tuple(item["id"] for item in items),
        credited_minor=row.credited_minor,
        due_on=row.due_on,
        overdue_at=row.overdue_at,
    )


def _item_row(item: ChargedItem) -> dict[str, Any]:
    stored = ITEM.dump_python(item, mode="json", exclude={"amount", "segments"})
    return {**stored, **item.amount.model_dump()}


def _segment_rows(item_ids: Sequence[str], items: Sequence[ChargedItem]) -> list[dict[str, Any]]:
    return [
        {
            "invoice_item_id": item_id,
            "position": position,
            **segment.model_dump(mode="json", exclude={"amount"}),
            **segment.amount.model_dump(),
        }
        for item_id, item in zip(item_ids, items, strict=True)
        for position, segment in enumerate(item.segments)
    ]


def _item(row: dict[str, Any]) -> ChargedItem:
    """An amount's three columns stand beside the others, of the item as of its segments, which
    lists leave out."""
    segments = [{**segment, "amount": segment} for segment in row.get("segments", ())]
    return ITEM.validate_python({**row, "amount": row, "segments": segments})
