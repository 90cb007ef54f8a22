"""An offering's form after it was sent: no barrier where it is wrong, previewed, or overtaken. The
links that `test_every_admin_page.py` goes along do not lead there."""

import pytest

from portal.admin.offerings.view import fields_of
from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.looking import PHONE, SCHEMES
from tests.portal.world import PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = [pytest.mark.engines, pytest.mark.browser]


@pytest.mark.parametrize("state", ["wrong", "preview", "overtaken"])
async def test_it_has_no_barrier(pages: PortalWorld, desk_window: OpenWindow, state: str) -> None:
    offering_id = await pages.plan(title="Fibre 100", description="Fast.")
    cookie = await pages.session_of_staff()
    eyes = await desk_window(cookie=cookie, size=PHONE)
    for scheme in SCHEMES:
        await eyes.see_in(scheme)
        await eyes.go(f"/offerings/{offering_id}/edit")
        await eyes.page.fill("#title", f"Fibre in {scheme}")
        if state == "wrong":
            await eyes.page.fill("#amount", "1.234")
            await eyes.page.fill("#percent_0", "10")
        if state == "overtaken":
            catalog = pages.catalog(OPERATOR)
            now = await catalog.offering(offering_id)
            theirs = fields_of(now).model_copy(update={"title": f"Other {scheme}"})
            await catalog.change_offering(offering_id, theirs, revision=now.revision)
        button = '[value="preview"]' if state == "preview" else "[data-busy]:not([name])"
        await eyes.page.click(f"main form {button}")
        shown = {
            "wrong": "[role=alert] a[href='#amount']",
            "preview": "fieldset[disabled] article",
            "overtaken": "main [data-kind=warning]",
        }
        await eyes.page.wait_for_selector(shown[state])
        assert await eyes.barriers() == []
        assert await eyes.too_wide_by() <= 0
    refused = {"wrong": ": 422", "overtaken": ": 409"}.get(state)
    eyes.complaints = [one for one in eyes.complaints if not (refused and one.endswith(refused))]
