"""What a decision on one item would bring about, and the decision: exactly on what was seen."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic import Field

from chassis.problems import not_found
from contracts.decisions import Decide, MoveStart, RefundTo, SeenPreview
from contracts.message import Id, Minor, Revision, Text
from contracts.orders import DecisionOutcome, OrderItemView, OrderView
from contracts.previews import PreviewDecision
from contracts.problems import Problem
from contracts.said import said
from portal.admin.approvals.asked import back_to_order, inbox_of
from portal.admin.deciding.view import Thought, documents_of, thought_of
from portal.admin.order.view import today_of
from portal.admin.who import refuse_by_name
from portal.web.dates import DayIsUnclear, read_day
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of
from wording.telling import words

pages = Pages()
DECIDE = "/orders/{order_id}/items/{item_id}/decide"
Verdict = Literal["approve", "reject"]


@dataclass(frozen=True)
class Asked:
    """What is thought of, and the order's revision on the page that it was thought of on."""

    verdict: Verdict = "approve"
    start_on: Annotated[str, Query(max_length=40)] = ""
    revision: Revision | None = None


AskedDep = Annotated[Asked, Depends()]


class DecisionForm(Form):
    """As the preview filled it in."""

    what: Thought
    start_on: date | None = None
    reason: Text | None = None
    refund_to: RefundTo = "balance"
    revision: Revision
    difference_minor: Minor | None = None
    currency: Annotated[str, Field(max_length=3)] = ""
    unused_day_count: Annotated[int, Field(ge=0, le=10**6)] = 0

    @property
    def seen(self) -> SeenPreview | None:
        if self.difference_minor is None:
            return None
        return SeenPreview(
            difference_minor=self.difference_minor,
            currency=self.currency,
            unused_day_count=self.unused_day_count,
        )


@pages.get(DECIDE, permission="decide")
async def preview(page: PageDep, order_id: Id, item_id: Id, asked: AskedDep) -> Response:
    found = await page.services.orders.order(order_id)
    item = _item_of(found, item_id)
    if asked.verdict == "approve" and not asked.start_on:
        usual = item.start_on or today_of(found, page.context.now())
        asked = replace(asked, start_on=usual.isoformat())
    return await _previewed(page, found, item, asked, page.typed(refund_to="balance"))


@pages.post(DECIDE, permission="decide")
async def decide(page: PageDep, order_id: Id, item_id: Id) -> Response:
    """Refused, with who decided what and when, if the order has changed since the preview."""
    form = await page.form(DecisionForm)
    if form.what == "reject" and form.reason is None:
        wrong = await page.wrong("reason", said("admin.decide.reason_is_needed"))
        return await _again(page, order_id, item_id, form, wrong)
    try:
        await page.do_once(lambda key: _carry_out(page, order_id, item_id, form, key))
    except Problem as refused:
        if refused.status != 409:
            raise
        return await refuse_by_name(page, back_to_order(page, order_id), refused)
    return page.go(back_to_order(page, order_id), said("admin.decide.done", what=form.what))


async def _carry_out(
    page: Page, order_id: str, item_id: str, form: DecisionForm, key: str
) -> DecisionOutcome:
    orders, common = page.services.orders, {"expected_revision": form.revision}
    if form.what == "move" and form.start_on:
        move = MoveStart(start_on=form.start_on, reason=form.reason, preview=form.seen, **common)
        return await orders.move_start(order_id, item_id, move, key=key)
    verdict = Decide(
        verdict="reject" if form.what == "reject" else "approve",
        start_on=form.start_on if form.what != "reject" else None,
        reason=form.reason,
        refund_to=form.refund_to,
        preview=form.seen,
        **common,
    )
    return await orders.decide(order_id, item_id, verdict, key=key)


async def _again(
    page: Page, order_id: str, item_id: str, form: DecisionForm, wrong: FormIsWrong
) -> Response:
    """The preview, with what is wrong with its form."""
    found = await page.services.orders.order(order_id)
    asked = Asked(
        verdict="reject" if form.what == "reject" else "approve",
        start_on=form.start_on.isoformat() if form.start_on else "",
        revision=form.revision,
    )
    return await _previewed(page, found, _item_of(found, item_id), asked, wrong.typed, 422)


async def _previewed(
    page: Page,
    order: OrderView,
    item: OrderItemView,
    asked: Asked,
    typed: Typed,
    status: int = 200,
) -> Response:
    seen, is_approval = None, asked.verdict == "approve"
    try:
        wanted = PreviewDecision(
            verdict=asked.verdict,
            start_on=read_day(asked.start_on, page.language) if is_approval else None,
            expected_revision=asked.revision,
        )
        seen = await page.services.orders.preview_decision(order.id, item.id, wanted)
    except DayIsUnclear as unclear:
        typed, status = Typed({}, {"start_on": words(unclear.why, viewer())}), 422
    except Problem as refused:
        if refused.status == 409:
            return await refuse_by_name(page, back_to_order(page, order.id), refused)
        why, status = detail_of(refused, page.language, viewer()), refused.status
        typed = Typed({}, {"start_on" if is_approval else "": why})
    return page.show(
        "admin/deciding/page.html",
        status=status,
        order=order,
        back=back_to_order(page, order.id),
        inbox=inbox_of(page),
        item=item,
        what=thought_of(item, asked.verdict),
        asked=asked,
        seen=seen,
        documents=documents_of(seen) if seen else "none",
        typed=typed,
        date_typed=Typed({"start_on": asked.start_on}, typed.faults),
    )


def _item_of(order: OrderView, item_id: str) -> OrderItemView:
    for item in order.items:
        if item.id == item_id:
            return item
    raise not_found("item in this order")
