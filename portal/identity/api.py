"""/v1/portal-sessions, /v1/portal-accounts and /v1/visits: what a provider's own portal, operators
and the admins' portal ask, with tokens as of the services."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request

from chassis.auth import CallerDep, NamedPartner, require
from chassis.idempotency import IdempotentRoute, RequestKey
from chassis.pages import Cursor, Limit, decode_cursor
from contracts.message import Id, Page, PartnerId
from contracts.portal import AccountView, HandOver, HandOverAddress, PutAccount
from contracts.visits import AskVisit, VisitView
from portal.identity.context import Context
from portal.identity.use_cases.hand_over import make_hand_over
from portal.identity.use_cases.invite import invite
from portal.identity.use_cases.put_account import put_account
from portal.identity.use_cases.visits import ask_visit, list_visits

router = APIRouter(prefix="/v1", tags=["portal"], route_class=IdempotentRoute)


async def _context(request: Request) -> Context:
    context: Context = request.app.state.context.identity.context
    return context


ContextDep = Annotated[Context, Depends(_context)]


@router.post("/portal-sessions", status_code=201, summary="Hand a customer over to the portal")
async def post_portal_session(
    wanted: Annotated[
        HandOver,
        Body(
            openapi_examples={
                "to an order": {
                    "value": {"partner_id": 7, "customer_id": "mia", "page": "/orders/ord_1"}
                }
            }
        ),
    ],
    caller: CallerDep,
    context: ContextDep,
    request_key: RequestKey,
) -> HandOverAddress:
    """For an admin of the partner, or an operator. Send the browser to the address at once."""
    require(caller, "admin", "operator")
    return await make_hand_over(context, caller, wanted, request_key)


@router.put("/portal-accounts/{partner_id}/{customer_id}", summary="Give a customer a password")
async def put_portal_account(
    partner_id: PartnerId,
    customer_id: Id,
    wanted: Annotated[
        PutAccount,
        Body(openapi_examples={"a demo": {"value": {"password": "four words of no meaning"}}}),
    ],
    caller: CallerDep,
    context: ContextDep,
) -> AccountView:
    """For operators alone; all sessions that the customer had end."""
    return await put_account(context, caller, partner_id, customer_id, wanted)


@router.post(
    "/portal-accounts/{partner_id}/{customer_id}/invitations",
    status_code=201,
    summary="Mail a customer a link into the portal",
)
async def post_invitation(
    partner_id: PartnerId,
    customer_id: Id,
    caller: CallerDep,
    context: ContextDep,
    request: Request,
) -> AccountView:
    """For operators alone; the account is made where there is none."""
    address = request.client.host if request.client else ""
    return await invite(context, caller, partner_id, customer_id, address=address)


@router.post("/visits", status_code=201, summary="Open the portal as a customer, for support")
async def post_visit(
    wanted: Annotated[
        AskVisit,
        Body(
            openapi_examples={
                "a call": {
                    "value": {
                        "partner_id": 7,
                        "customer_id": "mia",
                        "reason": "She calls and cannot find her invoice",
                    }
                }
            }
        ),
    ],
    caller: CallerDep,
    context: ContextDep,
    request_key: RequestKey,
) -> HandOverAddress:
    """For an admin of the partner or a super admin, who goes to the address at once. Operators of
    the admins' portal may not."""
    return await ask_visit(context, caller, wanted, request_key)


@router.get("/visits", summary="Who came as a customer, when and why")
async def get_visits(
    caller: CallerDep,
    context: ContextDep,
    customer_id: Id,
    partner_id: NamedPartner = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[VisitView]:
    """For its staff, newest first."""
    return await list_visits(
        context,
        caller,
        customer_id,
        partner_id=partner_id,
        before_id=decode_cursor(cursor),
        limit=limit,
    )
