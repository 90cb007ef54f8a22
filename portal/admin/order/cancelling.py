"""Cancelling what is undecided of an order, after a look at what that is."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from fastapi.responses import Response
from pydantic import Field

from contracts.message import Id, Revision
from contracts.orders import CancelOrder, OrderView
from contracts.problems import Problem
from contracts.said import said
from portal.admin.approvals.asked import back_to_order
from portal.admin.order.view import Item
from portal.admin.who import refuse_by_name
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()
CANCEL = "/orders/{order_id}/cancel"
LONGEST_REVISION = 9


@dataclass(frozen=True)
class Asked:
    """The order's revision on the page that led here."""

    revision: Revision | None = None


class CancelForm(Form):
    reason: Annotated[str, Field(min_length=1, max_length=1_000)]
    revision: Revision


@pages.get(CANCEL, permission="decide")
async def preview(page: PageDep, order_id: Id, asked: Annotated[Asked, Depends()]) -> Response:
    found = await page.services.orders.order(order_id)
    return _shown(page, found, asked.revision or found.revision, page.typed())


@pages.post(CANCEL, permission="decide")
async def cancel(page: PageDep, order_id: Id) -> Response:
    """Refused, with who decided what and when, if the order has changed since it was seen."""
    orders = page.services.orders
    try:
        form = await page.form(CancelForm)
    except FormIsWrong as wrong:
        found = await orders.order(order_id)
        seen = str(wrong.typed.value("revision"))
        is_number = seen.isdecimal() and len(seen) <= LONGEST_REVISION
        revision = int(seen) if is_number else found.revision
        return _shown(page, found, revision, wrong.typed, 422)
    command = CancelOrder(reason=form.reason, expected_revision=form.revision)
    try:
        await page.do_once(lambda key: orders.cancel_order(order_id, command, key=key))
    except Problem as refused:
        if refused.status != 409:
            raise
        return await refuse_by_name(page, back_to_order(page, order_id), refused)
    return page.go(back_to_order(page, order_id), said("admin.cancel.done"))


def _shown(
    page: Page, order: OrderView, revision: int, typed: Typed, status: int = 200
) -> Response:
    concerned = [item for item in map(Item, order.items) if item.can_be_cancelled]
    return page.show(
        "admin/order/cancel.html",
        status=status,
        order=order,
        items=concerned,
        is_paid=any(item.is_paid for item in concerned),
        revision=revision,
        back=back_to_order(page, order.id),
        typed=typed,
    )
