"""SQL of second factors: whatever is good once is used up in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import columns_of, record_of
from portal.identity.tables import recovery_codes
from portal.identity.tables import second_factors as t


@dataclass(frozen=True)
class SecondFactor:
    sealed: bytes
    confirmed_at: datetime | None


async def find_factor(connection: AsyncConnection, account_id: str) -> SecondFactor | None:
    mine = select(*columns_of(t, SecondFactor)).where(t.c.account_id == account_id)
    row = (await connection.execute(mine)).one_or_none()
    return record_of(SecondFactor, row) if row else None


async def begin_factor(
    connection: AsyncConnection, account_id: str, sealed: bytes, now: datetime
) -> None:
    """In place of one that was begun; one that was confirmed stays."""
    row = upsert(t).values(account_id=account_id, sealed=sealed, begun_at=now)
    kept = {"sealed": row.excluded.sealed, "begun_at": row.excluded.begun_at}
    put = row.on_conflict_do_update(
        index_elements=[t.c.account_id], set_=kept, where=t.c.confirmed_at.is_(None)
    )
    await connection.execute(put)


async def confirm_factor(
    connection: AsyncConnection,
    account_id: str,
    begun: bytes,
    sealed: bytes,
    step: int,
    digests: Sequence[bytes],
    now: datetime,
) -> bool:
    """Whether this request did it, for what was `begun`."""
    is_begun = (t.c.account_id == account_id) & t.c.confirmed_at.is_(None) & (t.c.sealed == begun)
    done = update(t).where(is_begun).values(sealed=sealed, last_step=step, confirmed_at=now)
    if not (await connection.execute(done)).rowcount:
        return False
    codes = [{"account_id": account_id, "digest": digest} for digest in digests]
    await connection.execute(insert(recovery_codes), codes)
    return True


async def use_step(connection: AsyncConnection, account_id: str, step: int) -> bool:
    """Once, and none before it any more."""
    unused = update(t).where(t.c.account_id == account_id, t.c.last_step < step)
    return bool((await connection.execute(unused.values(last_step=step))).rowcount)


async def use_recovery_code(
    connection: AsyncConnection, account_id: str, digest: bytes, now: datetime
) -> bool:
    c = recovery_codes.c
    unused = update(recovery_codes).where(
        c.account_id == account_id, c.digest == digest, c.used_at.is_(None)
    )
    return bool((await connection.execute(unused.values(used_at=now))).rowcount)


async def remove_factor(connection: AsyncConnection, account_id: str) -> None:
    mine = recovery_codes.c.account_id == account_id
    await connection.execute(delete(recovery_codes).where(mine))
    await connection.execute(delete(t).where(t.c.account_id == account_id))
