"""The result of a payment as a stream: first as it is now, then whenever it changes, until it is
final. Where too many are open it ends after the first, and the browser asks again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

from fastapi.responses import Response
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event

from contracts.message import Id
from portal.customer.orders.outcome import Result, Word
from portal.customer.orders.returning import Before, Since, look, moment_of_return
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages

pages = Pages()
PART = "customer/orders/part_result.html"
LONGEST_SECONDS = 600.0
"""Then the browser comes again, with the session that it has by then."""
RETRY_MILLISECONDS = 500
ASK_AGAIN_MILLISECONDS = 2_000
"""Of one that found no place."""
SOON_SECONDS, LATE_SECONDS = 3.2, 15.0
"""Between two looks where no hint comes, at first and after half a minute: a lost word of a gateway
is found by asking it, which orders does once in three seconds."""


@pages.get("/orders/{order_id}/return/live", permission="customer")
async def live(page: PageDep, order_id: Id, since: Since = None, before: Before = None) -> Response:
    came_at = moment_of_return(page, since)
    await page.services.orders.order(order_id)  # what is not the customer's has no stream
    return EventSourceResponse(_changes(page, order_id, came_at, before))


async def _changes(
    page: Page, order_id: str, came_at: int, before: Word | None
) -> AsyncIterator[bytes]:
    async def look_again(before: Word | None) -> Result:
        return await look(page, order_id, came_at, before)

    async for change in changes(page, order_id, look_again, PART, before):
        yield change


class Shown(Protocol):
    """What a result says, of an order or of an invoice."""

    @property
    def word(self) -> Word: ...

    @property
    def is_final(self) -> bool: ...


async def changes(
    page: Page,
    order_id: str,
    look_again: Callable[[Word | None], Awaitable[Shown]],
    template: str,
    before: Word | None,
) -> AsyncIterator[bytes]:
    """The part of a page whenever it looks otherwise; hints are about the order."""
    loop = asyncio.get_running_loop()
    began, shown, hints = loop.time(), "", page.context.hints
    with page.context.places.of(page.account.account_id) as may_stay:
        retry = RETRY_MILLISECONDS if may_stay else ASK_AGAIN_MILLISECONDS
        async with hints.of("order", order_id) as bell:
            while (seconds := loop.time() - began) < LONGEST_SECONDS:
                if not await page.goes_on():
                    return
                result = await page.away(look_again(before), "")
                if not isinstance(result, Away):
                    before = result.word
                    part = page.render(template, result=result)
                    if part != shown:
                        yield format_sse_event(data_str=part, retry=retry)
                        shown = part
                    if result.is_final:
                        yield format_sse_event(event="final", data_str="")
                        return
                yield KEEPALIVE_COMMENT  # a browser that left is noticed by it
                if not may_stay:
                    return
                await bell.wait(SOON_SECONDS if seconds < 30 else LATE_SECONDS)
