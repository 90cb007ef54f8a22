"""/v1/offering-changes: who changed which offering, over all of them, for staff."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime

from chassis.auth import CallerDep, NamedPartner, NamedPerson, partner_of_list, require
from chassis.pages import Cursor, decode_cursor, invalid_cursor, read_place
from contracts.message import Id, Page
from contracts.offering_history import MOST_REVISIONS, FoundRevision
from services.catalog.api.dependencies import ContextDep
from services.catalog.api.offerings import FewRevisions
from services.catalog.domain.searching import WantedChanges
from services.catalog.use_cases.read_history import search_changes

router = APIRouter(prefix="/v1/offering-changes", tags=["offerings"])


async def _wanted_changes(
    caller: CallerDep,
    by: NamedPerson = None,
    offering_id: Id | None = None,
    partner_id: NamedPartner = None,
    changed_from: AwareDatetime | None = None,
    changed_before: AwareDatetime | None = None,
    limit: FewRevisions = MOST_REVISIONS,
    cursor: Cursor = None,
) -> WantedChanges:
    require(caller, "admin", "operator")
    return WantedChanges(
        partner_id=partner_of_list(caller, partner_id, None),
        by=by,
        offering_id=offering_id,
        changed_from=changed_from,
        changed_before=changed_before,
        after=_place(cursor),
        limit=limit,
    )


@router.get("", summary="Who changed which offering, newest first")
async def get_changes(
    context: ContextDep, wanted: Annotated[WantedChanges, Depends(_wanted_changes)]
) -> Page[FoundRevision]:
    """Each revision beside what it replaced. Admins get what is, and was then, for customers of
    their partner."""
    return await search_changes(context, wanted)


def _place(cursor: str | None) -> tuple[datetime, str, int] | None:
    place = read_place(decode_cursor(cursor), datetime)
    if place is None:
        return None
    at, last = place
    offering_id, _, revision = last.rpartition("/")
    is_id = offering_id.isprintable() and 0 < len(offering_id) <= 100
    if not (is_id and revision.isascii() and revision.isdecimal() and len(revision) < 10):
        raise invalid_cursor()
    return at, offering_id, int(revision)
