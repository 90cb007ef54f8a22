"""Where a second factor is needed, whoever has none sets one up before anything else."""

import re
from typing import Literal

import pytest

from portal.admin.settings import AdminSettings
from tests.portal.admin.people import PASSWORD, sign_in, with_password
from tests.portal.admin.test_inviting import chosen, invited, links_to
from tests.portal.admin.test_roles import ROUTES
from tests.portal.admin.test_second_factor import HERE, code_of, secret_of, with_factor
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


@pytest.fixture
def needed(pages: PortalWorld, monkeypatch: pytest.MonkeyPatch) -> PortalWorld:
    settings = pages.admin_portal.state.context.settings
    monkeypatch.setattr(settings, "admin_require_second_factor", True)
    return pages


@pytest.mark.parametrize(
    ("profile", "given", "needs"),
    [
        ("local", None, False),
        ("production", None, True),
        ("production", False, False),
        ("local", True, True),
    ],
)
def test_production_needs_one_unless_told(
    profile: Literal["local", "production"], given: bool | None, needs: bool
) -> None:
    settings = AdminSettings.model_construct(profile=profile, admin_require_second_factor=given)
    assert settings.requires_second_factor is needs


async def test_who_has_none_reaches_nothing_else_until_it_is_set_up(needed: PortalWorld) -> None:
    browser = needed.at_the_desk()
    await sign_in(browser, await with_password(needed, "super_admin"), to="/staff")
    page = await browser.follow(await browser.get("/staff"))
    assert "A second factor is needed here" in page.text
    assert 'href="/staff"' not in page.text
    closed = 0
    for method, path, permission in ROUTES:
        if permission in ("open", "setting_up"):
            continue
        address = re.sub(r"\{[^}]*\}", "1", path)
        answer = await (browser.get(address) if method == "GET" else browser.post(address))
        assert (answer.status_code, answer.headers["location"]) == (303, HERE), path
        closed += 1
    assert closed > 20
    await browser.get(HERE)
    page = await browser.follow(await browser.post(f"{HERE}/begin", {"password": PASSWORD}))
    assert "<svg role=" in page.text
    confirmed = await browser.post(f"{HERE}/confirm", {"code": code_of(secret_of(page.text))})
    page = await browser.follow(confirmed)
    assert "A second factor is needed here" not in page.text
    assert (await browser.get("/staff")).status_code == 200


async def test_who_is_led_there_can_sign_out(needed: PortalWorld) -> None:
    browser = needed.at_the_desk()
    await sign_in(browser, await with_password(needed))
    await browser.get(HERE)
    answer = await browser.post("/sign-out")
    assert answer.headers["location"] == "/sign-in"


async def test_who_has_one_goes_on_and_without_it_no_more(needed: PortalWorld) -> None:
    _, _, _, browser = await with_factor(needed)
    assert (await browser.get("/")).status_code == 200
    await browser.get(HERE)
    await browser.post(f"{HERE}/remove", {"password": PASSWORD})
    assert (await browser.get("/")).headers["location"] == HERE


async def test_right_after_an_invitation_no_password_is_asked_for(needed: PortalWorld) -> None:
    _, _, _, admin = await with_factor(needed)
    email, answer = await invited(admin)
    assert answer.status_code == 303
    browser = needed.at_the_desk()
    await browser.follow(await chosen(browser, (await links_to(needed, email))[0]))
    page = await browser.get(HERE)
    assert 'type="password"' not in page.text
    page = await browser.follow(await browser.post(f"{HERE}/begin"))
    assert secret_of(page.text)
