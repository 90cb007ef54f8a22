"""Back from the payment page: how paying ended, which turns by itself to what is final."""

import math
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response

from contracts.message import Id
from portal.customer.orders.outcome import PATIENCE_SECONDS, Result, Word, result_of
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages

pages = Pages()
RETURNED = "returned"
"""The cookie that names, for a moment, the order or invoice whose payment page somebody came back
from."""

Since = Annotated[int | None, Query(ge=0, le=10**11, description="When the customer came back.")]
Still = Annotated[bool, Query(description="Whether the page stays until somebody looks again.")]
Before = Annotated[Word | None, Query(description="What was shown last.")]


@pages.get("/orders/{order_id}/return", permission="customer")
async def returned(
    page: PageDep, order_id: Id, since: Since = None, before: Before = None, still: Still = False
) -> Response:
    """The gateway sends customers here, without `since`; what refreshes by itself knows it."""
    came_at = moment_of_return(page, since)
    result = await page.away(look(page, order_id, came_at, before), "")
    if isinstance(result, Away):  # who may have paid is never shown an error
        answer = still_checking(page, f"/orders/{order_id}", came_at, before, still=still)
    else:
        found = "customer/orders/result.html"
        answer = page.show(found, result=result, since=came_at, still=still)
    if since is None:
        note_return(page, answer, order_id)
    return answer


def moment_of_return(page: Page, since: int | None) -> int:
    """In seconds; of who has just come, none that was over before: patience is not cut short."""
    return since if since is not None else math.ceil(page.context.now().timestamp())


def note_return(page: Page, answer: Response, subject_id: str) -> None:
    page.context.cookies.write(answer, RETURNED, subject_id, seconds=math.ceil(PATIENCE_SECONDS))


def still_checking(
    page: Page, subject: str, came_at: int, before: Word | None, *, still: bool
) -> Response:
    """While a service is away: the page asks again by itself, with what it knew, unless it is to
    stay as it is."""
    return page.show(
        "customer/orders/checking.html",
        subject=subject,
        since=came_at,
        before=before or "checking",
        still=still,
    )


async def look(page: Page, order_id: str, came_at: int, before: Word | None) -> Result:
    """Has the gateway asked, which orders does once in some seconds."""
    placed = await page.services.orders.look_at_payment(order_id)
    return result_of(placed, page.context.now().timestamp() - came_at, before)


def has_just_returned(page: Page, order_id: str) -> bool:
    """Who may have paid a moment ago is not asked to."""
    return page.context.cookies.read(page.request, RETURNED) == order_id


def forget_return(page: Page, answer: Response) -> None:
    """Who begins another payment was not at its page yet."""
    page.context.cookies.forget(answer, RETURNED)
