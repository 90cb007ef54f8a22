"""Settings, as staff reads and changes them."""

import re

import pytest

from contracts.settings import ChangePartnerSettings
from tests.portal.world import Browser, PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines
GROUP = {"ticket_group": "Sales"}


async def at(browser: Browser, section: str, partner: str = "") -> str:
    named = f"?partner={partner}" if partner else ""
    page = await browser.get(f"/settings/{section}{named}")
    assert page.status_code == 200, page.text
    return page.text


async def test_a_field_is_set_marked_as_own_and_reset(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    here, admin, partner = "/settings/approval", pages.admin(), str(pages.partner_id)
    before = await at(browser, "approval")
    assert "Inherited" in before
    assert "Own value" not in before
    page = await browser.follow(await browser.post(here, GROUP))
    assert "The settings were saved." in page.text
    assert "go back to the inherited value, Orders" in page.text
    changed = await admin.settings(partner)
    assert (changed.settings.ticket_group, set(changed.overridden)) == ("Sales", {"ticket_group"})
    page = await browser.follow(await browser.post(here, {"reset": "ticket_group"}))
    assert "Own value" not in page.text
    assert (await admin.settings(partner)).overridden == {}


async def test_all_faults_are_told_at_once_each_at_its_field(pages: PortalWorld) -> None:
    """Those of one field, those between two, and those that another page shows."""
    browser = await pages.signed_in_staff()
    await at(browser, "approval")
    wrong = {
        "channel": "email",
        "mail_recipients": "",
        "ticket_group": "a" * 101,
        "approval_reminder_after_seconds": "9",
        "approval_reminder_after_seconds_unit": "days",
    }
    answer = await browser.post("/settings/approval", wrong)
    assert answer.status_code == 422
    for name in ("mail_recipients", "ticket_group", "approval_reminder_after_seconds"):
        assert f'<a href="#{name}">' in answer.text
        assert f'id="{name}-fault"' in answer.text
    assert "This has to be shorter than “Escalation after”." in answer.text
    assert "a" * 101 in answer.text
    assert (await pages.admin().settings(str(pages.partner_id))).overridden == {}


async def test_what_matters_is_told_before_it_is_saved(pages: PortalWorld) -> None:
    browser, admin = await pages.signed_in_staff(), pages.admin()
    partner, customer = str(pages.partner_id), await pages.customer()
    await pages.request(customer)
    await pages.quote(await pages.customer())
    await at(browser, "ordering")
    answer = await browser.post("/settings/ordering", {"ordering_enabled": "false"})
    assert answer.status_code == 200
    assert "1 open cart holds products; it is refused at checkout." in answer.text
    assert "1 order under way keeps the settings that it began with." in answer.text
    assert (await admin.settings(partner)).settings.ordering_enabled
    (confirmed,) = re.findall(r'name="confirmed" value="([^"]+)"', answer.text)
    fields = {"confirmed": confirmed, "ordering_enabled": "false"}
    other = await browser.post("/settings/ordering", {**fields, "gateway_enabled": "false"})
    assert other.status_code == 200  # not what was confirmed
    assert "1 order under way keeps the settings that it began with." in other.text
    await browser.follow(await browser.post("/settings/ordering", fields))
    assert not (await admin.settings(partner)).settings.ordering_enabled


async def test_terms_of_full_length_are_confirmed_and_saved(pages: PortalWorld) -> None:
    """In letters that a form writes with nine each."""
    browser, partner = await pages.signed_in_staff(), str(pages.partner_id)
    await at(browser, "ordering")
    terms = {"terms_text": "約" * 9_999 + "\r\n" + "束" * 10_000}
    told = await browser.post("/settings/ordering", terms)
    assert "agree to the new terms at checkout" in told.text
    (confirmed,) = re.findall(r'name="confirmed" value="([^"]+)"', told.text)
    await browser.follow(
        await browser.post("/settings/ordering", {**terms, "confirmed": confirmed})
    )
    saved = (await pages.admin().settings(partner)).settings.terms_text
    assert saved == terms["terms_text"].replace("\r", "")


async def test_a_stale_form_says_who_changed_what_and_keeps_what_was_typed(
    pages: PortalWorld,
) -> None:
    browser, admin, partner = await pages.signed_in_staff(), pages.admin(), str(pages.partner_id)
    await at(browser, "profile")
    meanwhile = ChangePartnerSettings(support_phone="+43 1", display_name="Theirs")
    await admin.change_settings(partner, meanwhile)
    seen = dict(browser._hidden)
    shown = {"support_phone": "", "display_name": "Mine", "support_email": "help@example.net"}
    answer = await browser.post("/settings/profile", {**seen, **shown})
    assert answer.status_code == 409
    assert "ada changed this at" in answer.text
    assert "Support by phone" in answer.text
    assert 'value="Mine"' in answer.text
    assert 'value="+43 1"' in answer.text  # untouched here, so as it is now
    assert (await admin.settings(partner)).settings.support_email == ""
    (version,) = re.findall(r'name="version" value="([0-9]+)"', answer.text)
    again = {**shown, "support_phone": "+43 1", "version": version}
    await browser.follow(await browser.post("/settings/profile", again))
    now = (await admin.settings(partner)).settings
    assert (now.display_name, now.support_phone, now.support_email) == (
        "Mine",
        "+43 1",
        "help@example.net",
    )


async def test_an_inherited_value_is_kept_here_whatever_changes_for_all(
    pages: PortalWorld,
) -> None:
    """A setting that matters is told before it is kept, and the history tells it after."""
    browser, operator, partner = (
        await pages.signed_in_staff(),
        pages.acting(OPERATOR),
        str(pages.partner_id),
    )
    await at(browser, "profile")
    for settings in ({"keep": "time_zone"}, {"keep": "support_phone", "support_phone": ""}):
        answer = await browser.post("/settings/profile", {"time_zone": "UTC", **settings})
        if confirmed := re.findall(r'name="confirmed" value="([^"]+)"', answer.text):
            assert re.search(r'name="keep" value="time_zone" checked', answer.text)
            confirmation = {"time_zone": "UTC", **settings, "confirmed": confirmed[0]}
            answer = await browser.post("/settings/profile", confirmation)
        page = (await browser.follow(answer)).text
        assert f'name="keep" value="{settings["keep"]}"' not in page
        assert f'name="reset" value="{settings["keep"]}"' in page
    try:
        await operator.change_settings("default", ChangePartnerSettings(support_phone="+43 9"))
        now = await pages.admin().settings(partner)
        assert (now.settings.support_phone, now.inherited.support_phone) == ("", "+43 9")
    finally:
        await operator.change_settings("default", ChangePartnerSettings(reset=["support_phone"]))
    history = (await browser.get("/settings/history")).text
    assert re.search(r"<bdi>inherited: UTC</bdi> → <bdi>UTC</bdi>", history)
    await at(browser, "profile")
    nonsense = {"keep": ["nonsense", "ordering_enabled"], "support_phone": ""}
    await browser.post("/settings/profile", nonsense)
    assert "ordering_enabled" not in (await pages.admin().settings(partner)).overridden
    chief = await pages.signed_in_staff("super_admin")
    assert 'name="keep"' not in (await chief.get("/settings/profile?partner=default")).text


async def test_a_partners_admin_has_its_own_alone(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    for path in ("/settings", "/settings/profile", "/settings/history"):
        assert (await browser.get(path)).status_code == 200
        for partner in ("default", "9"):
            assert (await browser.get(f"{path}?partner={partner}")).status_code == 404
    await at(browser, "profile")
    for partner in ("default", "9"):
        answer = await browser.post(f"/settings/profile?partner={partner}", {"display_name": "X"})
        assert answer.status_code == 404


async def test_a_super_admin_changes_default_and_each_partner(pages: PortalWorld) -> None:
    browser, operator = await pages.signed_in_staff("super_admin"), pages.acting(OPERATOR)
    partner = str(pages.partner_id)
    await pages.customer()  # or it would be no partner yet
    text = "/settings/mail-text?audience=customer&event=item_rejected&language=en"
    told = await browser.get(f"{text}&partner={partner}")
    assert f"These are the settings of partner {partner}." in told.text
    begin = await browser.get("/settings")
    assert "These are the default settings" in begin.text
    assert f'href="/settings?partner={partner}"' in begin.text
    for key in ("default", partner):
        await at(browser, "approval", key)
        answer = await browser.post(f"/settings/approval?partner={key}", {"escalation_group": key})
        assert answer.headers["location"] == f"/settings/approval?partner={key}"
    own = await operator.settings(partner)
    await operator.change_settings("default", ChangePartnerSettings(reset=["escalation_group"]))
    assert (own.settings.escalation_group, own.inherited.escalation_group) == (partner, "default")


async def test_an_operator_reads_and_changes_nothing(pages: PortalWorld) -> None:
    browser, partner = await pages.signed_in_staff("operator"), str(pages.partner_id)
    text = await at(browser, "ordering", partner)
    assert "Order new products" in text
    assert 'name="version"' not in text
    token = {"csrf": "", "version": "0", "display_name": "X"}
    answer = await browser.post(f"/settings/profile?partner={partner}", token)
    assert answer.status_code in (403, 404)


async def test_the_history_says_who_changed_what_from_what_to_what(pages: PortalWorld) -> None:
    browser, admin, partner = await pages.signed_in_staff(), pages.admin(), str(pages.partner_id)
    changed = await admin.change_settings(partner, ChangePartnerSettings(ticket_group="Sales"))
    await admin.change_settings(partner, ChangePartnerSettings(ticket_group="Lines"))
    text = " ".join(re.sub(r"<[^>]*>", " ", (await browser.get("/settings/history")).text).split())
    assert "Group of the tickets: Sales → Lines" in text
    assert "Group of the tickets: inherited: Orders → Sales" in text
    one = await browser.get(f"/settings/history/{changed.version}")
    assert one.status_code == 200
    assert "Sales" in one.text
    assert "Lines" not in one.text
    stranger = await pages.signed_in_staff(partner_id=9)
    assert (await stranger.get(f"/settings/history/{changed.version}")).status_code == 404


async def test_a_draft_of_one_partner_is_not_shown_for_another(pages: PortalWorld) -> None:
    browser, partner = await pages.signed_in_staff("super_admin"), str(pages.partner_id)
    await at(browser, "profile", partner)
    pages.network.blocked.add("orders.test")
    answer = await browser.post(f"/settings/profile?partner={partner}", {"display_name": "Typed"})
    pages.network.blocked.clear()
    assert answer.status_code == 303
    assert 'value="Typed"' not in await at(browser, "profile", "9")
