"""What the owner of a staff account is told of: a new device, another password, another factor."""

import pytest

from contracts.mails import MailView
from tests.patience import eventually
from tests.portal.admin.people import PASSWORD, account_of, sign_in, with_password
from tests.portal.admin.test_inviting import chosen, links_to, sent_again
from tests.portal.admin.test_second_factor import HERE, code_of, first_step, with_factor
from tests.portal.world import PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines
NEW = "umbrella quartz nine meadows"
SIGNED_IN = "Somebody just signed in to your staff account"


async def told(pages: PortalWorld, email: str, count: int) -> list[MailView]:
    """The newest first, once there are so many."""
    found: list[MailView] = []

    async def have_come() -> bool:
        listed = await pages.services(OPERATOR).notifications.mails(event="sign_in_notice", q=email)
        found[:] = [mail for mail in listed.items if mail.to == [email]]
        return len(found) >= count

    await eventually(have_come)
    assert len(found) == count
    return found


async def test_a_new_device_is_told_of_once(pages: PortalWorld) -> None:
    email, browser = await with_password(pages), pages.at_the_desk()
    await sign_in(browser, email)
    await browser.get("/security")
    await browser.post("/sign-out")
    await sign_in(browser, email)
    (mail,) = await told(pages, email, 1)
    assert SIGNED_IN in mail.body
    assert (mail.audience, mail.partner_id) == ("staff", pages.partner_id)
    await sign_in(pages.at_the_desk(), email)
    await told(pages, email, 2)


async def test_it_is_told_after_the_second_step_and_not_before(pages: PortalWorld) -> None:
    email, secret, _, _ = await with_factor(pages)
    before = len(await told(pages, email, 2))  # signed in, and set up a second factor
    browser = await first_step(pages, email)
    await told(pages, email, before)
    assert (await browser.post("/sign-in/code", {"code": code_of(secret)})).status_code == 303
    assert SIGNED_IN in (await told(pages, email, before + 1))[0].body


async def test_another_password_and_factor_are_told_of(pages: PortalWorld) -> None:
    email, _, _, browser = await with_factor(pages)
    assert "is asked for at each sign-in" in (await told(pages, email, 2))[0].body
    await browser.get(HERE)
    removed = await browser.post(f"{HERE}/remove", {"password": PASSWORD})
    assert removed.status_code == 303
    assert "factor of your staff account was removed" in (await told(pages, email, 3))[0].body
    await browser.get("/security")
    fields = {"old_password": PASSWORD, "new_password": NEW}
    assert (await browser.post("/security/password", fields)).status_code == 303
    assert "password of your staff account was changed" in (await told(pages, email, 4))[0].body


async def test_who_took_the_factor_away_is_named(pages: PortalWorld) -> None:
    email, _, _, _ = await with_factor(pages)
    whom, admin = await account_of(pages, email), await pages.signed_in_staff("super_admin")
    await admin.get(f"/staff/{whom.id}")
    await admin.post(f"/staff/{whom.id}/second-factor", {"reason": "Lost the phone"})
    assert "took the second factor" in (await told(pages, email, 3))[0].body


async def test_a_password_in_place_of_another_is_told_of(pages: PortalWorld) -> None:
    email = await with_password(pages)
    await sent_again(pages, await account_of(pages, email))
    (path,) = await links_to(pages, email)
    assert (await chosen(pages.at_the_desk(), path, NEW)).status_code == 303
    assert "password of your staff account was changed" in (await told(pages, email, 1))[0].body
