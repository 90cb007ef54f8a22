"""Who changed what, as staff searches it."""

import re
from html import unescape
from typing import get_args

import pytest

from contracts.actors import Actor
from portal.admin.offerings.view import fields_of
from services.orders.domain.auditing import KINDS
from services.orders.domain.transitions import ItemEvent
from tests.portal.admin.offerings import made
from tests.portal.world import STAFF_COOKIE, PortalWorld
from tests.services.orders.test_audit_search import decided
from wording.sentences.terms import TERMS

pytestmark = pytest.mark.engines


async def test_a_change_is_found_by_its_person_kind_and_order(pages: PortalWorld) -> None:
    mine, other = await decided(pages, "ada@x.example"), await decided(pages, "ben@x.example")
    browser = await pages.signed_in_staff()
    everything = await browser.get("/audit")
    assert mine.id in everything.text
    assert other.id in everything.text
    found = await browser.get("/audit?by=ada@x.example&kind=decision")
    assert f'href="/orders/{mine.id}"' in found.text
    assert other.id not in found.text
    assert "approval decided" in found.text
    assert "decided_approve" not in found.text
    assert 'href="/audit.csv?by=ada%40x.example&amp;kind=decision"' in found.text
    table = await browser.get("/audit.csv?by=ada@x.example&kind=decision")
    assert "admin/ada@x.example,decided_approve,Start on 1 January 2023." in table.text
    assert "Nothing fits" in (await browser.get(f"/audit?q={mine.id[:-1]}")).text
    assert mine.id in (await browser.get(f"/audit?q={mine.id}&since=2023-01-01")).text
    assert "No change fits" in (await browser.get("/audit?until=2000-01-01")).text


async def test_what_was_changed_of_an_offering_stands_among_it(pages: PortalWorld) -> None:
    """Where in time it belongs, with what it was before; also for a spreadsheet."""
    order = await decided(pages, "ada@x.example")
    browser, me = pages.at_the_desk(), await pages.one_of_the_staff()
    browser.keep(STAFF_COOKIE, await pages.session_of_one(me))
    plan = await made(pages, browser, title="Fibre of the audit")
    changed = fields_of(plan).model_copy(update={"title": "Fibre, renamed"})
    mine_too = Actor(kind="admin", id=me, partner_id=pages.partner_id)
    await pages.catalog(mine_too).change_offering(plan.id, changed, revision=1)
    mine = f"/audit?q={plan.id}&by={me}&kind=offerings"
    page = (await browser.get(mine)).text
    assert page.index("Fibre, renamed") < page.index("offering created")
    assert "Title: Fibre of the audit → Fibre, renamed" in page
    assert f'href="/offerings/{plan.id}/history"' in page
    table = (await browser.get(mine.replace("/audit", "/audit.csv"))).text
    assert f"admin/{me},offering_changed," in table
    assert table.count(plan.id) == 2
    everything = (await browser.get("/audit")).text
    assert order.id in everything
    assert plan.id in everything
    for elsewhere in ("kind=settings", "kind=decision", "by=ben", "until=2000-01-01"):
        assert "No change fits" in (await browser.get(f"/audit?q={plan.id}&{elsewhere}")).text
    stranger = await pages.signed_in_staff(partner_id=9 if pages.partner_id != 9 else 8)
    assert "No change fits" in (await stranger.get(f"/audit?q={plan.id}")).text


async def test_both_histories_are_read_once_page_by_page(pages: PortalWorld) -> None:
    """Also where one of them gives fewer at once than are shown, or ends first."""
    browser = await pages.signed_in_staff()
    orders = {(await decided(pages, "ada")).id for _ in range(9)}
    plans = {(await made(pages, browser)).id for _ in range(25)}
    seen: list[str] = []
    address = "/audit"
    while address:
        page = (await browser.get(address)).text
        seen += re.findall(r"/offerings/(off_\w+)/history", page)
        seen += re.findall(r'<td[^>]*>\s*<bdi><a href="/orders/(\w+)"', page)
        following = re.search(r'href="([^"]*)" rel="next"', page)
        address = unescape(following[1]) if following else ""
    assert {one: seen.count(one) for one in plans} == dict.fromkeys(plans, 1)
    assert orders <= set(seen)
    table = (await browser.get("/audit.csv")).text
    assert {one: table.count(one) for one in plans} == dict.fromkeys(plans, 1)
    for cursor in ("x", "x~y", "~y"):
        assert (await browser.get(f"/audit?cursor={cursor}")).status_code == 422, cursor


async def test_orders_changes_stay_while_the_catalog_is_away(pages: PortalWorld) -> None:
    """And the page says whose are missing; a file would not, and is refused."""
    order, browser = await decided(pages, "ada"), await pages.signed_in_staff()
    pages.network.blocked.add("catalog.test")
    page = await browser.get(f"/audit?q={order.id}")
    assert order.id in page.text
    assert 'class="away"' in page.text
    assert (await browser.get("/audit.csv?kind=settings")).status_code == 200
    assert (await browser.get("/audit.csv")).status_code == 503
    pages.network.blocked.discard("catalog.test")
    assert 'class="away"' not in (await browser.get("/audit")).text


async def test_another_partners_admin_finds_none_of_it(pages: PortalWorld) -> None:
    order = await decided(pages, "ada")
    stranger = await pages.signed_in_staff(partner_id=9 if pages.partner_id != 9 else 8)
    assert order.id not in (await stranger.get("/audit")).text
    assert (await stranger.get(f"/audit?partner_id={pages.partner_id}")).status_code == 404
    chief = await pages.signed_in_staff("super_admin")
    assert order.id in (await chief.get(f"/audit?partner_id={pages.partner_id}")).text


def test_every_change_has_its_words() -> None:
    """A refused message is named as the system names it: nobody sees it but in an incident."""
    named = TERMS["audit_action"]
    assert set(get_args(ItemEvent)) <= set(named)
    begins = {begin for kind in KINDS.values() for begin in kind} - {"refused_"}
    assert not {begin for begin in begins if not any(one.startswith(begin) for one in named)}
