"""/v1/approvals: what waits for a decision, and decisions on many orders at once, for staff."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Body, Depends
from pydantic import AwareDatetime

from chassis.auth import NamedPartner, partner_of_list
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.pages import Cursor, Limit, decode_cursor, read_place, search_words
from contracts.approvals import (
    DecidedMany,
    DecideMany,
    WaitingCounts,
    WaitingOrder,
    WaitingStatus,
)
from contracts.decisions import OrderPath
from contracts.message import Id, Page
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.api.examples import MANY_DECISIONS
from services.orders.domain.inbox import Inbox
from services.orders.use_cases import decide_many, list_approvals

router = APIRouter(prefix="/v1/approvals", tags=["approvals"], route_class=IdempotentRoute)

Words = Annotated[
    str | None,
    search_words(
        description="Within a customer's name, mail address or id, the order's id or a product's"
        " title.",
    ),
]


async def _inbox(
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
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Inbox:
    return Inbox(
        now=context.now(),
        limit=limit,
        partner_id=partner_of_list(staff, partner_id, customer_id),
        customer_id=customer_id,
        words=words,
        path=path,
        status=status,
        waiting_from=waiting_from,
        waiting_until=waiting_until,
        due_until=due_until,
        behind=read_place(decode_cursor(cursor), datetime),
    )


@router.get("", summary="Orders with something to decide, the most urgent first")
async def get_approvals(
    inbox: Annotated[Inbox, Depends(_inbox)], context: ContextDep
) -> Page[WaitingOrder]:
    """Also those that are partly approved or flagged. Admins see their partner's."""
    return await list_approvals.page_of_approvals(context, inbox)


@router.get("/count", summary="How many of them there are")
async def get_count(
    staff: StaffDep, context: ContextDep, partner_id: NamedPartner = None
) -> WaitingCounts:
    partner = partner_of_list(staff, partner_id, None)
    return await list_approvals.count_approvals(context, partner)


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
