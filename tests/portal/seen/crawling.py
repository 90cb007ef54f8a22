"""Finds every kind of page that a person can come to by links, as of today's pages."""

import re
from collections import deque
from html import unescape
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import httpx2 as httpx
from fastapi.routing import APIRoute

from portal.customer.app import MENU, PAGES

ROUTES = [route for page in PAGES for route in page.router.routes if isinstance(route, APIRoute)]
READ = [route.path for route in ROUTES if "GET" in (route.methods or ())]
STARTS = sorted({entry.href for entry in MENU} | {path for path in READ if "{" not in path})
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
ID = re.compile(r"\b[a-z]{2,5}_[0-9a-z]{12,}")
UNSCRIPTED = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
LEADS_ON = 'http-equiv="refresh"'
MOST_PAGES = 80
ALONG = "inbox"
"""What the query only carries from page to page, which shows nothing of it."""


class Reader(Protocol):
    """Whoever reads pages, signed in, and follows nothing by itself."""

    async def get(self, path: str, /) -> httpx.Response: ...


async def pages_by_links(browser: Reader, *starts: str) -> dict[str, int]:
    """The address of one page of each kind, and its status: two that differ only in ids or in the
    values of their query are alike. What is no page, such as a download, is left out, and so is
    what only leads on."""
    waiting, kinds, found = deque(starts), set[str](), dict[str, int]()
    while waiting and len(found) < MOST_PAGES:
        address = waiting.popleft()
        if (kind := _kind_of(address)) in kinds:
            continue
        kinds.add(kind)
        answer = await browser.get(address)
        if answer.status_code == 303:
            waiting.append(answer.headers["location"])
        elif answer.headers.get("content-type", "").startswith("text/html"):
            if LEADS_ON in UNSCRIPTED.sub("", answer.text):
                continue
            found[address] = answer.status_code
            links = (urljoin(address, unescape(link)) for link in LINK.findall(answer.text))
            waiting.extend(link for link in links if link.startswith("/"))
    return found


def _kind_of(address: str) -> str:
    parts = urlsplit(address)
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&")} - {ALONG})
    return f"{ID.sub('*', parts.path)}?{'&'.join(names)}"
