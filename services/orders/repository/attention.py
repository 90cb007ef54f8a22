"""SQL for the flags of orders that a person must look at: raised once a key, kept when solved."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.said import Said
from services.orders.domain.order import Flag
from services.orders.repository.changes import By
from services.orders.tables import attention_flags as flags


async def raise_flag(connection: AsyncConnection, order_id: str, flag: Flag) -> bool:
    """False, and nothing, where the order had it before, also if somebody has solved it."""
    row = insert(flags).values(
        order_id=order_id,
        key=flag.key,
        said=flag.said.model_dump(mode="json"),
        source=flag.source,
        raised_at=flag.raised_at,
        raised_by=flag.raised_by,
    )
    raised = await connection.execute(row.on_conflict_do_nothing().returning(flags.c.id))
    return raised.first() is not None


async def solve_flags(
    connection: AsyncConnection, order_id: str, solved: Sequence[Flag], by: By, note: str | None
) -> None:
    """The caller holds the order's lock."""
    same = (flags.c.order_id == order_id, flags.c.key.in_([flag.key for flag in solved]))
    values = {"solved_at": by.at, "solved_by": by.actor, "solution": note}
    await connection.execute(update(flags).where(*same).values(values))


async def open_flags(
    connection: AsyncConnection, order_ids: Sequence[str]
) -> dict[str, tuple[Flag, ...]]:
    """By order, those that nobody has solved, oldest first."""
    wanted = select(flags).where(flags.c.order_id.in_(order_ids), flags.c.solved_at.is_(None))
    found: dict[str, tuple[Flag, ...]] = {}
    for row in await connection.execute(wanted.order_by(flags.c.id)):
        flag = Flag(
            key=row.key,
            said=Said.model_validate(row.said),
            source=row.source,
            raised_at=row.raised_at,
            raised_by=row.raised_by,
        )
        found[row.order_id] = (*found.get(row.order_id, ()), flag)
    return found
