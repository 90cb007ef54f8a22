"""/v1/offerings: customers browse what they may order, staff maintain everything they may see."""

from typing import Annotated

from fastapi import APIRouter, Body, Header, Query, Response

from chassis.auth import CallerDep, require
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.pages import Cursor
from contracts.catalog import OfferingFields, OfferingView
from contracts.message import Id, Page
from contracts.offering_history import MOST_REVISIONS, OfferingRevision
from contracts.problems import RequestIsMalformed
from services.catalog.api.dependencies import ContextDep, ViewerDep, WantedDep
from services.catalog.api.examples import OFFERINGS
from services.catalog.use_cases.read_history import list_revisions
from services.catalog.use_cases.read_offerings import list_offerings, read_offering
from services.catalog.use_cases.write_offering import change_offering, create_offering

router = APIRouter(prefix="/v1/offerings", tags=["offerings"], route_class=IdempotentRoute)

Fields = Annotated[OfferingFields, Body(openapi_examples=OFFERINGS)]
ManyOfferings = Annotated[
    int,
    Query(ge=1, le=1_000, description="How many items at most; fewer if they are large."),
]
"""More than of other lists, as a page shows all there are."""
FewRevisions = Annotated[
    int,
    Query(ge=1, le=MOST_REVISIONS, description="How many at most; fewer if they are large."),
]
IfMatch = Annotated[
    str | None,
    Header(max_length=40, description='The revision that is replaced, for example "3".'),
]


@router.get("", summary="Offerings, grouped by kind and sorted by title")
async def get_offerings(
    viewer: ViewerDep,
    context: ContextDep,
    wanted: WantedDep,
    cursor: Cursor = None,
    limit: ManyOfferings = 50,
) -> Page[OfferingView]:
    """A customer gets what it may order; staff also get hidden and disabled offerings."""
    return await list_offerings(context, viewer, wanted, cursor, limit)


@router.get("/{offering_id}", summary="One offering")
async def get_offering(
    offering_id: Id, viewer: ViewerDep, context: ContextDep, response: Response
) -> OfferingView:
    """The ETag is the revision; send it back as If-Match with a change."""
    return _tagged(response, await read_offering(context, viewer, offering_id))


@router.get("/{offering_id}/revisions", summary="What an offering was, with who changed it")
async def get_revisions(
    offering_id: Id,
    caller: CallerDep,
    context: ContextDep,
    cursor: Cursor = None,
    limit: FewRevisions = MOST_REVISIONS,
) -> Page[OfferingRevision]:
    """The newest first, each beside what it replaced."""
    require(caller, "admin", "operator")
    return await list_revisions(context, caller.actor, offering_id, cursor, limit)


@router.post("", status_code=201, summary="Create an offering")
async def post_offering(
    fields: Fields, caller: CallerDep, context: ContextDep, request_key: RequestKey
) -> OfferingView:
    require(caller, "admin", "operator")
    return await create_offering(context, caller.actor, fields, request_key)


@router.put("/{offering_id}", summary="Replace an offering's fields by a new revision")
async def put_offering(
    offering_id: Id,
    fields: Fields,
    caller: CallerDep,
    context: ContextDep,
    response: Response,
    if_match: IfMatch = None,
) -> OfferingView:
    require(caller, "admin", "operator")
    revision = _revision_of(if_match)
    changed = await change_offering(context, caller.actor, offering_id, fields, revision)
    return _tagged(response, changed)


def _tagged(response: Response, offering: OfferingView) -> OfferingView:
    response.headers["ETag"] = f'"{offering.revision}"'
    return offering


def _revision_of(if_match: str | None) -> int:
    digits = (if_match or "").strip().removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit()):
        raise RequestIsMalformed("no_revision")
    return int(digits)
