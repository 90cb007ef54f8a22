"""Sessions and passwords, as the customer sees and changes them."""

import re

import pytest

from tests.portal.customer.people import PASSWORD, sign_in, with_password
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


async def test_a_customer_sees_and_ends_its_sessions(pages: PortalWorld) -> None:
    _, email = await with_password(pages)
    here, there = pages.anonymous(), pages.anonymous()
    await sign_in(here, email)
    await sign_in(there, email)
    page = await here.get("/security")
    (other,) = re.findall(r"/security/sessions/(ses_[a-z0-9]+)/end", page.text)
    stranger = await pages.signed_in(await pages.customer())
    await stranger.get("/security")
    await stranger.post(f"/security/sessions/{other}/end")
    assert (await there.get("/services")).status_code == 200
    await here.post(f"/security/sessions/{other}/end")
    assert (await there.get("/services")).status_code == 303
    assert (await here.get("/services")).status_code == 200


async def test_the_password_needs_the_old_one(pages: PortalWorld) -> None:
    _, email = await with_password(pages)
    browser = pages.anonymous()
    await sign_in(browser, email, "/security")
    await browser.get("/security")
    fields = {"new_password": "umbrella quartz nine meadows"}
    assert (await browser.post("/security/password", fields)).status_code == 403
    wrong = await browser.post("/security/password", fields | {"old_password": "wrong"})
    assert wrong.status_code == 422
    assert "umbrella" not in wrong.text
    right = await browser.post("/security/password", fields | {"old_password": PASSWORD})
    assert right.status_code == 303
