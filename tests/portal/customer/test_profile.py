"""The profile: who the customer is, how the portal looks, and where it can ask."""

import pytest

from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


async def test_the_customers_data_and_the_provider(pages: PortalWorld) -> None:
    await pages.settle_partner(display_name="Nordlicht", support_email="help@example.org")
    customer = await pages.customer()
    page = (await (await pages.signed_in(customer)).get("/profile")).text
    for words in ("Carl", "carl@example.net", customer._actor.id, "Nordlicht"):
        assert words in page
    assert f"You are signed in as {customer._actor.id}@example.net." in page
    assert 'href="mailto:help@example.org"' in page
    assert 'href="/security"' in page


async def test_language_and_colours_hold_from_the_next_page_on(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    await browser.get("/profile")
    page = await browser.follow(await browser.post("/preferences", {"language": "fr"}))
    assert page.request.url.path == "/profile"
    assert "À propos de vous" in page.text
    dark = await browser.follow(await browser.post("/preferences", {"scheme": "dark"}))
    assert 'data-bs-theme="dark"' in dark.text
    assert 'value="dark" aria-pressed="true"' in dark.text


async def test_the_rest_is_there_while_orders_is_away(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    pages.network.blocked.add("orders.test")
    answer = await browser.get("/profile")
    assert answer.status_code == 200
    assert "Your data cannot be shown" in answer.text
    assert "Language and colours" in answer.text
