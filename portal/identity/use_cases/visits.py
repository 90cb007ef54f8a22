"""Let one of the staff into the portal as a customer, for support: once by an address that is good
for a minute, for half an hour, and only for as long as that person may."""

from chassis.auth import partner_of_customer, require, require_may_see
from chassis.ids import new_id
from chassis.listing import Listing
from chassis.pages import page_of
from chassis.tokens import Caller
from contracts.actors import Agent
from contracts.message import Page
from contracts.portal import HandOverAddress
from contracts.problems import Problem
from contracts.visits import AskVisit, VisitCannotBegin, VisitIsNotAllowed, VisitView
from portal.identity.context import Context
from portal.identity.domain.proofs import HAND_OVER_LASTS, parts_of, token_of
from portal.identity.domain.sessions import Session
from portal.identity.domain.visits import may_visit
from portal.identity.repository import sessions, visits
from portal.identity.repository.accounts import put_accounts
from portal.identity.repository.visits import Visit
from portal.identity.use_cases.begin_session import Browser, SignedIn, begin_session

VISIT = "visit"


async def ask_visit(
    context: Context, caller: Caller, wanted: AskVisit, request_key: str
) -> HandOverAddress:
    """Once a key. Raises `VisitIsNotAllowed`, and `ObjectIsNotFound` for a foreign or unknown
    customer."""
    require(caller, "admin", "operator")
    require_may_see(caller, "customer", wanted.partner_id, wanted.customer_id)
    by = Agent.model_validate(caller.actor.model_dump(include={"kind", "id"}))
    if not await _may_visit(context, by, wanted.partner_id):
        raise VisitIsNotAllowed
    customer = await context.orders.customer(wanted.customer_id, partner_id=wanted.partner_id)
    now = context.now()
    async with context.database.begin() as connection:
        (account,) = await put_accounts(connection, [customer], now)
        visit_id, begins_until = await visits.add_visit(
            connection,
            id=new_id("vis"),
            key=request_key,
            account_id=account.id,
            by_kind=by.kind,
            by_id=by.id,
            reason=wanted.reason,
            asked_at=now,
            begins_until=now + HAND_OVER_LASTS,
        )
    token = token_of(visit_id, context.keys.secret(VISIT, visit_id))
    url = f"{context.settings.portal_url}/sign-in/visit/{token}"
    return HandOverAddress(url=url, expires_at=begins_until)


async def begin_visit(context: Context, token: str, browser: Browser) -> SignedIn:
    """`browser` has the cookie of the visit before, if there is one; the customer's own session in
    it goes on. Raises `VisitCannotBegin`."""
    parts = parts_of(token)
    if parts is None or not context.keys.is_secret(VISIT, *parts):
        raise VisitCannotBegin
    async with context.database.begin() as connection:
        account_id = await visits.begin_visit(connection, parts[0], context.now())
        if account_id is None:
            raise VisitCannotBegin
        return await begin_session(
            context, connection, account_id, "visit", browser, visit_id=parts[0]
        )


async def goes_on(context: Context, session: Session) -> bool:
    """Asked for every page of a visit: whoever may not come any more is out at once. Raises
    `ServiceIsUnavailable` while nobody can say."""
    if session.by is None or session.partner_id is None:
        return False
    if await _may_visit(context, session.by, session.partner_id):
        return True
    async with context.database.autocommit() as connection:
        await sessions.end_session(connection, session.id, context.now())
    return False


async def list_visits(
    context: Context,
    caller: Caller,
    customer_id: str,
    *,
    partner_id: int | None,
    before_id: str | None,
    limit: int,
) -> Page[VisitView]:
    """Of one customer, newest first, for its staff."""
    require(caller, "admin", "operator")
    listing = Listing(
        partner_id=partner_of_customer(caller, partner_id),
        customer_id=customer_id,
        before_id=before_id,
        limit=limit,
    )
    now = context.now()
    async with context.database.autocommit() as connection:
        found = await visits.list_visits(connection, listing)

    def view(visit: Visit) -> VisitView:
        return VisitView(
            id=visit.id,
            by=visit.by.label,
            reason=visit.reason,
            asked_at=visit.asked_at,
            began_at=visit.began_at,
            ends_at=visit.ends_at,
            is_open=visit.ends_at is not None and visit.ends_at > now,
        )

    return page_of(found, view, limit)


async def _may_visit(context: Context, by: Agent, partner_id: int) -> bool:
    """As the admins' portal knows the person."""
    try:
        standing = await context.staff.standing(by.id)
    except Problem as problem:
        if problem.passes:
            raise
        return False
    return may_visit(standing, partner_id)
