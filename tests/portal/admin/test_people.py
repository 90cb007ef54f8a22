"""Who works here: found, changed, kept out and let in again by whoever may, and written down."""

from asyncio import gather
from collections.abc import Callable
from html import unescape
from typing import Any

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from chassis.ids import new_id
from clients.http import HttpClient
from clients.staff import StaffClient
from contracts.staff import FirstStaff, LastSuperAdminStays, PutStaff
from portal.admin.app import build_app
from portal.admin.settings import AdminSettings
from portal.identity.repository.staff import StaffAccount
from tests.portal.admin.people import PASSWORD, account_of, signed_in_as, somebody
from tests.portal.admin.test_second_factor import with_factor
from tests.portal.world import ADMIN_URL, Browser, PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines


async def act(browser: Browser, whom: StaffAccount, what: str, **fields: Any) -> httpx.Response:
    """By the person's page, as it is now."""
    await browser.get(f"/staff/{whom.id}")
    return await browser.post(
        f"/staff/{whom.id}/{what}", {"seen": await seen(browser, whom), **fields}
    )


async def seen(browser: Browser, whom: StaffAccount) -> str:
    page = await browser.get(f"/staff/{whom.id}/edit")
    return page.text.partition('name="seen" value="')[2].partition('"')[0] or "0"


async def changed(browser: Browser, whom: StaffAccount, **fields: Any) -> httpx.Response:
    await browser.get(f"/staff/{whom.id}/edit")
    given = {"name": whom.name, "role": whom.role, "partner_id": whom.partner_id or "", **fields}
    return await browser.post(f"/staff/{whom.id}/edit", given)


async def test_the_list_is_narrowed_by_its_address_and_goes_on(pages: PortalWorld) -> None:
    people = [await somebody(pages) for _ in range(21)]
    kept_out, admin = people[0], await pages.signed_in_staff("super_admin")
    assert (await act(admin, kept_out, "disable")).status_code == 303
    own = f"/staff?partner_id={pages.partner_id}"
    first = await admin.get(own)
    assert people[-1].email in first.text
    assert kept_out.email not in first.text
    (more,) = [part for part in first.text.split('"') if "cursor=" in part and "next" not in part]
    assert kept_out.email in (await admin.get(unescape(more))).text
    for query in ("access=disabled", f"q={kept_out.email}", "role=partner_admin&access=disabled"):
        page = await admin.get(f"{own}&{query}")
        assert page.text.count('<th data-label="Name"') == 1
        assert kept_out.email in page.text
    assert "Nobody fits" in (await admin.get(f"{own}&role=operator")).text
    file = await admin.get(f"/staff.csv?partner_id={pages.partner_id}&access=disabled")
    assert kept_out.email in file.text
    assert people[1].email not in file.text


async def test_a_partners_admin_knows_the_own_partners_admins_alone(pages: PortalWorld) -> None:
    own, foreign = await somebody(pages), await somebody(pages, partner_id=98)
    above = await somebody(pages, "super_admin")
    browser = await pages.signed_in_staff()
    listed = await browser.get("/staff")
    assert own.email in listed.text
    for other in (foreign, above):
        assert other.id not in (await browser.get(f"/staff?q={other.email}")).text
        assert (await browser.get(f"/staff/{other.id}")).status_code == 404
        for what in ("disable", "sign-out", "edit"):
            answer = await browser.post(f"/staff/{other.id}/{what}", {"seen": "0", "name": "Eve"})
            assert answer.status_code == 404, what
        assert await account_of(pages, other.email) == other
    assert (await browser.get("/staff?partner_id=98")).status_code == 404
    assert (await act(browser, own, "disable")).status_code == 303
    assert (await account_of(pages, own.email)).disabled_at is not None


async def test_a_partners_admin_gives_nobody_another_post(pages: PortalWorld) -> None:
    own, browser = await somebody(pages), await pages.signed_in_staff()
    answer = await changed(browser, own, name="Ada Lovelace", role="super_admin", partner_id="")
    assert answer.status_code == 303
    now = await account_of(pages, own.email)
    assert (now.name, now.post) == ("Ada Lovelace", own.post)


async def test_an_operator_reads_and_changes_nothing(pages: PortalWorld) -> None:
    whom, browser = await somebody(pages), await pages.signed_in_staff("operator")
    page = await browser.get(f"/staff/{whom.id}")
    assert (page.status_code, "Keep out" in page.text) == (200, False)
    for what in ("disable", "enable", "sign-out", "second-factor", "edit"):
        assert (await browser.post(f"/staff/{whom.id}/{what}")).status_code == 404
    assert await account_of(pages, whom.email) == whom


async def test_another_post_ends_the_sessions_and_is_written_down(pages: PortalWorld) -> None:
    whom, admin = await somebody(pages), await pages.signed_in_staff("super_admin")
    theirs = await signed_in_as(pages, whom)
    assert (await changed(admin, whom, name="Ada Byron")).status_code == 303
    assert (await theirs.get("/")).status_code == 200
    no_partner = await changed(admin, whom, partner_id="")
    assert (no_partner.status_code, "Choose the partner" in no_partner.text) == (422, True)
    needless = await changed(admin, whom, role="operator")
    assert (needless.status_code, "Only a partner" in needless.text) == (422, True)
    answer = await changed(admin, whom, name="Ada Byron", role="operator", partner_id="")
    page = unescape((await admin.follow(answer)).text)
    assert f"Ada Byron, partner's admin of partner {pages.partner_id} to" in page
    assert "to Ada Byron, operator" in page
    assert (await theirs.get("/")).status_code == 303


async def test_a_stale_form_is_told_who_changed_what_and_when(pages: PortalWorld) -> None:
    whom, first = await somebody(pages), await somebody(pages, "super_admin")
    mine, other = await signed_in_as(pages, first), await pages.signed_in_staff("super_admin")
    await other.get(f"/staff/{whom.id}/edit")
    fields = {"role": "partner_admin", "partner_id": str(pages.partner_id)}
    assert (await changed(mine, whom, name="Ada One")).status_code == 303
    stale = await other.post(f"/staff/{whom.id}/edit", {"name": "Ada Two", **fields})
    assert stale.status_code == 409
    assert f"{first.name} changed this account at" in unescape(stale.text)
    assert 'value="Ada Two"' in stale.text
    assert (await account_of(pages, whom.email)).name == "Ada One"
    again = {"name": "Ada Two", "seen": await seen(other, whom), **fields}
    assert (await other.post(f"/staff/{whom.id}/edit", again)).status_code == 303
    assert (await account_of(pages, whom.email)).name == "Ada Two"


async def test_nobody_is_kept_out_by_what_was_seen_before_a_change(pages: PortalWorld) -> None:
    whom, first = await somebody(pages), await somebody(pages, "super_admin")
    mine, other = await signed_in_as(pages, first), await pages.signed_in_staff("super_admin")
    before = await seen(other, whom)
    assert (await changed(mine, whom, name="Ada One")).status_code == 303
    await other.get(f"/staff/{whom.id}")
    stale = await other.post(f"/staff/{whom.id}/disable", {"seen": before})
    assert f"{first.name} changed this account at" in unescape((await other.follow(stale)).text)
    assert (await account_of(pages, whom.email)).disabled_at is None


async def test_a_form_does_its_act_once(pages: PortalWorld) -> None:
    whom, admin = await somebody(pages), await pages.signed_in_staff("super_admin")
    await signed_in_as(pages, whom)
    await admin.get(f"/staff/{whom.id}")
    path = f"/staff/{whom.id}/sign-out"
    answers = await gather(*(admin.post(path) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [303] * 3
    page = await admin.get(f"/staff/{whom.id}")
    assert page.text.count("on 1 device") == 1
    assert "on 0 devices" not in page.text


async def test_who_is_kept_out_is_out_at_once_until_let_in_again(pages: PortalWorld) -> None:
    whom, admin = await somebody(pages), await pages.signed_in_staff("super_admin")
    theirs = await signed_in_as(pages, whom)
    assert (await theirs.get("/")).status_code == 200
    page = await admin.follow(await act(admin, whom, "disable"))
    assert "Is kept out since" in page.text
    assert (await theirs.get("/")).status_code == 303
    page = await admin.follow(await act(admin, whom, "enable"))
    assert "Is kept out since" not in page.text
    assert (await theirs.get("/")).status_code == 303
    assert (await (await signed_in_as(pages, whom)).get("/")).status_code == 200


async def test_nobody_keeps_themselves_out_or_takes_another_post(pages: PortalWorld) -> None:
    me = await somebody(pages, "super_admin")
    browser = await signed_in_as(pages, me)
    refused = await browser.follow(await act(browser, me, "disable"))
    assert "Nobody keeps themselves out" in refused.text
    assert (await changed(browser, me, name="Me", role="operator")).status_code == 303
    now = await account_of(pages, me.email)
    assert (now.name, now.role, now.disabled_at) == ("Me", "super_admin", None)
    assert (await browser.get("/")).status_code == 200


async def test_of_two_who_keep_each_other_out_one_stays(pages: PortalWorld) -> None:
    one, two = await somebody(pages, "super_admin"), await somebody(pages, "super_admin")
    browsers = [await signed_in_as(pages, one), await signed_in_as(pages, two)]
    tokens = [await seen(browsers[0], two), await seen(browsers[1], one)]
    answers = await gather(
        browsers[0].post(f"/staff/{two.id}/disable", {"seen": tokens[0]}),
        browsers[1].post(f"/staff/{one.id}/disable", {"seen": tokens[1]}),
    )
    assert sorted(answer.status_code for answer in answers) in ([303, 303], [303, 404])
    left = [await account_of(pages, each.email) for each in (one, two)]
    assert [each.disabled_at is None for each in left].count(True) == 1


async def test_a_lost_second_factor_is_taken_away_with_a_reason(pages: PortalWorld) -> None:
    email, _, _, theirs = await with_factor(pages)
    whom, admin = await account_of(pages, email), await pages.signed_in_staff("super_admin")
    silent = await admin.follow(await act(admin, whom, "second-factor"))
    assert "Say why" in silent.text
    assert (await theirs.get("/")).status_code == 200
    page = await admin.follow(await act(admin, whom, "second-factor", reason="Lost the phone"))
    assert "Lost the phone" in page.text
    assert "Second factor set up by" in page.text
    assert (await theirs.get("/")).status_code == 303
    await theirs.get("/sign-in")
    answer = await theirs.post("/sign-in", {"email": email, "password": PASSWORD})
    assert answer.headers["location"] == "/"


async def test_ones_own_second_factor_is_not_taken_away_without_the_password(
    pages: PortalWorld,
) -> None:
    """By whoever sits at the browser, also of those who may help others."""
    email, _, _, browser = await with_factor(pages)
    me = await account_of(pages, email)
    page = await browser.follow(await act(browser, me, "second-factor", reason="Lost the phone"))
    assert "with your password" in page.text
    theirs = pages.at_the_desk()
    await theirs.get("/sign-in")
    answer = await theirs.post("/sign-in", {"email": email, "password": PASSWORD})
    assert answer.headers["location"] == "/sign-in/code"


async def test_whoever_has_no_second_factor_is_told_of_none_taken_away(pages: PortalWorld) -> None:
    whom, admin = await somebody(pages), await pages.signed_in_staff()
    theirs = await signed_in_as(pages, whom)
    answer = await act(admin, whom, "second-factor", reason="To fill a mailbox")
    assert answer.status_code == 303
    assert "To fill a mailbox" not in (await admin.get(f"/staff/{whom.id}")).text
    assert (await theirs.get("/")).status_code == 200


async def test_one_super_admin_always_stays(
    pages: PortalWorld, new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> None:
    """Also for whoever has the system's keys."""
    url = new_database("admin")
    app = build_app(
        AdminSettings(profile="test", database_url=SecretStr(url), token_keys=token_keys)
    )
    email = f"{new_id('ada')}@provider.example"
    async with app.router.lifespan_context(app):
        http = HttpClient("cli", token_keys, transport=httpx.ASGITransport(app=app))
        staff = StaffClient(http, ADMIN_URL, OPERATOR)
        await staff.put_first_staff(FirstStaff(email=email, name="Ada", password=PASSWORD))
        demoted = PutStaff(name="Ada", role="operator", password=PASSWORD)
        with pytest.raises(LastSuperAdminStays):
            await staff.put_staff(email, demoted)
        second = PutStaff(name="Eve", role="super_admin", password=PASSWORD)
        await staff.put_staff(f"{new_id('eve')}@provider.example", second)
        assert (await staff.put_staff(email, demoted)).role == "operator"
        await http.close()
