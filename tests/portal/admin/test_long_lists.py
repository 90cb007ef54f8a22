"""Lists of ten thousand against lists of a handful: a page of them costs about as much. What is
asserted is what PostgreSQL reads; how long that takes is told with `-s`, as ratios."""

import re
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from html import unescape

import pytest

from tests.portal.admin.long_lists import COUNT, database_of, empty, fill, reading
from tests.portal.world import Browser, PortalWorld

pytestmark = [pytest.mark.engines, pytest.mark.nightly]
SERVICES = ("orders", "payments", "notifications", "catalog")
NEXT = re.compile(r'href="([^"]*)" rel="next"')
PAGES = 99
"""Behind the first, to the hundredth."""
MOST_READ = {
    "/approvals": 320,
    "/customers": 20,
    "/orders": 180,
    "/tickets": 160,
    "/payments": 50,  # with the names of twenty customers
    "/audit": 70,
    "offerings": 30,
}
"""Blocks of a page of twenty, the first or the hundredth: far fewer than its tables have."""
MOST_SEARCHED = 4_000
"""Blocks of a search, which may look through what it searches once."""
SEARCHES = {
    "/approvals": "customer 4711 ",
    "/customers": "cus_4711",
    "/orders": "cus_4711",
    "/tickets": "4711",
    "/payments": "cus_4711",
    "/audit": "",
}
Read = Callable[[], Awaitable[object]]


async def hundredth(browser: Browser, path: str) -> str:
    """The address of a list's hundredth page."""
    address = path
    for _ in range(PAGES):
        following = NEXT.search((await browser.get(address)).text)
        assert following, address
        address = unescape(following[1])
    return address


async def measured(pages: PortalWorld, read: Read) -> tuple[float, int]:
    """The median of five in seconds, and the blocks that were read."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        await read()
        times.append(time.perf_counter() - began)
    with reading(*(database_of(pages, name) for name in SERVICES)) as blocks:
        await read()
    return statistics.median(times), sum(blocks)


def page_of(browser: Browser, address: str) -> Read:
    async def read() -> None:
        answer = await browser.get(address)
        assert answer.status_code == 200, address

    return read


def offerings(pages: PortalWorld, cursor: str | None = None, q: str | None = None) -> Read:
    """As staff reads them of the catalog."""
    catalog = pages.services(pages.admin()._actor).catalog
    return lambda: catalog.offerings(cursor=cursor, q=q, limit=20)


async def readers(pages: PortalWorld, browser: Browser, *, deep: bool) -> dict[str, Read]:
    made: dict[str, Read] = {}
    for path, words in SEARCHES.items():
        made[f"{path}, first page"] = page_of(browser, path)
        if deep:
            made[f"{path}, hundredth page"] = page_of(browser, await hundredth(browser, path))
        if words:
            made[f"{path}, search"] = page_of(browser, f"{path}?q={words}")
    made["offerings, first page"] = offerings(pages)
    made["offerings, search"] = offerings(pages, q="4711")
    if deep:
        cursor = None
        catalog = pages.services(pages.admin()._actor).catalog
        for _ in range(11):
            cursor = (await catalog.offerings(cursor=cursor, limit=180)).next_cursor
        made["offerings, hundredth page"] = offerings(pages, cursor)
    return made


async def test_a_page_of_ten_thousand_costs_about_as_much_as_one_of_few(
    pages: PortalWorld,
) -> None:
    browser = await pages.signed_in_staff()
    for _ in range(3):
        await pages.request(await pages.customer())
    few = {
        name: await measured(pages, read)
        for name, read in (await readers(pages, browser, deep=False)).items()
    }
    try:
        await fill(pages)
        many = {
            name: await measured(pages, read)
            for name, read in (await readers(pages, browser, deep=True)).items()
        }
    finally:
        await empty(pages)
    too_much = []
    table = [f"\n| list of {COUNT} | time, of few | blocks | blocks, of few |\n|---|---|---|---|"]
    for name, (seconds, blocks) in many.items():
        base_seconds, base_blocks = few.get(name) or few[f"{name.partition(',')[0]}, first page"]
        table.append(f"| {name} | {seconds / base_seconds:.2f} | {blocks} | {base_blocks} |")
        most = MOST_SEARCHED if name.endswith("search") else MOST_READ[name.partition(",")[0]]
        if blocks > most:
            too_much.append(f"{name}: {blocks} blocks, and {most} are allowed")
    sys.stdout.write("\n".join(table) + "\n")
    assert not too_much, "\n".join(too_much)
