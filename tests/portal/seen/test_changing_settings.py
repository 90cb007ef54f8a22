"""A form of settings that is refused, told before it is saved, or stale, as a person sees it."""

import pytest

from contracts.settings import ChangePartnerSettings
from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.looking import PHONE, SCHEMES, Eyes, Scheme
from tests.portal.world import PortalWorld

pytestmark = [pytest.mark.engines, pytest.mark.browser]
SAVE = "#settings button[type=submit]"


async def barriers_of(eyes: Eyes) -> list[str]:
    await eyes.is_still()
    wide = await eyes.too_wide_by()
    return [*await eyes.barriers(), *([f"{wide} px too wide"] if wide else [])]


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_each_state_of_a_form_has_no_barrier(
    pages: PortalWorld, desk_window: OpenWindow, scheme: Scheme
) -> None:
    eyes = await desk_window(cookie=await pages.session_of_staff(), size=PHONE)
    await eyes.see_in(scheme)
    await eyes.go("/settings/approval")
    await eyes.page.fill("#approval_reminder_after_seconds", "9")
    await eyes.page.click(SAVE)
    await eyes.page.wait_for_selector("#approval_reminder_after_seconds-fault")
    found = await barriers_of(eyes)
    assert await eyes.page.evaluate("document.activeElement.getAttribute('role')") == "alert"

    await eyes.go("/settings/ordering")
    await eyes.page.select_option("#ordering_enabled", "false")
    await eyes.page.click(SAVE)
    await eyes.page.wait_for_selector("button[name=confirmed]")
    found += await barriers_of(eyes)
    await eyes.page.click("button[name=confirmed]")
    await eyes.page.wait_for_selector("input[name=reset]")
    assert not (await pages.admin().settings(str(pages.partner_id))).settings.ordering_enabled
    found += await barriers_of(eyes)

    await eyes.go("/settings/profile")
    meanwhile = ChangePartnerSettings(support_phone="+43 1")
    await pages.admin().change_settings(str(pages.partner_id), meanwhile)
    await eyes.page.fill("#display_name", "Mine")
    await eyes.page.click(SAVE)
    await eyes.page.wait_for_selector("[role=alert]")
    found += await barriers_of(eyes)
    assert await eyes.page.input_value("#display_name") == "Mine"
    assert await eyes.page.input_value("#support_phone") == "+43 1"
    assert found == []
