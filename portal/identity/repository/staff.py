"""SQL of the accounts of staff; one has a mail address."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.rows import columns_of, record_of
from contracts.actors import Audience
from contracts.message import Language
from contracts.staff import PutStaff, StaffRole
from portal.identity.domain.proofs import email_key
from portal.identity.tables import accounts as t


@dataclass(frozen=True)
class StaffAccount:
    id: str
    email: str
    name: str
    role: StaffRole
    partner_id: int | None
    language: Language | None
    disabled_at: datetime | None


COLUMNS = columns_of(t, StaffAccount)
IS_STAFF = t.c.customer_id.is_(None)


async def is_anybody_there(connection: AsyncConnection) -> bool:
    """Asked by one transaction at a time, until it ends."""
    lock = func.pg_advisory_xact_lock(func.hashtext("turnup-first-staff"))
    await connection.execute(select(lock))
    return bool((await connection.execute(select(exists().where(IS_STAFF)))).scalar_one())


async def find_staff(connection: AsyncConnection, email: str) -> StaffAccount | None:
    mine = select(*COLUMNS).where(t.c.email_key == email_key(email), IS_STAFF)
    row = (await connection.execute(mine)).one_or_none()
    return record_of(StaffAccount, row) if row else None


async def put_staff(
    connection: AsyncConnection, email: str, wanted: PutStaff, now: datetime
) -> StaffAccount:
    """Also one who was disabled."""
    row = insert(t).values(
        id=new_id("stf"),
        role=wanted.role,
        partner_id=wanted.partner_id,
        email=email,
        email_key=email_key(email),
        name=wanted.name,
        language=wanted.language,
        audience=Audience().model_dump(mode="json"),
        created_at=now,
    )
    kept = ("role", "partner_id", "name", "language", "disabled_at")
    put = row.on_conflict_do_update(
        index_elements=[t.c.email_key],
        index_where=IS_STAFF,
        set_={name: row.excluded[name] for name in kept},
    ).returning(*COLUMNS)
    return record_of(StaffAccount, (await connection.execute(put)).one())
