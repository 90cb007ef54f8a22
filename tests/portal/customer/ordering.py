"""How a customer gets to an order, for tests of the pages on the way."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chassis.hints import about
from clients.http import HttpClient
from clients.system.orders import SystemOrders
from contracts.catalog import OfferingFields
from tests.portal.world import Browser, PortalWorld
from tests.services.orders.world import OPERATOR


async def ordered(pages: PortalWorld) -> tuple[SystemOrders, Browser, str]:
    """Not paid yet: the customer, its browser and the order's id."""
    customer = await pages.customer()
    placed = await pages.upfront(customer)
    return customer, await pages.signed_in(customer), placed.order.id


async def is_waited_for(pages: PortalWorld, order_id: str) -> bool:
    """By a page's open stream."""
    return bool(pages.portal.state.context.hints._bells.get(about("order", order_id)))


async def selected(browser: Browser, *offering_ids: str) -> None:
    for offering_id in offering_ids:
        await browser.get("/order")
        answer = await browser.post("/order", {"offering_id": offering_id})
        assert answer.headers["location"] == f"/order?window={offering_id}"


async def at_checkout(
    pages: PortalWorld, *offering_ids: str, customer: SystemOrders | None = None
) -> Browser:
    browser = await pages.signed_in(customer or await pages.customer())
    await selected(browser, *offering_ids or [await pages.plan()])
    assert (await browser.get("/checkout")).status_code == 200
    return browser


async def replaced(pages: PortalWorld, offering_id: str, **fields: Any) -> None:
    """As an operator changes an offering, field by field."""
    catalog = pages.catalog(OPERATOR)
    present = await catalog.offering(offering_id)
    kept = present.model_dump(include=set(OfferingFields.model_fields))
    changed = OfferingFields.model_validate({**kept, **fields})
    await catalog.change_offering(offering_id, changed, revision=present.revision)


@contextmanager
def calls_of(pages: PortalWorld) -> Iterator[list[str]]:
    """What the portal asks services meanwhile, as `GET /v1/cart`."""
    http: HttpClient = pages.portal.state.context.http
    asked: list[str] = []
    send = http.send

    async def heard(method: str, url: str, **more: Any) -> bytes:
        asked.append(f"{method} /{url.split('/', 3)[3]}")
        return await send(method, url, **more)

    http.send = heard  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        del http.send


def without_tags(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def hidden(browser: Browser) -> dict[str, str]:
    """Of the page that it saw last."""
    return browser._hidden
