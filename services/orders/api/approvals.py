"""/v1/approvals: what waits for a decision, and decisions on many orders at once, for staff."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Request
from pydantic import AwareDatetime, ValidationError

from chassis.auth import NamedPartner, partner_of_list
from chassis.idempotency import (
    LONGEST_KEY,
    IdempotencyStore,
    IdempotentRoute,
    RequestKey,
    scope_of,
)
from chassis.pages import Cursor, Limit, decode_cursor, search_words
from chassis.problems import not_found
from contracts.approvals import (
    MOST_COUNTED,
    DecidedMany,
    DecideMany,
    WaitingCounts,
    WaitingOrder,
    WaitingSort,
    WaitingStatus,
)
from contracts.decisions import OrderPath
from contracts.message import Id, Page
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.api.examples import MANY_DECISIONS
from services.orders.domain.inbox import Inbox
from services.orders.domain.inbox_places import read
from services.orders.use_cases import decide_many, list_approvals

router = APIRouter(prefix="/v1/approvals", tags=["approvals"], route_class=IdempotentRoute)

Words = Annotated[
    str | None,
    search_words(
        description="Within a customer's name, mail address or id, the order's id or a product's"
        " title.",
    ),
]


async def _narrowed_inbox(
    staff: StaffDep,
    context: ContextDep,
    words: Words = None,
    customer_id: Id | None = None,
    partner_id: NamedPartner = None,
    path: OrderPath | None = None,
    status: WaitingStatus | None = None,
    waiting_from: AwareDatetime | None = None,
    waiting_until: AwareDatetime | None = None,
    due_until: AwareDatetime | None = None,
) -> Inbox:
    return Inbox(
        now=context.now(),
        limit=MOST_COUNTED,
        partner_id=partner_of_list(staff, partner_id, customer_id),
        customer_id=customer_id,
        words=words,
        path=path,
        status=status,
        waiting_from=waiting_from,
        waiting_until=waiting_until,
        due_until=due_until,
    )


NarrowedDep = Annotated[Inbox, Depends(_narrowed_inbox)]


@router.get("", summary="Orders with something to decide, the most urgent first")
async def get_approvals(
    narrowed: NarrowedDep,
    context: ContextDep,
    sort: WaitingSort = "due",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[WaitingOrder]:
    """Also those that are partly approved or flagged. Admins see their partner's."""
    behind = read(decode_cursor(cursor), sort)
    inbox = replace(narrowed, sort=sort, limit=limit, behind=behind)
    return await list_approvals.page_of_approvals(context, inbox)


@router.get("/count", summary="How many of them there are")
async def get_count(narrowed: NarrowedDep, context: ContextDep) -> WaitingCounts:
    """Narrowed like the list."""
    return await list_approvals.count_approvals(context, narrowed)


@router.get("/decisions", summary="What became of one's own decisions on many orders")
async def get_decisions(
    request: Request,
    staff: StaffDep,
    key: Annotated[
        str,
        Query(
            min_length=1,
            max_length=LONGEST_KEY,
            description="The Idempotency-Key that they were sent with.",
        ),
    ],
) -> DecidedMany:
    """As it was answered then, for as long as answers are kept."""
    store: IdempotencyStore = request.app.state.idempotency
    answered = await store.kept(scope_of(staff), key)
    try:
        return DecidedMany.model_validate_json(answered or "")
    except ValidationError:
        raise not_found("decisions") from None


@router.post("/decisions", summary="Approve or reject items of many orders")
async def post_decisions(
    command: Annotated[DecideMany, Body(openapi_examples=MANY_DECISIONS)],
    staff: StaffDep,
    context: ContextDep,
    request_key: RequestKey,
) -> DecidedMany:
    """One result a row, in the same order: decided, or the refusal as it would be answered alone. A
    row that is refused stops no other; sent again with the same key, all that was decided is."""
    return await decide_many.decide_many(context, staff, command, request_key)
