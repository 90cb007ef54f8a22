"""SQL of credit notes and of what each decision's revision came to."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BigInteger, Select, cast, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.listing import Listing, newest_first
from chassis.rows import record_of
from services.payments.domain.invoicing.credit import Credit, LiveNote
from services.payments.domain.invoicing.credit_notes import CreditNote, RevisionOutcome
from services.payments.repository.invoicing.invoices import amount_of
from services.payments.tables.invoicing import credit_notes, credit_outcomes, invoices
from services.payments.tables.refunding import refunds

CREDIT = TypeAdapter(Credit)


async def outcome_of(
    connection: AsyncConnection, order_item_id: str, revision: int
) -> RevisionOutcome | None:
    t = credit_outcomes
    mine = select(t).where(t.c.order_item_id == order_item_id, t.c.revision == revision)
    return await _outcome(connection, mine)


async def newest_outcome(connection: AsyncConnection, order_item_id: str) -> RevisionOutcome | None:
    t = credit_outcomes
    mine = select(t).where(t.c.order_item_id == order_item_id)
    return await _outcome(connection, mine.order_by(t.c.revision.desc()).limit(1))


async def outcome_of_supplement(
    connection: AsyncConnection, invoice_id: str
) -> RevisionOutcome | None:
    """The outcome that a supplementary invoice came from."""
    t = credit_outcomes
    return await _outcome(connection, select(t).where(t.c.supplementary_invoice_id == invoice_id))


async def add_outcome(connection: AsyncConnection, made: RevisionOutcome) -> None:
    """Once per item and revision: the primary key refuses a second one."""
    values = vars(made) | {"credit": CREDIT.dump_python(made.credit, mode="json")}
    await connection.execute(insert(credit_outcomes), values)


async def live_notes(connection: AsyncConnection, order_item_id: str) -> list[LiveNote]:
    """Notes that count, newest first. One whose money is on its way can no longer be voided."""
    n, r = credit_notes, refunds.c
    taken = func.sum(r.amount_minor)
    wanted = (
        select(
            n,
            cast(func.coalesce(taken, 0), BigInteger).label("taken_minor"),
            cast(func.coalesce(taken.filter(r.state == "succeeded"), 0), BigInteger).label(
                "given_minor"
            ),
        )
        .outerjoin(refunds, r.credit_note_id == n.c.id)
        .where(n.c.order_item_id == order_item_id, n.c.state != "voided")
        .group_by(n.c.id)
        .order_by(n.c.revision.desc())
    )
    return [
        LiveNote(
            id=row.id,
            number=row.number,
            amount=amount_of(row),
            unused_day_count=row.unused_day_count,
            can_be_voided=row.state == "refund_due" and not row.taken_minor,
            applied_minor=row.applied_minor,
            taken_minor=row.taken_minor,
            given_minor=row.given_minor,
        )
        for row in await connection.execute(wanted)
    ]


async def add_note(connection: AsyncConnection, **values: Any) -> None:
    await connection.execute(insert(credit_notes).values(**values))


async def move_note(connection: AsyncConnection, note_id: str, state: str) -> bool:
    """Out of `refund_due`."""
    t = credit_notes
    due = (t.c.id == note_id) & (t.c.state == "refund_due")
    moved = await connection.execute(update(t).where(due).values(state=state))
    return moved.rowcount == 1


async def reopen_note(connection: AsyncConnection, note_id: str) -> None:
    """A refunded note is due again, as money of it has come back."""
    t = credit_notes
    refunded = (t.c.id == note_id) & (t.c.state == "refunded")
    await connection.execute(update(t).where(refunded).values(state="refund_due"))


NOTES = select(credit_notes, invoices.c.number.label("invoice_number")).join(
    invoices, invoices.c.id == credit_notes.c.invoice_id
)


async def lock_note(connection: AsyncConnection, note_id: str) -> CreditNote | None:
    """The note, of which nobody else gives anything back until the transaction ends."""
    wanted = NOTES.where(credit_notes.c.id == note_id)
    return await _note(connection, wanted.with_for_update(of=credit_notes))


async def note_by_id(connection: AsyncConnection, note_id: str) -> CreditNote | None:
    return await _note(connection, NOTES.where(credit_notes.c.id == note_id))


async def list_notes(connection: AsyncConnection, listing: Listing) -> list[CreditNote]:
    """Newest first."""
    rows = await connection.execute(newest_first(NOTES, credit_notes, listing))
    return [record_of(CreditNote, row, amount=amount_of(row)) for row in rows]


async def _note(connection: AsyncConnection, wanted: Select[Any]) -> CreditNote | None:
    row = (await connection.execute(wanted)).one_or_none()
    return record_of(CreditNote, row, amount=amount_of(row)) if row else None


async def _outcome(connection: AsyncConnection, wanted: Select[Any]) -> RevisionOutcome | None:
    row = (await connection.execute(wanted)).one_or_none()
    if row is None:
        return None
    return record_of(RevisionOutcome, row, credit=CREDIT.validate_python(row.credit))
