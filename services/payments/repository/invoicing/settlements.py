"""SQL of what credit notes settle: what is due on an order item's invoices, and what took it off
them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.message import Amount
from services.payments.domain.invoicing.credit import LiveNote
from services.payments.domain.invoicing.settling import Due, Settlement, note_state
from services.payments.repository.invoicing.invoice_statements import CREDITED_MINOR
from services.payments.repository.invoicing.invoices import amount_of
from services.payments.tables.bookkeeping import note_settlements
from services.payments.tables.invoicing import credit_notes, credit_outcomes, invoices


@dataclass(frozen=True)
class Supplement:
    """An invoice that charges back what was credited of an order item."""

    id: str
    amount: Amount


async def lock_documents(connection: AsyncConnection, order_item_id: str) -> None:
    """The item's notes and supplementary invoices, of which nobody else pays or gives back anything
    until the transaction ends. Its invoice is locked first: whoever adds to them has done that."""
    n = credit_notes
    charged = select(invoices.c.id).where(_is_supplement(order_item_id)).with_for_update()
    credited = select(n.c.id).where(n.c.order_item_id == order_item_id).with_for_update()
    both: list[Select[Any]] = [select(rows.c.id) for rows in (charged.cte("i"), credited.cte("n"))]
    await connection.execute(both[0].union_all(both[1]))


async def supplements_of(connection: AsyncConnection, order_item_id: str) -> list[Supplement]:
    rows = await connection.execute(select(invoices).where(_is_supplement(order_item_id)))
    return [Supplement(row.id, amount_of(row)) for row in rows]


async def dues_of(connection: AsyncConnection, invoice_ids: Sequence[str]) -> list[Due]:
    """What is due on each, newest first."""
    t = invoices.c
    due = (t.gross_minor - t.paid_minor - CREDITED_MINOR).label("due_minor")
    wanted = select(t.id, due).where(t.id.in_(invoice_ids)).order_by(t.id.desc())
    return [Due(row.id, row.due_minor) for row in await connection.execute(wanted)]


async def add_settlements(
    connection: AsyncConnection, made: Sequence[Settlement], revision: int
) -> None:
    """Of a decision's revision. The notes are there, and say themselves how much they settled."""
    if not made:
        return
    rows = [
        {
            "credit_note_id": settled.note_id,
            "invoice_id": settled.invoice_id,
            "revision": revision,
            "amount_minor": settled.amount_minor,
        }
        for settled in made
    ]
    await connection.execute(insert(note_settlements), rows)


async def use_up(connection: AsyncConnection, note: LiveNote, amount_minor: int) -> None:
    """So much more of the note has settled something."""
    t, applied_minor = credit_notes, note.applied_minor + amount_minor
    state = note_state(note.amount.gross_minor, applied_minor, note.given_minor)
    changed = update(t).where(t.c.id == note.id).values(applied_minor=applied_minor, state=state)
    await connection.execute(changed)


async def settled_at_issue(connection: AsyncConnection, invoice_id: str) -> int:
    """How much of a supplementary invoice credit settled in the transaction that issued it."""
    s, o = note_settlements.c, credit_outcomes.c
    issued = select(o.revision).where(o.supplementary_invoice_id == invoice_id).scalar_subquery()
    wanted = select(s.amount_minor).where(s.invoice_id == invoice_id, s.revision == issued)
    return sum((await connection.execute(wanted)).scalars())


def _is_supplement(order_item_id: str) -> ColumnElement[bool]:
    o = credit_outcomes.c
    mine = select(o.supplementary_invoice_id).where(o.order_item_id == order_item_id)
    return invoices.c.id.in_(mine)
