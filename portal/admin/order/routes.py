"""One order: what is in it, what happened, and what of it a person must look at."""

import asyncio
from collections.abc import Sequence
from typing import Annotated

from fastapi.responses import Response
from pydantic import Field

from contracts.message import Id
from contracts.orders import MOST_FLAGS, OrderView, SolveAttention
from contracts.said import Told, said
from portal.admin.approvals.asked import back_to_order, inbox_of, next_address
from portal.admin.customers.view import customer_path
from portal.admin.order.view import Item, kind_of, today_of
from portal.admin.permissions import PERMISSIONS
from portal.admin.settings import AdminSettings
from portal.admin.who import Names, people_of
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.lists import Place, beginning, following
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from wording.persons import people_in

pages = Pages()
EVENTS = 30


class SolvedForm(Form):
    note: Annotated[str, Field(min_length=1, max_length=2_000)]
    keys: Annotated[list[str], Field(min_length=1, max_length=MOST_FLAGS)]
    """Of the flags that the page showed."""


@pages.get("/orders/{order_id}", permission="staff")
async def order(page: PageDep, order_id: Id, cursor: Place = None) -> Response:
    return await _shown(page, order_id, page.typed(), cursor=cursor)


@pages.get("/orders/{order_id}/audit", permission="staff")
async def audit(page: PageDep, order_id: Id, cursor: Place = None) -> Response:
    """Each change of its state: who, what, why."""
    orders = page.services.orders
    found, entries = await asyncio.gather(
        orders.order(order_id), orders.audit(order_id, cursor=cursor, limit=EVENTS)
    )
    return page.show(
        "admin/order/audit.html",
        order=found,
        titles={one.id: one.line.title for one in found.items},
        entries=entries.items,
        names=await _names(page, found, [(one.actor, one.reason) for one in entries.items]),
        zone=found.policy.time_zone,
        next=following(page, entries.next_cursor),
        first=beginning(page, cursor),
    )


@pages.post("/orders/{order_id}/solved", permission="staff")
async def solved(page: PageDep, order_id: Id) -> Response:
    """What was seen is solved; what was raised since stays."""
    try:
        form = await page.form(SolvedForm)
    except FormIsWrong as wrong:
        return await _shown(page, order_id, wrong.typed, 422)
    command = SolveAttention(note=form.note, keys=form.keys)
    await page.do_once(lambda key: page.services.orders.solve_attention(order_id, command, key=key))
    return page.go(back_to_order(page, order_id), said("admin.order.was_solved"))


async def _shown(
    page: Page, order_id: str, typed: Typed, status: int = 200, cursor: str | None = None
) -> Response:
    orders = page.services.orders
    found, timeline = await asyncio.gather(
        orders.order(order_id),
        page.away(
            orders.timeline(order_id, cursor=cursor, limit=EVENTS), t("admin.order.timeline")
        ),
    )
    items, may_decide = (
        [Item(one) for one in found.items],
        PERMISSIONS.admits("decide", page.session),
    )
    inbox = inbox_of(page)
    events = [] if isinstance(timeline, Away) else timeline.happened
    return page.show(
        "admin/order/page.html",
        status=status,
        order=found,
        kind=kind_of(found),
        items=items,
        goes_on=may_decide and not any(one.is_open for one in items),
        zone=found.policy.time_zone,
        today=today_of(found, page.context.now()),
        may_decide=may_decide,
        may_operate=PERMISSIONS.admits("operate", page.session),
        customer_path=customer_path(page, found.partner_id, found.customer_id),
        workflow_url=_workflow_url(page, order_id),
        timeline=timeline,
        inbox=inbox,
        to_next=next_address(order_id, inbox),
        names=await _names(page, found, [(one.by, one.what) for one in events]),
        typed=typed,
        next=following(page, None if isinstance(timeline, Away) else timeline.next_cursor),
        first=beginning(page, cursor),
    )


async def _names(page: Page, order: OrderView, done: Sequence[tuple[str, Told]]) -> Names:
    """Of who did something with it, or is told of."""
    labels = [by for by, _ in done]
    labels += [one for _, told in done for one in people_in(told.facts)]
    labels += [one.decision.decided_by for one in order.items if one.decision]
    customer = {(order.partner_id, order.customer_id): order.customer_name or ""}
    return await people_of(page, labels, customer)


def _workflow_url(page: Page, order_id: str) -> str:
    """For those who keep the system going: Temporal's pages show the orders of all partners."""
    settings = page.context.settings
    if not isinstance(settings, AdminSettings) or not PERMISSIONS.admits("operate", page.session):
        return ""
    return settings.workflow_url(order_id)
