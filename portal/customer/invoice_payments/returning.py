"""Back from paying an invoice: how that ended, which turns by itself to what is final."""

from collections.abc import AsyncIterator

from fastapi.responses import Response
from fastapi.sse import EventSourceResponse

from contracts.message import Id
from portal.customer.invoice_payments.outcome import Result, result_of
from portal.customer.orders.live import changes
from portal.customer.orders.outcome import Word
from portal.customer.orders.returning import (
    Before,
    Since,
    Still,
    moment_of_return,
    note_return,
    still_checking,
)
from portal.web.page import Away, Page, PageDep
from portal.web.pages import Pages

pages = Pages()
PART = "customer/invoice_payments/part_result.html"


@pages.get("/finance/invoices/{invoice_id}/return", permission="customer")
async def returned(
    page: PageDep, invoice_id: Id, since: Since = None, before: Before = None, still: Still = False
) -> Response:
    """The gateway sends customers here, without `since`; what refreshes by itself knows it."""
    came_at = moment_of_return(page, since)
    result = await page.away(_look(page, invoice_id, came_at, before), "")
    if isinstance(result, Away):  # who may have paid is never shown an error
        subject = f"/finance/invoices/{invoice_id}"
        answer = still_checking(page, subject, came_at, before, still=still)
    else:
        found = "customer/invoice_payments/result.html"
        answer = page.show(found, result=result, since=came_at, still=still)
    if since is None:
        note_return(page, answer, invoice_id)
    return answer


@pages.get("/finance/invoices/{invoice_id}/return/live", permission="customer")
async def live(
    page: PageDep, invoice_id: Id, since: Since = None, before: Before = None
) -> Response:
    came_at = moment_of_return(page, since)
    stands = await page.services.payments.invoice_payment(invoice_id)  # 404: has no stream

    async def look_again(before: Word | None) -> Result:
        return await _look(page, invoice_id, came_at, before)

    stream: AsyncIterator[bytes] = changes(page, stands.order_id, look_again, PART, before)
    return EventSourceResponse(stream)


async def _look(page: Page, invoice_id: str, came_at: int, before: Word | None) -> Result:
    """Has the gateway asked, which payments does once in some seconds."""
    stands = await page.services.payments.look_at_invoice_payment(invoice_id)
    return result_of(stands, page.context.now().timestamp() - came_at, before)
