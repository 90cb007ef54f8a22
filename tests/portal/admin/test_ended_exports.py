"""A file ends when its reader is kept out while it is written, and sending it keeps nobody in."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import httpx2 as httpx
import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from portal.identity.staff import Staff
from portal.identity.use_cases.act_on_staff import Deed
from tests.portal.admin.long_lists import database_of
from tests.portal.admin.people import account_of, signed_in_as, somebody
from tests.portal.resting import end_of, left_alone
from tests.portal.world import STAFF_COOKIE, PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines

CUSTOMERS = """
INSERT INTO customers (partner_id, id, name, email, category, labels, changed_by)
SELECT :partner, 'many_' || n, 'One of many', 'c@example.net', 'person', '[]', 'system/portal'
FROM generate_series(1, 900) n
"""
GONE = "DELETE FROM customers WHERE name = 'One of many'"
ENDS = "This file is not complete"


class OnceAsked(httpx.AsyncBaseTransport):
    """Orders, before whose third page of customers something happens."""

    def __init__(
        self, orders: httpx.AsyncBaseTransport, happens: Callable[[], Awaitable[None]]
    ) -> None:
        self.orders, self.happens, self.count = orders, happens, 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.count += request.url.path == "/v1/customers"
        if self.count == 3:
            await self.happens()
        return await self.orders.handle_async_request(request)


class KeptOut:
    """An account that another one disables."""

    def __init__(self, pages: PortalWorld, whom: str, by: str) -> None:
        self.pages, self.whom, self.by = pages, whom, by

    async def __call__(self) -> None:
        identity = self.pages.admin_portal.state.context.identity
        chief = await identity.session(await self.pages.session_of_one(self.by))
        whom = await account_of(self.pages, self.whom)
        if whom.disabled_at is None:
            seen = (await Staff(identity.context).person(chief, whom.id)).last_change
            await Staff(identity.context).disable(Deed(chief, whom.id, key(), seen))


@asynccontextmanager
async def before_the_third_page(
    pages: PortalWorld, happens: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    orders = pages.network.to["orders.test"]
    pages.network.to["orders.test"] = OnceAsked(orders, happens)
    try:
        yield
    finally:
        pages.network.to["orders.test"] = orders


@pytest.fixture
async def many(pages: PortalWorld) -> AsyncIterator[None]:
    """Customers, of whom no other test hears."""
    database = database_of(pages, "orders")
    try:
        async with database.begin() as connection:
            await connection.execute(text(CUSTOMERS), {"partner": pages.partner_id})
        yield
    finally:
        async with database.begin() as connection:
            await connection.execute(text(GONE))


@pytest.mark.usefixtures("many")
async def test_who_is_kept_out_gets_no_more_of_a_file(pages: PortalWorld) -> None:
    ada, chief = await somebody(pages), await somebody(pages, "super_admin")
    browser = await signed_in_as(pages, ada)
    whole = (await browser.get("/customers.csv?q=many_")).text
    assert (whole.count("many_"), ENDS in whole) == (900, False)
    kept_out = KeptOut(pages, ada.email, chief.email)
    with capture_logs() as logged:
        async with before_the_third_page(pages, kept_out):
            broken = (await browser.get("/customers.csv?q=many_")).text
    [told] = [one for one in logged if one["log_level"] == "error" or "path" in one]
    assert (told["event"], told["path"]) == ("answer_broke_off", "/customers.csv")
    assert 200 <= broken.count("many_") < 600
    assert ENDS in broken.splitlines()[-1]
    assert (await browser.get("/customers.csv")).status_code == 303


@pytest.mark.usefixtures("many")
async def test_a_file_does_not_put_off_the_sessions_end(pages: PortalWorld) -> None:
    browser = await signed_in_as(pages, await somebody(pages))
    cookie = browser._http.cookies.get(STAFF_COOKIE) or ""
    ends: list[datetime] = []

    async def leave() -> None:
        ends.append(await left_alone(pages.admin_portal, cookie))

    async with before_the_third_page(pages, leave):
        whole = (await browser.get("/customers.csv?q=many_")).text
    assert (whole.count("many_"), ENDS in whole) == (900, False)
    assert ends == [await end_of(pages.admin_portal, cookie)]
