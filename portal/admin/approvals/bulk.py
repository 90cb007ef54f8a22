"""Deciding many orders at once: those that were chosen, each as the page showed it, and one result
for each of them."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi.responses import Response
from pydantic import Field

from contracts.approvals import MOST_DECIDED_ORDERS, DecidedOrder, DecideMany, DecideOrder
from contracts.decisions import RefundTo
from contracts.message import Text
from contracts.said import Said, said
from portal.admin.approvals.listing import APPROVALS
from portal.web.dates import DayIsUnclear, read_day
from portal.web.forms import Form, FormIsWrong, posted, typed_texts
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()
Chosen = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,100} [0-9]{1,9} ", max_length=500)]
"""An order's id, the revision that the page showed, and its customer's name."""


class BulkForm(Form):
    rows: Annotated[list[Chosen], Field(min_length=1, max_length=MOST_DECIDED_ORDERS)]
    verdict: Literal["approve", "reject"]
    start_on: Annotated[str, Field(max_length=40)] = ""
    reason: Text | None = None
    refund_to: RefundTo = "balance"


@dataclass(frozen=True)
class Result:
    name: str
    order_id: str
    problem: dict[str, Any] | None


@pages.post(f"{APPROVALS}/decide", permission="decide")
async def decide_chosen(page: PageDep) -> Response:
    """What cannot be decided is named with its reason, and stops no other."""
    try:
        form = await page.form(BulkForm)
        command = _command(form, page)
    except FormIsWrong as wrong:
        return await _refused(page, said("admin.bulk.wrong", what=_first_wrong(wrong)))
    except DayIsUnclear as unclear:
        return await _refused(page, unclear.why)
    if form.verdict == "reject" and form.reason is None:
        return await _refused(page, said("admin.decide.reason_is_needed"))
    made = await page.do_once(lambda key: page.services.orders.decide_many(command, key=key))
    results = [_result(row, one) for row, one in zip(form.rows, made.rows, strict=True)]
    return page.show(
        "admin/approvals/decided.html",
        results=results,
        verdict=form.verdict,
        decided_count=sum(not one.problem for one in results),
        back=page.address,
    )


def _command(form: BulkForm, page: Page) -> DecideMany:
    """Raises `DayIsUnclear`."""
    is_approval = form.verdict == "approve"
    start_on = read_day(form.start_on, page.language) if is_approval else None
    rows = []
    for chosen in form.rows:
        order_id, revision, _ = chosen.split(" ", 2)
        row = DecideOrder(
            order_id=order_id,
            expected_revision=int(revision),
            verdict=form.verdict,
            start_on=start_on,
            reason=None if is_approval else form.reason,
            refund_to=form.refund_to,
        )
        rows.append(row)
    return DecideMany(rows=rows)


def _result(chosen: str, one: DecidedOrder) -> Result:
    return Result(name=chosen.split(" ", 2)[2], order_id=one.order_id, problem=one.problem)


def _first_wrong(wrong: FormIsWrong) -> str:
    return "rows" if "rows" in wrong.typed.faults else "form"


async def _refused(page: Page, why: Said) -> Response:
    """Back to the list, with what was chosen and typed."""
    typed = typed_texts(await posted(page.request))
    await page.context.identity.keep_draft(page.account.account_id, APPROVALS, typed)
    return page.go(page.address, why, "error")
