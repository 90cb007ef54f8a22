"""/v1/audit: who changed what, over all orders and settings, for staff."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime

from chassis.auth import NamedPartner, NamedPerson, partner_of_list
from chassis.pages import Cursor, Limit, decode_cursor, invalid_cursor, read_place
from contracts.audit import ChangeKind, FoundChange
from contracts.message import Id, Page
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.domain.auditing import WantedChanges
from services.orders.use_cases.search_audit import search_audit

router = APIRouter(prefix="/v1/audit", tags=["orders"])


async def _wanted_changes(
    staff: StaffDep,
    by: NamedPerson = None,
    kind: ChangeKind | None = None,
    order_id: Id | None = None,
    partner_id: NamedPartner = None,
    changed_from: AwareDatetime | None = None,
    changed_before: AwareDatetime | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> WantedChanges:
    return WantedChanges(
        partner_id=partner_of_list(staff, partner_id, None),
        by=by,
        kind=kind,
        order_id=order_id,
        changed_from=changed_from,
        changed_before=changed_before,
        after=_place(cursor),
        limit=limit,
    )


@router.get("", summary="Who changed what, newest first")
async def get_audit(
    staff: StaffDep, context: ContextDep, wanted: Annotated[WantedChanges, Depends(_wanted_changes)]
) -> Page[FoundChange]:
    """Of orders, each state change; of settings, each version. Admins get their partner's orders,
    and its own settings and those of all partners."""
    return await search_audit(context, staff.actor, wanted)


def _place(cursor: str | None) -> tuple[datetime, int] | None:
    place = read_place(decode_cursor(cursor), datetime)
    if place is None:
        return None
    at, number = place
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise invalid_cursor()
    return at, int(number)
