"""The preview follows the date by itself."""

import pytest

from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.looking import Eyes
from tests.portal.world import PortalWorld

pytestmark = [pytest.mark.engines, pytest.mark.browser]


async def is_previewed(eyes: Eyes, start_on: str) -> None:
    kept = f'#preview input[name=start_on][value="{start_on}"]'
    await eyes.page.wait_for_selector(kept, state="attached")


async def test_a_changed_date_brings_its_preview_and_what_was_typed_stays(
    pages: PortalWorld, desk_window: OpenWindow
) -> None:
    order = (await pages.request(await pages.customer())).order
    eyes = await desk_window(cookie=await pages.session_of_staff())
    where = f"/orders/{order.id}/items/{order.items[0].id}/decide"
    await eyes.go(f"{where}?start_on=2023-01-14&revision={order.revision}")
    page = eyes.page
    assert "14" in await page.inner_text("#preview .facts")
    await page.fill("#start_on", "2023-01-20")
    await page.wait_for_selector(
        '#preview input[name=start_on][value="2023-01-20"]', state="attached"
    )
    assert "start_on=2023-01-20" in page.url
    await page.fill("#start_on", "2024-03-20")
    await page.wait_for_selector("#preview [role=alert]")
    assert await page.query_selector("#preview input[name=start_on]") is None
    assert all("422" in complaint for complaint in eyes.complaints)
    eyes.complaints.clear()
    await page.fill("#start_on", "2023-01-21")
    await page.wait_for_selector(
        '#preview input[name=start_on][value="2023-01-21"]', state="attached"
    )
    await page.click("#preview button[type=submit]")
    await page.wait_for_url(f"**/orders/{order.id}")
    decision = (await pages.admin().order(order.id)).items[0].decision
    assert decision
    assert str(decision.start_on) == "2023-01-21"
