"""SQL of the accounts of staff; one has a mail address."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.rows import columns_of, record_of
from contracts.actors import Audience
from contracts.message import Language
from contracts.staff import PutStaff, StaffRole
from portal.identity.domain.proofs import email_key
from portal.identity.domain.staffing import Post, SoughtStaff
from portal.identity.tables import accounts as t
from portal.identity.tables import second_factors


@dataclass(frozen=True)
class StaffAccount:
    id: str
    email: str
    name: str
    role: StaffRole
    partner_id: int | None
    language: Language | None
    disabled_at: datetime | None

    @property
    def post(self) -> Post:
        return Post(self.role, self.partner_id)


COLUMNS = columns_of(t, StaffAccount)
IS_STAFF = t.c.customer_id.is_(None)


async def one_at_a_time(connection: AsyncConnection) -> None:
    """Until the transaction ends, no other one changes who works here: what one reads of the others
    still holds when one writes."""
    lock = func.pg_advisory_xact_lock(func.hashtext("turnup-staff"))
    await connection.execute(select(lock))


async def is_anybody_there(connection: AsyncConnection) -> bool:
    """Asked by one transaction at a time."""
    return bool((await connection.execute(select(exists().where(IS_STAFF)))).scalar_one())


async def find_staff(connection: AsyncConnection, email: str) -> StaffAccount | None:
    mine = select(*COLUMNS).where(t.c.email_key == email_key(email), IS_STAFF)
    row = (await connection.execute(mine)).one_or_none()
    return record_of(StaffAccount, row) if row else None


async def find_staff_by_id(connection: AsyncConnection, account_id: str) -> StaffAccount | None:
    mine = select(*COLUMNS).where(t.c.id == account_id, IS_STAFF)
    row = (await connection.execute(mine)).one_or_none()
    return record_of(StaffAccount, row) if row else None


async def names_of(
    connection: AsyncConnection, email_keys: Collection[str], seen: Post | None
) -> dict[str, str]:
    """By `email_key`; `seen`: only of those in this post."""
    theirs = select(t.c.email_key, t.c.name).where(t.c.email_key.in_(email_keys), IS_STAFF)
    if seen is not None:
        theirs = theirs.where(t.c.role == seen.role, t.c.partner_id == seen.partner_id)
    return {row.email_key: row.name for row in await connection.execute(theirs)}


async def list_staff(connection: AsyncConnection, sought: SoughtStaff) -> list[Row[Any]]:
    """The newest first, each with whether it has a second factor."""
    has_factor = exists().where(
        second_factors.c.account_id == t.c.id, second_factors.c.confirmed_at.is_not(None)
    )
    page = select(*COLUMNS, has_factor.label("has_second_factor")).where(IS_STAFF)
    if sought.text:
        whole = func.lower(func.concat_ws("\n", t.c.name, t.c.email))
        page = page.where(func.strpos(whole, func.lower(sought.text)) > 0)
    if sought.role is not None:
        page = page.where(t.c.role == sought.role)
    if sought.partner_id is not None:
        page = page.where(t.c.partner_id == sought.partner_id)
    if sought.is_disabled is not None:
        is_enabled = t.c.disabled_at.is_(None)
        page = page.where(~is_enabled if sought.is_disabled else is_enabled)
    if sought.before is not None:
        page = page.where(t.c.id < sought.before)
    return list(await connection.execute(page.order_by(t.c.id.desc()).limit(sought.limit)))


async def add_staff(
    connection: AsyncConnection,
    email: str,
    name: str,
    post: Post,
    language: Language | None,
    now: datetime,
) -> StaffAccount:
    """Somebody who is not there yet, as who adds one at a time has seen."""
    row = insert(t).values(
        id=new_id("stf"),
        role=post.role,
        partner_id=post.partner_id,
        email=email,
        email_key=email_key(email),
        name=name,
        language=language,
        audience=Audience().model_dump(mode="json"),
        created_at=now,
    )
    return record_of(StaffAccount, (await connection.execute(row.returning(*COLUMNS))).one())


async def change_staff(connection: AsyncConnection, account_id: str, name: str, post: Post) -> None:
    changed = update(t).where(t.c.id == account_id, IS_STAFF)
    await connection.execute(changed.values(name=name, role=post.role, partner_id=post.partner_id))


async def set_disabled(
    connection: AsyncConnection, account_id: str, disabled_at: datetime | None
) -> None:
    changed = update(t).where(t.c.id == account_id, IS_STAFF)
    await connection.execute(changed.values(disabled_at=disabled_at))


async def is_last_super_admin(connection: AsyncConnection, account_id: str) -> bool:
    """Whether no other may come in. Asked by one transaction at a time."""
    may_come = (t.c.role == "super_admin") & t.c.disabled_at.is_(None) & IS_STAFF
    mine, others = t.c.id == account_id, t.c.id != account_id
    is_one, are_others = exists().where(may_come, mine), exists().where(may_come, others)
    return bool((await connection.execute(select(is_one & ~are_others))).scalar_one())


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
