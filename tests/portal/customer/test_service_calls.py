"""How often a page asks the services: what a customer waits for at each click."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from clients.http import HttpClient
from tests.portal.customer.books import credited, paid
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines

CALLS = {
    "/": 3,
    "/services": 1,
    "/services/{service}": 1,
    "/finance": 1,
    "/finance/export.csv": 1,
    "/finance/invoices/{invoice}": 2,
    "/finance/invoices/{invoice}/pdf": 2,
    "/finance/credit-notes/{note}": 2,
    "/finance/statement": 1,
    "/payment-methods": 1,
    "/profile": 1,
}


@contextmanager
def counted(portal: HttpClient) -> Iterator[list[str]]:
    """What the portal itself asks meanwhile."""
    asked: list[str] = []
    send = portal.send

    async def heard(method: str, url: str, **more: object) -> bytes:
        asked.append(f"{method} {url}")
        return await send(method, url, **more)  # type: ignore[arg-type]

    portal.send = heard  # type: ignore[method-assign]
    try:
        yield asked
    finally:
        del portal.send


async def test_each_page_asks_three_times_at_most(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.paid(customer)
    [service] = (await customer.subscriptions()).items
    invoice = await paid(pages, customer)
    note = await credited(pages, invoice)
    ids = {"service": service.id, "invoice": invoice.id, "note": note.id}
    browser = await pages.signed_in(customer)
    await browser.get("/nowhere")  # who the customer is, is remembered from here on
    made = {}
    for path in CALLS:
        with counted(pages.portal.state.context.http) as asked:
            answer = await browser.get(path.format_map(ids))
        assert answer.status_code == 200, path
        made[path] = len(asked)
    assert made == CALLS
    assert max(made.values()) <= 3
    assert sum(made.values()) / len(made) <= 2
