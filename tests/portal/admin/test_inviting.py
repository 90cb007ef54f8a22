"""Somebody is invited to work here, and chooses a password by a link that works once."""

import re
from asyncio import gather
from datetime import timedelta

import httpx2 as httpx
import pytest
from sqlalchemy import update

from chassis.ids import new_id
from contracts.staff import PutStaff
from portal.identity.repository.staff import StaffAccount
from portal.identity.tables import links
from tests.patience import eventually
from tests.portal.admin.people import PASSWORD, account_of, signed_in_as, somebody, staff_of
from tests.portal.admin.test_second_factor import code_of, with_factor
from tests.portal.world import ADMIN_URL, STAFF_COOKIE, Browser, PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines


async def invited(browser: Browser, email: str = "", **more: str) -> tuple[str, httpx.Response]:
    """The address, and what the form was answered."""
    email = email or f"{new_id('zoe')}@provider.example"
    await browser.get("/new-staff")
    fields = {"name": "Zoë Zorn", "email": email, "role": "", "partner_id": "", **more}
    return email, await browser.post("/new-staff", fields)


async def links_to(pages: PortalWorld, email: str, count: int = 1) -> list[str]:
    """Paths, the newest first."""
    found: list[str] = []

    async def have_come() -> bool:
        listed = await pages.services(OPERATOR).notifications.mails(event="sign_in", q=email)
        bodies = [mail.body for mail in listed.items if mail.to == [email]]
        matches = [re.search(rf"{ADMIN_URL}(/sign-in/invitation/\S+)", body) for body in bodies]
        found[:] = [match[1] for match in matches if match]
        return len(found) >= count

    await eventually(have_come)
    return found


async def chosen(browser: Browser, path: str, password: str = PASSWORD) -> httpx.Response:
    await browser.get(path)
    return await browser.post(path, {"new_password": password})


async def sent_again(pages: PortalWorld, whom: StaffAccount) -> httpx.Response:
    browser = await pages.signed_in_staff("super_admin")
    await browser.get(f"/staff/{whom.id}")
    return await browser.post(f"/staff/{whom.id}/link")


async def test_whoever_is_invited_chooses_a_password_and_is_in(pages: PortalWorld) -> None:
    admin = await pages.signed_in_staff()
    email, answer = await invited(admin, f"Zoe.{new_id('Z')}@provider.example")
    page = await admin.follow(answer)
    assert f"on its way to {email.lower()}" in page.text
    account = await account_of(pages, email)
    assert (account.email, account.role) == (email.lower(), "partner_admin")
    assert account.partner_id == pages.partner_id
    (path,) = await links_to(pages, email.lower())
    theirs = pages.at_the_desk()
    for _ in range(2):  # a mail scanner looks, and changes nothing
        assert (await theirs.get(path)).status_code == 200
    easy = await chosen(theirs, path, "password-1234")
    assert (easy.status_code, STAFF_COOKIE in theirs._http.cookies) == (422, False)
    welcome = await theirs.follow(await chosen(theirs, path))
    assert "Welcome" in welcome.text
    assert "Zoë Zorn" in welcome.text
    assert (await theirs.get(path)).status_code == 410
    assert (await chosen(pages.at_the_desk(), path, "another one of meadows")).status_code == 410
    await theirs.get("/security")
    await theirs.post("/sign-out")
    await theirs.get("/sign-in")
    again = await theirs.post("/sign-in", {"email": email, "password": PASSWORD})
    assert again.status_code == 303


async def test_a_form_that_is_sent_twice_invites_and_mails_once(pages: PortalWorld) -> None:
    admin = await pages.signed_in_staff("super_admin")
    await admin.get("/new-staff")
    email = f"{new_id('zoe')}@provider.example"
    fields = {"name": "Zoë", "email": email, "role": "operator", "partner_id": ""}
    answers = await gather(*(admin.post("/new-staff", fields) for _ in range(3)))
    assert {answer.headers.get("location") for answer in answers} == {
        f"/staff/{(await account_of(pages, email)).id}"
    }
    assert len(await links_to(pages, email)) == 1
    _, other = await invited(admin, email, role="operator")
    assert (other.status_code, "works here already" in other.text) == (422, True)


@pytest.mark.parametrize("role", ["super_admin", "operator"])
async def test_a_partners_admin_invites_as_what_it_is(pages: PortalWorld, role: str) -> None:
    """Whatever the form says."""
    admin = await pages.signed_in_staff()
    email, answer = await invited(admin, role=role)
    assert answer.status_code == 303
    account = await account_of(pages, email)
    assert (account.role, account.partner_id) == ("partner_admin", pages.partner_id)


async def test_a_newer_link_takes_the_place_of_the_older(pages: PortalWorld) -> None:
    whom = await somebody(pages)
    page = await (await pages.signed_in_staff("super_admin")).get(f"/staff/{whom.id}")
    assert "Send a link" in page.text
    assert (await sent_again(pages, whom)).status_code == 303
    (first,) = await links_to(pages, whom.email)
    assert (await sent_again(pages, whom)).status_code == 303
    newest = (await links_to(pages, whom.email, 2))[0]
    assert (await pages.at_the_desk().get(first)).status_code == 410
    theirs = await signed_in_as(pages, whom)
    assert (await chosen(pages.at_the_desk(), newest)).status_code == 303
    assert (await theirs.get("/")).status_code == 303


async def test_a_second_factor_stays_and_is_asked_for(pages: PortalWorld) -> None:
    email, secret, _, _ = await with_factor(pages)
    await sent_again(pages, await account_of(pages, email))
    (path,) = await links_to(pages, email)
    theirs = pages.at_the_desk()
    answer = await chosen(theirs, path, "umbrella quartz nine meadows")
    assert answer.headers["location"] == "/sign-in/code"
    assert STAFF_COOKIE not in theirs._http.cookies
    await theirs.follow(answer)
    proved = await theirs.post("/sign-in/code", {"code": code_of(secret)})
    assert (proved.status_code, STAFF_COOKIE in theirs._http.cookies) == (303, True)


async def test_who_is_kept_out_or_comes_late_does_not_come_in(pages: PortalWorld) -> None:
    kept_out, late = await somebody(pages), await somebody(pages)
    for whom in (kept_out, late):
        await sent_again(pages, whom)
    admin = await pages.signed_in_staff("super_admin")
    await admin.get(f"/staff/{kept_out.id}")
    disabled = await admin.post(f"/staff/{kept_out.id}/disable", {"seen": "0"})
    assert disabled.status_code == 303
    context = pages.admin_portal.state.context
    (path,) = await links_to(pages, late.email)
    async with context.database.begin() as connection:
        ended = update(links).where(links.c.account_id == late.id)
        await connection.execute(ended.values(expires_at=context.now() - timedelta(seconds=1)))
    assert (await chosen(pages.at_the_desk(), path)).status_code == 410
    (path,) = await links_to(pages, kept_out.email)
    assert (await chosen(pages.at_the_desk(), path)).status_code == 410
    assert (await sent_again(pages, kept_out)).status_code == 404
    altered = path[:-1] + ("0" if path[-1] != "0" else "1")
    assert (await pages.at_the_desk().get(altered)).status_code == 410


async def test_a_link_of_before_does_not_undo_what_the_systems_keys_did(
    pages: PortalWorld,
) -> None:
    whom = await somebody(pages)
    await sent_again(pages, whom)
    (path,) = await links_to(pages, whom.email)
    wanted = PutStaff(name="Ada", role=whom.role, partner_id=whom.partner_id, password=PASSWORD)
    await staff_of(pages).put_staff(whom.email, wanted)
    assert (await chosen(pages.at_the_desk(), path, "another one of meadows")).status_code == 410


async def test_nobody_is_flooded_with_links(pages: PortalWorld) -> None:
    whom, browser = await somebody(pages), await pages.signed_in_staff("super_admin")
    for _ in range(5):
        await browser.get(f"/staff/{whom.id}")
        answer = await browser.post(f"/staff/{whom.id}/link")
    await browser.get(f"/staff/{whom.id}")
    refused = await browser.follow(await browser.post(f"/staff/{whom.id}/link"))
    assert answer.status_code == 303
    assert "tried too often" in refused.text
    assert refused.text.count("Link to choose a password sent by") == 5
