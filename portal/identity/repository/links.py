"""SQL of links and hand-overs: whatever proves something once is used up in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Update, case, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.rows import columns_of, record_of
from portal.identity.domain.attempts import MOST_CODES
from portal.identity.domain.proofs import email_key
from portal.identity.tables import handovers, links

Purpose = Literal["sign_in", "change_email", "invitation", "staff_invitation"]


@dataclass(frozen=True)
class Link:
    id: str
    purpose: Purpose
    email: str
    account_id: str | None
    next_page: str
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class HandedOver:
    account_id: str
    page: str
    return_url: str | None


@dataclass(frozen=True)
class Guessed:
    """Wrong codes for one mail address."""

    email_key: str
    count: int


LINK = columns_of(links, Link)


async def add_link(connection: AsyncConnection, **values: Any) -> None:
    await connection.execute(insert(links).values(**values))


async def find_link(connection: AsyncConnection, link_id: str) -> Link | None:
    row = (await connection.execute(select(*LINK).where(links.c.id == link_id))).one_or_none()
    return record_of(Link, row) if row else None


async def use_link(connection: AsyncConnection, link_id: str, now: datetime) -> Link | None:
    """For whoever comes first; None for all others, and when it is too old."""
    unused = update(links).where(
        links.c.id == link_id, links.c.used_at.is_(None), links.c.expires_at > now
    )
    row = (await connection.execute(unused.values(used_at=now).returning(*LINK))).one_or_none()
    return record_of(Link, row) if row else None


async def void_links_to(connection: AsyncConnection, email: str, now: datetime) -> None:
    """All that were mailed to an address and are still good."""
    await connection.execute(_voided(now).where(links.c.email_key == email_key(email)))


async def void_links_of(
    connection: AsyncConnection, account_ids: Sequence[str], now: datetime
) -> None:
    """All by which these accounts would change their address."""
    await connection.execute(_voided(now).where(links.c.account_id.in_(account_ids)))


def _voided(now: datetime) -> Update:
    return (
        update(links).where(links.c.used_at.is_(None), links.c.expires_at > now).values(used_at=now)
    )


async def try_code(connection: AsyncConnection, browser: bytes, now: datetime) -> str | None:
    """The link that this browser asked for last, one of whose tries is taken by this; None where it
    has none left."""
    newest = (
        select(links.c.id)
        .where(links.c.browser_digest == browser, links.c.expires_at > now)
        .order_by(links.c.created_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    tried = update(links).where(
        links.c.id == newest, links.c.used_at.is_(None), links.c.tries < MOST_CODES
    )
    tried = tried.values(tries=links.c.tries + 1).returning(links.c.id)
    link_id: str | None = (await connection.execute(tried)).scalar_one_or_none()
    return link_id


async def wrong_codes_for(connection: AsyncConnection, link_id: str, since: datetime) -> Guessed:
    """Those that were typed for the address of this link, by links that were asked for since then;
    of one that was used the last try was right, or it was opened."""
    wrong = case((links.c.used_at.is_(None), links.c.tries), else_=links.c.tries - 1)
    this = links.alias("this")
    counted = (
        select(this.c.email_key, func.sum(func.greatest(wrong, 0)).label("wrong_count"))
        .join(links, links.c.email_key == this.c.email_key)
        .where(this.c.id == link_id, links.c.expires_at > since, links.c.created_at > since)
        .group_by(this.c.email_key)
    )
    found = (await connection.execute(counted)).one()
    return Guessed(found.email_key, int(found.wrong_count))


async def add_handover(connection: AsyncConnection, **values: Any) -> tuple[str, datetime]:
    """Its id and end; of the first one with this key."""
    row = upsert(handovers).values(**values)
    put = row.on_conflict_do_update(index_elements=["key"], set_={"key": row.excluded.key})
    kept = await connection.execute(put.returning(handovers.c.id, handovers.c.expires_at))
    found = kept.one()
    return found.id, found.expires_at


async def use_handover(
    connection: AsyncConnection, handover_id: str, now: datetime
) -> HandedOver | None:
    t = handovers
    unused = update(t).where(t.c.id == handover_id, t.c.used_at.is_(None), t.c.expires_at > now)
    used = await connection.execute(
        unused.values(used_at=now).returning(*columns_of(t, HandedOver))
    )
    row = used.one_or_none()
    return record_of(HandedOver, row) if row else None
