"""Having a workflow take up an order that lost its own."""

from hashlib import sha256

from fastapi.responses import Response

from contracts.message import Id
from contracts.reconciliation import StartAgain
from contracts.said import said
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.post("/orders/{order_id}/take-up", permission="operate")
async def take_up(page: PageDep, order_id: Id) -> Response:
    """Where one runs nothing is done, and the page says so."""

    async def start(key: str) -> None:
        cause = f"admin-{sha256(key.encode()).hexdigest()[:32]}"
        await page.services.orders.start_again(order_id, StartAgain(cause=cause))

    await page.do_once(start)
    return page.go(f"/orders/{order_id}", said("admin.order.taken_up"))
