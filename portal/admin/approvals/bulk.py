"""Deciding many orders at once: those that were chosen, each as the page showed it, and one result
for each of them, at an address of its own."""

import asyncio
from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Path
from fastapi.responses import Response
from pydantic import Field

from contracts.approvals import MOST_DECIDED_ORDERS, DecideMany, DecideOrder
from contracts.decisions import RefundTo
from contracts.message import Text
from contracts.problems import Problem
from contracts.said import Said, said
from portal.admin.approvals.asked import APPROVALS, NARROWING, AskedDep, list_address
from portal.admin.approvals.listing import count_matching, read_waiting
from portal.admin.who import people_of
from portal.web.dates import DayIsUnclear, read_day
from portal.web.forms import ONCE_VALUE, Form, FormIsWrong, posted, typed_texts
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from wording.persons import people_in

pages = Pages()
Verdict = Literal["approve", "reject"]
MOST_NAMED = 10
"""Of the orders that still wait."""
Chosen = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,100} [0-9]{1,9} ", max_length=500)]
"""An order's id, the revision that the page showed, and its customer's name."""


class BulkForm(Form):
    rows: Annotated[list[Chosen], Field(min_length=1, max_length=MOST_DECIDED_ORDERS)]
    verdict: Verdict
    start_on: Annotated[str, Field(max_length=40)] = ""
    reason: Text | None = None
    refund_to: RefundTo = "balance"


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
    once = await page.do_once(lambda key: _decided(page, command, key))
    return page.go(_result_address(page, once, form.verdict))


@pages.get(f"{APPROVALS}/decided/{{once}}", permission="decide")
async def decided(
    page: PageDep,
    once: Annotated[str, Path(pattern=f"^{ONCE_VALUE.pattern}$")],
    verdict: Verdict,
    asked: AskedDep,
) -> Response:
    """One result a row, to be read again and sent on, and what of the list still waits."""
    orders, key = page.services.orders, page.key_of(once)
    made, waiting, left_count = await asyncio.gather(
        orders.decided_many(key),
        read_waiting(page, asked, None, MOST_NAMED),
        count_matching(page, asked),
    )
    refused = {
        one.order_id: Problem.from_document(one.problem, int(one.problem.get("status", 500)))
        for one in made.rows
        if one.problem
    }
    faster = [who for problem in refused.values() for who in people_in(problem.facts)]
    names = await people_of(page, faster)
    return page.show(
        "admin/approvals/decided.html",
        reasons={order_id: names.refusal(problem) for order_id, problem in refused.items()},
        results=made.rows,
        verdict=verdict,
        decided_count=sum(not one.problem for one in made.rows),
        waiting=waiting.items,
        left_count=left_count,
        back=list_address(asked),
    )


async def _decided(page: Page, command: DecideMany, key: str) -> str:
    """The part of the form's key by which the results are found again."""
    await page.services.orders.decide_many(command, key=key)
    return key.rpartition("/")[2]


def _result_address(page: Page, once: str, verdict: str) -> str:
    """With what the list was narrowed to, which is what it leads back to."""
    listed = dict(parse_qsl(urlsplit(page.address).query))
    asked = {name: value for name, value in listed.items() if name in NARROWING}
    return f"{APPROVALS}/decided/{once}?{urlencode({**asked, 'verdict': verdict})}"


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


def _first_wrong(wrong: FormIsWrong) -> str:
    return "rows" if "rows" in wrong.typed.faults else "form"


async def _refused(page: Page, why: Said) -> Response:
    """Back to the list, with what was chosen and typed."""
    typed = typed_texts(await posted(page.request))
    await page.context.identity.keep_draft(page.account.account_id, APPROVALS, typed)
    return page.go(page.address, why, "error")
