"""The pages of signing in, which no link leads a signed-in customer to."""

import os
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.portal.customer.people import PASSWORD, customer_of, mailed, with_password
from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.looking import DESK, PHONE, SCHEMES, Eyes
from tests.portal.world import COOKIE, PortalWorld

pytestmark = [pytest.mark.engines, pytest.mark.browser]
PICTURES = os.environ.get("TURNUP_PICTURES", "")
"""A folder for pictures of what is seen, for people to look at."""


async def look(eyes: Eyes, name: str) -> list[str]:
    """What is in the way on the page that is open, in both schemes."""
    found: list[str] = []
    for scheme in SCHEMES:
        await eyes.see_in(scheme)
        await eyes.is_still()
        if PICTURES:
            file = Path(PICTURES) / f"{name}-{scheme}.png"
            await eyes.page.screenshot(path=file, full_page=True)
        found += [f"{name}: {barrier}" for barrier in await eyes.barriers()]
    if (wide := await eyes.too_wide_by()) > 0:
        found.append(f"{name}: {wide} px too wide")
    return found


@pytest.mark.parametrize(
    ("language", "size"),
    [("en", DESK), ("de", PHONE), pytest.param("fr", PHONE, marks=pytest.mark.nightly)],
)
async def test_no_page_of_it_has_a_barrier(
    pages: PortalWorld, window: OpenWindow, language: str, size: tuple[int, int]
) -> None:
    _, email = await with_password(pages)
    await customer_of(pages, email)
    eyes = await window(language=language, size=size)
    place, found = f"{language}-{size[0]}", list[str]()
    await eyes.go("/sign-in?next=/services")
    found += await look(eyes, f"{place}-sign-in")
    await eyes.page.fill("#email", email)
    await eyes.page.fill("#password", "wrong")
    await eyes.page.click("button[value=password]")
    await expect(eyes.page.locator("[role=alert]")).to_be_focused()
    found += await look(eyes, f"{place}-wrong")
    await eyes.page.click("button[value=link]")
    await eyes.page.wait_for_url("**/sign-in/code")
    found += await look(eyes, f"{place}-code")
    path, _ = await mailed(pages, email)
    await eyes.go(path)
    found += await look(eyes, f"{place}-link")
    await eyes.page.click("main form button")
    await eyes.page.wait_for_url("**/sign-in/choose**")
    found += await look(eyes, f"{place}-choose")
    await eyes.go(path)
    found += await look(eyes, f"{place}-gone")
    await eyes.go("/sign-in/choose")
    await eyes.page.click("input[type=radio] >> nth=0")
    await eyes.page.click("main form button")
    await eyes.go("/security")
    found += await look(eyes, f"{place}-security")
    assert not found, "\n".join(found)


async def test_one_signs_in_by_keyboard_and_without_scripts(
    pages: PortalWorld, window: OpenWindow
) -> None:
    _, email = await with_password(pages)
    eyes = await window(size=PHONE, has_scripts=False)
    await eyes.go("/services")
    await eyes.page.focus("#email")
    await eyes.page.keyboard.type(email)
    await eyes.page.keyboard.press("Tab")
    await eyes.page.keyboard.type(PASSWORD)
    await eyes.page.keyboard.press("Enter")
    await eyes.page.wait_for_url("**/services")
    assert COOKIE in {one["name"] for one in await eyes.context.cookies()}


async def test_a_form_that_was_typed_past_the_end_of_a_session_is_there_again(
    pages: PortalWorld, window: OpenWindow
) -> None:
    _, email = await with_password(pages)
    eyes = await window()
    await eyes.go("/sign-in?next=/security")
    for again in (False, True):
        await eyes.page.fill("#email", email)
        await eyes.page.fill("#password", PASSWORD)
        await eyes.page.click("button[value=password]")
        await eyes.page.wait_for_url("**/security")
        if again:
            break
        await eyes.page.fill("#new_email", "new@example.org")
        await eyes.page.fill("#email_password", PASSWORD)
        (cookie,) = [one for one in await eyes.context.cookies() if one["name"] == COOKIE]
        identity = pages.portal.state.context.identity
        session = await identity.session(cookie["value"])
        await identity.sign_out(session.id)
        await eyes.page.click("form[action='/security/email'] button[type=submit]")
        await eyes.page.wait_for_url("**/sign-in?**")
    await expect(eyes.page.locator("#new_email")).to_have_value("new@example.org")
    await expect(eyes.page.locator("#email_password")).to_have_value("")
