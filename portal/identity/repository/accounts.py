"""SQL of customers' accounts, and of passwords. An account is one customer's; a password is of a
mail address, and good for all customers who have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.rows import columns_of, record_of
from contracts.message import Language
from contracts.orders import CustomerView
from portal.identity.domain.proofs import email_key
from portal.identity.tables import accounts as t
from portal.identity.tables import passwords


@dataclass(frozen=True)
class Account:
    id: str
    partner_id: int
    customer_id: str
    email: str
    name: str
    language: Language | None


async def find_account(connection: AsyncConnection, account_id: str) -> Account | None:
    row = await connection.execute(
        select(*columns_of(t, Account)).where(t.c.id == account_id, t.c.customer_id.is_not(None))
    )
    found = row.one_or_none()
    return record_of(Account, found) if found else None


async def accounts_of(connection: AsyncConnection, email: str) -> list[Account]:
    mine = (t.c.email_key == email_key(email)) & t.c.customer_id.is_not(None)
    rows = await connection.execute(
        select(*columns_of(t, Account)).where(mine).order_by(t.c.id).limit(50)
    )
    return [record_of(Account, row) for row in rows]


async def ids_with(connection: AsyncConnection, email: str) -> list[str]:
    """Of all accounts that have the address, however many."""
    rows = await connection.execute(select(t.c.id).where(t.c.email_key == email_key(email)))
    return list(rows.scalars())


async def put_accounts(
    connection: AsyncConnection, customers: Sequence[CustomerView], now: datetime
) -> list[Account]:
    """As orders knows these customers now: name, address and what they may see."""
    rows = [
        {
            "id": new_id("acc"),
            "partner_id": one.partner_id,
            "customer_id": one.id,
            "email": one.email,
            "email_key": email_key(one.email),
            "name": one.name,
            "language": one.language,
            "audience": one.model_dump(mode="json", include={"location", "category", "labels"}),
            "created_at": now,
        }
        for one in sorted(customers, key=lambda one: (one.partner_id, one.id))
    ]
    row = insert(t).values(rows)
    kept = ("email", "email_key", "name", "language", "audience")
    put = row.on_conflict_do_update(
        index_elements=[t.c.partner_id, t.c.customer_id],
        set_={name: row.excluded[name] for name in kept},
    ).returning(*columns_of(t, Account))
    return [record_of(Account, found) for found in await connection.execute(put)]


async def set_email(connection: AsyncConnection, account_id: str, email: str) -> None:
    moved = update(t).where(t.c.id == account_id)
    await connection.execute(moved.values(email=email, email_key=email_key(email)))


async def find_password(connection: AsyncConnection, email: str) -> str | None:
    mine = passwords.c.email_key == email_key(email)
    return (await connection.execute(select(passwords.c.hash).where(mine))).scalar_one_or_none()


async def password_changed_at(connection: AsyncConnection, email: str) -> datetime | None:
    changed = select(passwords.c.changed_at).where(passwords.c.email_key == email_key(email))
    return (await connection.execute(changed)).scalar_one_or_none()


async def renew_hash(connection: AsyncConnection, email: str, old: str, hashed: str) -> None:
    """Of the same password, made otherwise."""
    same = (passwords.c.email_key == email_key(email)) & (passwords.c.hash == old)
    await connection.execute(update(passwords).where(same).values(hash=hashed))


async def forget_password_of_nobody(connection: AsyncConnection, email: str) -> None:
    """Once no account has the address: whoever has it later is somebody else."""
    key = email_key(email)
    is_somebodys = exists().where(t.c.email_key == key)
    gone = delete(passwords).where(passwords.c.email_key == key, ~is_somebodys)
    await connection.execute(gone)


async def put_password(connection: AsyncConnection, email: str, hashed: str, now: datetime) -> None:
    row = insert(passwords).values(email_key=email_key(email), hash=hashed, changed_at=now)
    kept = {"hash": row.excluded.hash, "changed_at": row.excluded.changed_at}
    await connection.execute(row.on_conflict_do_update(index_elements=["email_key"], set_=kept))
