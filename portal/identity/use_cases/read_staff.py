"""Who works here, as far as somebody of them may see: the list, and one with what was done."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from chassis.pages import decode_cursor, decode_number, encode_cursor, page_of
from chassis.problems import not_found
from contracts.message import Page
from contracts.staff import ListedStaff
from portal.identity.context import Context
from portal.identity.domain.proofs import email_key
from portal.identity.domain.sessions import Session
from portal.identity.domain.staffing import SoughtStaff, may_change, may_see
from portal.identity.repository import accounts, second_factors, sessions, staff, staff_acts
from portal.identity.repository.sessions import SignedInDevice
from portal.identity.repository.staff import StaffAccount
from portal.identity.repository.staff_acts import StaffAct
from portal.identity.use_cases.act_on_staff import post_of

ACTS_AT_ONCE = 20


@dataclass(frozen=True)
class Person:
    """One of the staff, for another one who may see it."""

    account: StaffAccount
    may_be_changed: bool
    is_oneself: bool
    last_change: int
    """What a form about this person knows of; 0 for nothing."""
    factor_since: datetime | None
    has_password: bool
    devices: list[SignedInDevice]
    acts: list[StaffAct]
    next_acts: str | None


async def list_staff(
    context: Context, by: Session, sought: SoughtStaff, cursor: str | None
) -> Page[ListedStaff]:
    """Raises `ObjectIsNotFound` for a partner that is not one's own."""
    post = post_of(by)
    if post.partner_id is not None:
        if sought.partner_id not in (None, post.partner_id):
            raise not_found("partner")
        if sought.role not in (None, post.role):
            return Page(items=[])
        sought = replace(sought, partner_id=post.partner_id, role=post.role)
    sought = replace(sought, before=decode_cursor(cursor))
    async with context.database.autocommit() as connection:
        rows = await staff.list_staff(connection, sought)
    return page_of(
        rows, lambda row: ListedStaff.model_validate(row, from_attributes=True), sought.limit
    )


async def staff_names(context: Context, by: Session, emails: Collection[str]) -> dict[str, str]:
    """What those are called whom one may see, by `email_key`."""
    post, keys = post_of(by), {email_key(one) for one in emails}
    if not keys:
        return {}
    async with context.database.autocommit() as connection:
        return await staff.names_of(connection, keys, None if post.partner_id is None else post)


async def read_person(context: Context, by: Session, account_id: str, cursor: str | None) -> Person:
    """Raises `ObjectIsNotFound`, also for whoever is not to be seen."""
    before, now, post = decode_number(cursor), context.now(), post_of(by)
    async with context.database.autocommit() as connection:
        found = await staff.find_staff_by_id(connection, account_id)
        if found is None or not may_see(post, found.post):
            raise not_found("account")
        last = await staff_acts.last_change(connection, account_id)
        factor = await second_factors.find_factor(connection, account_id)
        acts = await staff_acts.list_acts(connection, account_id, before, ACTS_AT_ONCE + 1)
        shown = acts[:ACTS_AT_ONCE]
        return Person(
            account=found,
            may_be_changed=may_change(post, found.post),
            is_oneself=found.id == by.account_id,
            last_change=last.id if last else 0,
            factor_since=factor.confirmed_at if factor else None,
            has_password=await accounts.find_password(connection, found.email) is not None,
            devices=await sessions.list_sessions(connection, account_id, now),
            acts=shown,
            next_acts=encode_cursor(str(shown[-1].id)) if len(acts) > len(shown) else None,
        )
