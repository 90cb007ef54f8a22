"""One order, as staff reads it."""

import re
from datetime import date

import pytest

from contracts.decisions import Decide
from contracts.recording import RecordAttention
from contracts.said import said
from tests.portal.world import TEMPORAL_URL, PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines
FLAG = RecordAttention(said=said("others.words", words="Somebody <b>must</b> look"), key="a-flag")


async def test_s18_a_paid_item_is_active_and_its_confirmation_waits(pages: PortalWorld) -> None:
    order = await pages.paid(await pages.customer())
    page = (await (await pages.signed_in_staff()).get(f"/orders/{order.id}")).text
    for badge in ('data-kind="success">Active<', 'data-kind="warning">Confirmation: waiting<'):
        assert badge in page
    for words in ("Order of Carl", "€31.00", "Plan 0", "paid upfront", order.id):
        assert words in page


async def test_who_decided_what_and_when_is_read_on_the_order(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer())).order
    command = Decide(verdict="reject", reason="No line <there>")
    await pages.admin("ada").decide(order.id, order.items[0].id, command, key=key())
    browser = await pages.signed_in_staff(language="de")
    page = (await browser.get(f"/orders/{order.id}")).text
    for words in ("admin/ada", "No line &lt;there&gt;", "1. Jan. 2023, 12:00 UTC"):
        assert words in page
    audit = (await browser.get(f"/orders/{order.id}/audit")).text
    for words in ("admin/ada", "Plan 0"):
        assert words in audit


async def test_the_full_audit_goes_on_over_pages(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer(), item_count=35)).order
    for item in order.items:
        command = Decide(verdict="approve", start_on=date(2023, 1, 14))
        await pages.admin().decide(order.id, item.id, command, key=key())
    page = (await (await pages.signed_in_staff()).get(f"/orders/{order.id}/audit")).text
    assert "cursor=" in page
    assert page.count("admin/ada") == 30


async def test_a_flag_says_why_and_is_solved_with_a_note(pages: PortalWorld) -> None:
    order = await pages.paid(await pages.customer())
    await pages.system.record_attention(order.id, FLAG)
    browser = await pages.signed_in_staff()
    page = (await browser.get(f"/orders/{order.id}")).text
    assert "Somebody &lt;b&gt;must&lt;/b&gt; look" in page
    address = f"/orders/{order.id}/solved"
    nothing = await browser.post(address, {"keys": "a-flag", "note": " "})
    assert nothing.status_code == 422
    done = await browser.post(address, {"keys": "a-flag", "note": "Asked the bank"})
    assert "the flags are solved" in (await browser.follow(done)).text.lower()
    assert (await pages.admin().order(order.id)).attention == []
    assert "Asked the bank" in (await browser.get(f"/orders/{order.id}/audit")).text


@pytest.mark.parametrize("way", ["", "/audit", "/money", "/talk"])
async def test_an_order_of_another_partner_is_not_found(pages: PortalWorld, way: str) -> None:
    order = (await pages.request(await pages.customer())).order
    stranger = await pages.signed_in_staff(partner_id=pages.partner_id % 89 + 10)
    assert (await stranger.get(f"/orders/{order.id}{way}")).status_code == 404
    operator = await pages.signed_in_staff("operator")
    assert (await operator.get(f"/orders/{order.id}{way}")).status_code == 200


async def test_those_who_keep_the_system_going_find_its_workflow(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer())).order
    link = f'href="{TEMPORAL_URL}/namespaces/turnup/workflows/order%2F{order.id}"'
    for role, is_shown in (("operator", True), ("super_admin", True), ("partner_admin", False)):
        browser = await pages.signed_in_staff(role)  # type: ignore[arg-type]
        assert (link in (await browser.get(f"/orders/{order.id}")).text) is is_shown


async def test_a_lost_workflow_is_started_again_by_a_click(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer())).order
    operator, address = await pages.signed_in_staff("operator"), f"/orders/{order.id}/take-up"
    page = (await operator.get(f"/orders/{order.id}")).text
    assert f'action="{address}"' in page
    page = (await operator.follow(await operator.post(address))).text
    assert 'role="alert"' in page, "one runs"
    assert len(pages.workflows.opened) == 1
    pages.workflows.ended[order.id] = "ended"
    for _ in range(2):
        answer = await operator.post(address)
    assert "A workflow has taken the order up." in (await operator.follow(answer)).text
    assert len(pages.workflows.opened) == 2


async def test_an_order_is_cancelled_on_what_was_seen_with_a_reason(pages: PortalWorld) -> None:
    order = await pages.paid(await pages.customer())
    browser, here = await pages.signed_in_staff(), f"/orders/{order.id}"
    link = f"{here}/cancel?revision={order.revision}"
    assert f'href="{link}"' in (await browser.get(here)).text
    page = (await browser.get(link)).text
    for words in ("Plan 0", "€31.00", "A credit note in full"):
        assert words in page
    refused = await browser.post(f"{here}/cancel", {"reason": " "})
    assert refused.status_code == 422
    assert f'name="revision" value="{order.revision}"' in refused.text
    endless = await browser.post(f"{here}/cancel", {"reason": "Twice", "revision": "9" * 5_000})
    assert endless.status_code == 422
    assert f'name="revision" value="{order.revision}"' in endless.text
    page = (await browser.follow(await browser.post(f"{here}/cancel", {"reason": "Twice"}))).text
    assert "Cancelled. Documents and mails follow" in page
    assert f"{here}/cancel" not in page
    decision = (await pages.admin().order(order.id)).items[0].decision
    assert decision
    assert (decision.verdict, decision.reason) == ("cancel", "Twice")
    assert "Nothing is left to cancel" in (await browser.get(link)).text


async def test_who_cancels_too_late_reads_who_decided_what_and_when(pages: PortalWorld) -> None:
    order = (await pages.request(await pages.customer())).order
    browser, here = await pages.signed_in_staff(), f"/orders/{order.id}"
    await browser.get(f"{here}/cancel?revision={order.revision}")
    command = Decide(verdict="approve", start_on=date(2023, 1, 14))
    await pages.admin("bea").decide(order.id, order.items[0].id, command, key=key())
    page = (await browser.follow(await browser.post(f"{here}/cancel", {"reason": "Twice"}))).text
    assert re.search(r'role="alert".*?bea.*?approved.*?Jan', page, re.DOTALL)
    operator = await pages.signed_in_staff("operator")
    assert (await operator.get(f"{here}/cancel")).status_code == 404
