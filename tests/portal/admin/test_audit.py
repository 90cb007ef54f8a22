"""Who changed what, as staff searches it."""

from typing import get_args

import pytest

from services.orders.domain.auditing import KINDS
from services.orders.domain.transitions import ItemEvent
from tests.portal.world import PortalWorld
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
