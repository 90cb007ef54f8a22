"""What every act on an account of staff begins with: one at a time, by somebody who still may, on
somebody whom that one may see and change, and written down once for each request."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.problems import not_found
from contracts.said import Said, plain, said
from contracts.staff import StaffHasChanged
from portal.identity.context import Context
from portal.identity.domain.sessions import Session
from portal.identity.domain.staffing import Act, Post, may_change
from portal.identity.repository import staff, staff_acts
from portal.identity.repository.staff import StaffAccount


@dataclass(frozen=True)
class Deed:
    """Who does something to whom, and by which form."""

    by: Session
    account_id: str
    key: str
    seen: int | None = None
    """The last change that the form knew of; None where it does not matter."""


@dataclass(frozen=True)
class At:
    """An act that may be done, in the transaction that does it."""

    context: Context
    connection: AsyncConnection
    deed: Deed
    by: StaffAccount
    """As of now: who changes others may have been changed since its page was opened."""
    whom: StaffAccount

    async def note(self, act: Act, **facts: Any) -> bool:
        """False where this request did it before: there is nothing to do."""
        return await staff_acts.add_act(
            self.connection,
            self.whom.id,
            act,
            by=self.by.email,
            key=self.deed.key,
            now=self.context.now(),
            facts=plain(facts),
        )

    async def require_as_seen(self) -> None:
        """Raises `StaffHasChanged` where somebody changed it since the form was shown."""
        if self.deed.seen is None:
            return
        last = await staff_acts.last_change(self.connection, self.whom.id)
        if last is not None and last.id != self.deed.seen:
            raise StaffHasChanged(by=last.by, changed_at=last.at)


def post_of(session: Session) -> Post:
    """Raises `ObjectIsNotFound` for a customer."""
    if session.role == "customer":
        raise not_found("account")
    return Post(session.role, session.partner_id)


def who(name: str, post: Post) -> Said:
    """What somebody is here, for what is written down."""
    return said("staff.who", name=name, staff_role=post.role, partner_id=post.partner_id)


@asynccontextmanager
async def acting(context: Context, deed: Deed) -> AsyncIterator[At | None]:
    """None where this request did it before. Raises `ObjectIsNotFound` for whoever is none of the
    staff, or not to be changed by this one."""
    async with context.database.begin() as connection:
        await staff.one_at_a_time(connection)
        by = await staff.find_staff_by_id(connection, deed.by.account_id)
        whom = await staff.find_staff_by_id(connection, deed.account_id)
        may = by is not None and by.disabled_at is None and whom is not None
        if not may or by is None or whom is None or not may_change(by.post, whom.post):
            raise not_found("account")
        if await staff_acts.account_of_act(connection, deed.key) is not None:
            yield None
            return
        yield At(context, connection, deed, by, whom)


async def note_own_act(
    context: Context,
    connection: AsyncConnection,
    account_id: str,
    act: Act,
    by: str,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """What somebody does to the own account, or whoever has the system's keys to another's."""
    await staff_acts.add_act(
        connection,
        account_id,
        act,
        by=by,
        key=new_id("act"),
        now=context.now(),
        facts=plain(facts or {}),
    )
