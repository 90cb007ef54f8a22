"""What is on offer, as staff finds it, reads it, and takes it off the portal."""

import pytest

from chassis.ids import new_id
from contracts.catalog import Availability
from portal.admin.offerings.view import fields_of
from tests.portal.admin.offerings import made, stored, typed
from tests.portal.world import PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines


async def test_the_list_is_narrowed_by_its_address_and_goes_on(pages: PortalWorld) -> None:
    word = new_id("glass")
    for number in range(22):
        await pages.plan(title=f"Plan {number:02}", description=word, enabled=number != 3)
    await pages.plan(title="Phone", description=word, kind="voice", show_on_portal=False)
    browser = await pages.signed_in_staff()
    first = await browser.get(f"/offerings?q={word}&kind=internet")
    assert "Plan 00<" in first.text
    assert "Plan 21<" not in first.text
    assert "Phone<" not in first.text
    (more,) = [part for part in first.text.split('"') if "cursor=" in part and "next" not in part]
    second = await browser.get(more.replace("&amp;", "&"))
    assert "Plan 21<" in second.text
    assert "Plan 00<" not in second.text
    off = await browser.get(f"/offerings?q={word}&enabled=no")
    assert off.text.count('<th data-label="Title"') == 1
    assert "Plan 03<" in off.text
    hidden = await browser.get(f"/offerings?q={word}&shown=no")
    assert "Phone<" in hidden.text
    assert hidden.text.count('<th data-label="Title"') == 1
    assert "No offering fits" in (await browser.get("/offerings?q=nothing-of-the-kind")).text


async def test_a_super_admin_narrows_by_partner_and_an_admin_has_its_own(
    pages: PortalWorld,
) -> None:
    word = new_id("glass")
    await pages.plan(title="Ours", description=word)
    theirs = Availability(partner_ids=[9])
    foreign = await pages.plan(title="Theirs", description=word, availability=theirs)
    browser = await pages.signed_in_staff("super_admin")
    both = await browser.get(f"/offerings?q={word}")
    assert "Ours<" in both.text
    assert "Theirs<" in both.text
    one = await browser.get(f"/offerings?q={word}&partner_id=9")
    assert "Ours<" not in one.text
    assert "Theirs<" in one.text
    admin = await pages.signed_in_staff()
    assert "Theirs<" not in (await admin.get(f"/offerings?q={word}")).text
    for path in (
        f"/offerings/{foreign}",
        f"/offerings/{foreign}/history",
        "/offerings?partner_id=9",
    ):
        assert (await admin.get(path)).status_code == 404, path


async def test_the_export_has_what_the_filter_shows_and_no_formula(pages: PortalWorld) -> None:
    word = new_id("glass")
    await pages.plan(title="=1+1", description=word)
    await pages.plan(title="Not asked for")
    browser = await pages.signed_in_staff()
    page = await browser.get(f"/offerings?q={word}")
    assert f'href="/offerings.csv?q={word}"' in page.text
    table = await browser.get(f"/offerings.csv?q={word}")
    assert table.headers["content-disposition"] == 'attachment; filename="offerings.csv"'
    assert f"Internet,'=1+1,{word},31.00,EUR,per month" in table.text
    assert "Not asked for" not in table.text


async def test_the_card_is_the_one_that_customers_see(pages: PortalWorld) -> None:
    inside = await pages.plan(title="Fibre <i>100</i>")
    to_all = {"categories": [], "locations": "", "labels": ""}
    browser = await pages.signed_in_staff()
    offering = await made(pages, browser, "bundle", component_ids=inside, **to_all)
    page = (await browser.get(f"/offerings/{offering.id}")).text
    shop = await pages.signed_in(await pages.customer())
    cards = (await shop.get("/order")).text
    mark = f'id="{offering.id}"'
    shown, sold = (
        next(part for part in text.split('<article class="card product">') if mark in part)
        for text in (page, cards)
    )
    assert "Fibre &lt;i&gt;100&lt;/i&gt;" in shown
    assert shown.partition("</article>")[0] == sold.partition("</article>")[0]
    before, _, _ = page.partition(mark)
    assert "<fieldset disabled" in before
    assert 'id="select"' not in page


async def test_one_is_disabled_and_enabled_again(pages: PortalWorld) -> None:
    offering_id = await pages.plan()
    browser = await pages.signed_in_staff()
    here = f"/offerings/{offering_id}"
    await browser.get(here)
    for _ in range(2):
        answer = await browser.post(f"{here}/disable")
        page = await browser.follow(answer)
        assert "The offering is disabled." in page.text
        assert not (await stored(pages, offering_id)).enabled
    assert f'action="{here}/enable"' in page.text
    assert (
        "The offering is enabled."
        in (await browser.follow(await browser.post(f"{here}/enable"))).text
    )
    assert (await stored(pages, offering_id)).revision == 3


async def test_a_switch_on_an_older_page_does_nothing_and_says_who_was_faster(
    pages: PortalWorld,
) -> None:
    offering_id = await pages.plan()
    browser = await pages.signed_in_staff()
    await browser.get(f"/offerings/{offering_id}")
    now = fields_of(await stored(pages, offering_id))
    renamed = now.model_copy(update={"title": "Renamed"})
    await pages.catalog(OPERATOR).change_offering(offering_id, renamed, revision=1)
    answer = await browser.post(f"/offerings/{offering_id}/disable")
    page = await browser.follow(answer)
    assert f"changed by {OPERATOR.label}" in page.text
    assert (await stored(pages, offering_id)).enabled


async def test_the_history_says_who_changed_what_from_what_to_what(pages: PortalWorld) -> None:
    browser = await pages.signed_in_staff()
    offering = await made(pages, browser, title="Old & slow", amount="31")
    edit = f"/offerings/{offering.id}/edit"
    form = await browser.get(edit)
    assert form.status_code == 200
    answer = await browser.post(edit, typed(title="New", amount="29.5"))
    assert answer.status_code == 303
    page = (await browser.get(f"/offerings/{offering.id}/history")).text
    assert "Title: Old &amp; slow → New" in page
    assert "Price: €31.00 → €29.50" in page
    assert "Created" in page
    assert page.count("admin/") >= 2


async def test_an_operator_reads_and_changes_nothing(pages: PortalWorld) -> None:
    offering_id = await pages.plan()
    here = f"/offerings/{offering_id}"
    browser = await pages.signed_in_staff("operator")
    for path in (here, f"{here}/history", "/offerings"):
        page = await browser.get(path)
        assert page.status_code == 200
        assert "/edit" not in page.text
        assert "/new-offering" not in page.text
        assert "/disable" not in page.text
    for path in (f"{here}/edit", "/new-offering?kind=voice"):
        assert (await browser.get(path)).status_code == 404


async def test_what_is_for_others_too_is_read_and_copied_only(pages: PortalWorld) -> None:
    both = Availability(partner_ids=sorted({9, pages.partner_id}))
    offering_id = await pages.plan(availability=both)
    here = f"/offerings/{offering_id}"
    browser = await pages.signed_in_staff()
    page = await browser.get(here)
    assert "You can copy it for your own customers" in page.text
    assert f'href="{here}/edit"' not in page.text
    assert (await browser.get(f"{here}/edit")).status_code == 404
    for action in ("edit", "enable", "disable"):
        answer = await browser.post(f"{here}/{action}", {"revision": "1", "title": "Mine"})
        assert answer.status_code == 404, action
    assert (await stored(pages, offering_id)).revision == 1
