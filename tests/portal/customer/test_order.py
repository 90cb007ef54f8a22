"""S3 to S10: the products as cards, and the cart over them."""

import re

from tests.portal.world import Browser, PortalWorld


def headings(page: str) -> list[str]:
    return re.findall(r'<h2 class="mb-3" id="kind-[a-z_]+">([^<]+)</h2>', page)


async def test_products_are_grouped_in_order_and_empty_groups_are_hidden(
    pages: PortalWorld,
) -> None:
    for kind in ("one_time", "voice", "internet"):
        cycle = {"kind": "once" if kind == "one_time" else "monthly"}
        price = {"amount_minor": 1_000, "currency": "EUR", "cycle": cycle}
        await pages.plan(kind=kind, title=f"A {kind}", price=price)
    answer = await (await pages.signed_in(await pages.customer())).get("/order")
    assert headings(answer.text) == ["Internet", "Voice", "One-time"]


async def test_what_is_not_for_a_customer_is_not_there(pages: PortalWorld) -> None:
    await pages.plan(title="Shown")
    await pages.plan(title="Hidden", show_on_portal=False)
    await pages.plan(title="Disabled", enabled=False)
    answer = await (await pages.signed_in(await pages.customer())).get("/order")
    assert "Shown" in answer.text
    assert "Hidden" not in answer.text
    assert "Disabled" not in answer.text


async def selected(pages: PortalWorld, *offering_ids: str) -> Browser:
    browser = await pages.signed_in(await pages.customer())
    for offering_id in offering_ids:
        await browser.get("/order")
        answer = await browser.post("/order", {"offering_id": offering_id})
        assert answer.headers["location"] == "/order?window=1"
    return browser


async def test_selecting_opens_the_window_with_total_and_count(pages: PortalWorld) -> None:
    browser = await selected(pages, await pages.plan(), await pages.plan(amount_minor=900))
    window = await browser.get("/order?window=1")
    assert "<dialog" in window.text
    assert "Total: €40.00" in window.text
    assert "Cart, 2 products" in window.text
    cards = await browser.get("/order")
    assert "<dialog" not in cards.text
    assert "Total: €40.00" in cards.text
