"""SQL of drafts, one a page of an account."""

from datetime import datetime

from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from portal.identity.domain.drafts import KEPT_FOR, MOST_DRAFTS
from portal.identity.tables import drafts as t


async def put_draft(
    connection: AsyncConnection, account_id: str, page: str, sealed: bytes, now: datetime
) -> None:
    """In place of an earlier one of the page; not where the account has too many of others."""
    others = select(func.count()).where(t.c.account_id == account_id, t.c.page != page)
    given = {"account_id": account_id, "page": page, "sealed": sealed, "kept_at": now}
    values = select(*(literal(value, t.c[name].type) for name, value in given.items()))
    few = values.where(others.scalar_subquery() < MOST_DRAFTS)
    row = insert(t).from_select(list(given), few)
    put = row.on_conflict_do_update(
        index_elements=[t.c.account_id, t.c.page],
        set_={"sealed": row.excluded.sealed, "kept_at": row.excluded.kept_at},
    )
    await connection.execute(put)


async def take_draft(
    connection: AsyncConnection, account_id: str, page: str, now: datetime
) -> bytes | None:
    """The draft, which is gone afterwards."""
    mine = (t.c.account_id == account_id) & (t.c.page == page)
    taken = await connection.execute(delete(t).where(mine).returning(t.c.sealed, t.c.kept_at))
    row = taken.one_or_none()
    return row.sealed if row and row.kept_at > now - KEPT_FOR else None
