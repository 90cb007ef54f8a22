"""Deciding one item: what it would bring about is seen first, and that is what is done."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest

from contracts.decisions import Decide
from contracts.orders import OrderView
from contracts.recording import ApplyDecision, RecordAttention
from contracts.said import said
from tests.portal.cashier import Cashier
from tests.portal.world import Browser, PortalWorld
from tests.services.orders.world import PAID_ON, key

pytestmark = pytest.mark.engines


def where(order: OrderView) -> str:
    return f"/orders/{order.id}/items/{order.items[0].id}/decide"


async def request(pages: PortalWorld) -> OrderView:
    return (await pages.request(await pages.customer())).order


async def paid(pages: PortalWorld, cashier: Cashier) -> OrderView:
    """With its money in the books."""
    placed = await pages.upfront(await pages.customer())
    await cashier.pay(await cashier.open(placed.order.id))
    await cashier.bring(placed.order.id)
    return await pages.admin().order(placed.order.id)


async def confirm(browser: Browser, order: OrderView, **fields: str) -> str:
    """What the preview's form holds is sent; answers the page that it leads to."""
    answer = await browser.post(where(order), fields)
    assert answer.headers["location"] == f"/orders/{order.id}"
    return (await browser.follow(answer)).text


async def test_three_clicks_from_the_inbox_approve(pages: PortalWorld) -> None:
    order = await request(pages)
    browser = await pages.signed_in_staff()
    inbox = (await browser.get("/approvals")).text
    (link,) = re.findall(r'href="(/orders/[^"]+)"', inbox)
    page = (await browser.get(link)).text
    (action,) = re.findall(r'action="(/orders/[^"]+/decide)" method="get"', page)
    (revision,) = re.findall(r'name="revision" value="(\d+)"', page)
    address = f"{action}?verdict=approve&revision={revision}&start_on=2023-01-14"
    preview = (await browser.get(address)).text
    for words in ("an invoice", "(31 days)", "€31.00", "carl@example.net"):
        assert words in preview
    assert (await pages.admin().order(order.id)).items[0].decision is None
    page = await confirm(browser, order)
    assert "Approved." in page
    (item,) = (await pages.admin().order(order.id)).items
    assert item.decision
    assert (item.decision.verdict, str(item.decision.start_on)) == ("approve", "2023-01-14")


async def test_the_next_order_is_one_click_from_a_decision(pages: PortalWorld) -> None:
    decided, waiting = await request(pages), await request(pages)
    browser = await pages.signed_in_staff()
    assert "/approvals/next" not in (await browser.get(f"/orders/{decided.id}")).text
    await browser.get(f"{where(decided)}?start_on=2023-01-14")
    page = await confirm(browser, decided)
    (onwards,) = re.findall(r'href="(/approvals/next[^"]+)"', page)
    answer = await browser.get(onwards)
    assert answer.headers["location"] == f"/orders/{waiting.id}"
    answer = await browser.get(f"/approvals/next?after={waiting.id}")
    assert answer.headers["location"] == "/approvals"


async def test_the_next_order_is_of_the_list_that_one_came_from(pages: PortalWorld) -> None:
    """Through preview and decision, also where the form is refused first; and no further than to
    our own list."""
    most_urgent, first, second = [await request(pages) for _ in range(3)]
    flag = RecordAttention(key="odd", said=said("others.words", words="Odd"))
    for order in (first, second):
        await pages.system.record_attention(order.id, flag)
    browser = await pages.signed_in_staff()
    inbox = (await browser.get("/approvals?status=flagged&sort=age")).text
    links = [unescape(one) for one in re.findall(r'href="(/orders/[^"?]+\?inbox=[^"]+)"', inbox)]
    assert len(links) == 2
    assert most_urgent.id not in "".join(links)
    came = first if first.id in links[0] else second
    left = second if came is first else first
    page = (await browser.get(links[0])).text
    (kept,) = re.findall(r'name="inbox" value="([^"]+)"', page)
    assert unescape(kept) == "status=flagged&sort=age"
    reject = f"{where(came)}?{urlencode({'verdict': 'reject', 'inbox': unescape(kept)})}"
    await browser.get(reject)
    assert (await browser.post(where(came), {"reason": ""})).status_code == 422
    done = await browser.post(where(came), {"reason": "No line there"})
    assert done.headers["location"] == f"/orders/{came.id}?inbox=status%3Dflagged%26sort%3Dage"
    (onwards,) = re.findall(r'href="(/approvals/next[^"]+)"', (await browser.follow(done)).text)
    answer = await browser.get(unescape(onwards))
    assert answer.headers["location"].startswith(f"/orders/{left.id}?inbox=status")
    answer = await browser.get(f"/approvals/next?after={left.id}&status=flagged")
    assert answer.headers["location"] == "/approvals?status=flagged"


async def test_what_no_inbox_of_ours_says_does_not_go_along(pages: PortalWorld) -> None:
    order, browser = await request(pages), await pages.signed_in_staff()
    for inbox in (
        "//evil.example",
        "status=nonsense",
        "q=" + "x" * 101,
        "next=//evil",
        "x" * 2_001,
    ):
        page = (await browser.get(f"/orders/{order.id}?{urlencode({'inbox': inbox})}")).text
        assert 'name="inbox"' not in page, inbox
        assert "evil" not in re.sub(r'name="form_page" value="[^"]*"', "", page), inbox


async def test_s17_a_later_start_shows_its_credit_and_is_kept_as_it_was_seen(
    pages: PortalWorld, cashier: Cashier
) -> None:
    order = await paid(pages, cashier)
    assert order.items[0].start_on
    later = order.items[0].start_on + timedelta(days=1)
    browser = await pages.signed_in_staff()
    preview = (await browser.get(f"{where(order)}?start_on={later}")).text
    for words in (
        "Credited",
        "New credit note",
        "Unused days",
        "a credit note for the unused days",
    ):
        assert words in preview
    await confirm(browser, order)
    (item,) = (await pages.admin().order(order.id)).items
    assert item.decision
    assert item.decision.preview
    assert f'value="{item.decision.preview.difference_minor}"' in preview


async def test_who_is_late_reads_who_decided_what_and_when(pages: PortalWorld) -> None:
    order = await request(pages)
    winner, loser = await pages.signed_in_staff(), await pages.signed_in_staff()
    seen = f"{where(order)}?start_on=2023-01-14&revision={order.revision}"
    await winner.get(seen)
    await loser.get(seen)
    await confirm(winner, order)
    page = await confirm(loser, order)
    assert 'role="alert"' in page
    assert re.search(r'role="alert".*?@provider\.example.*?approved.*?Jan', page, re.DOTALL)
    decisions = (await pages.admin().order(order.id)).items[0].decision
    assert decisions
    assert decisions.revision == 1
    stale = await loser.follow(await loser.get(seen))
    assert 'role="alert"' in stale.text


async def test_a_rejection_needs_a_reason_and_says_where_the_money_goes(
    pages: PortalWorld, cashier: Cashier
) -> None:
    order = await paid(pages, cashier)
    browser = await pages.signed_in_staff()
    page = (await browser.get(f"{where(order)}?verdict=reject&revision={order.revision}")).text
    for words in ("a credit note in full", "€31.00", "Where the money goes"):
        assert words in page
    refused = await browser.post(where(order), {"reason": " ", "refund_to": "card"})
    assert refused.status_code == 422
    assert "a reason is missing" in unescape(refused.text)
    assert 'value="card" checked' in refused.text
    page = await confirm(browser, order, reason="No line there", refund_to="card")
    assert "Rejected." in page
    decision = (await pages.admin().order(order.id)).items[0].decision
    assert decision
    assert (decision.verdict, decision.reason, decision.refund_to) == (
        "reject",
        "No line there",
        "card",
    )


async def test_a_start_is_moved_after_it_was_approved(pages: PortalWorld) -> None:
    order = await request(pages)
    command = Decide(verdict="approve", start_on=PAID_ON)
    made = await pages.admin().decide(order.id, order.items[0].id, command, key=key())
    await pages.system.record_applied(order.id, made.decision.id, ApplyDecision())
    browser = await pages.signed_in_staff()
    assert "Move the start of Plan 0" in (await browser.get(f"/orders/{order.id}")).text
    page = await browser.get(f"{where(order)}?start_on=2023-01-20")
    assert "Move the start now" in page.text
    assert "The start is moved" in await confirm(browser, order, reason="The fitter was late")
    decision = (await pages.admin().order(order.id)).items[0].decision
    assert decision
    assert (str(decision.start_on), decision.revision) == ("2023-01-20", 2)


@pytest.mark.parametrize(
    ("language", "typed", "status"),
    [("de", "14.01.2023", 200), ("fr", "14/01/2023", 200), ("en", "01/02/2023", 422)],
)
async def test_a_day_is_typed_as_one_is_used_to_or_refused(
    pages: PortalWorld, language: str, typed: str, status: int
) -> None:
    order = await request(pages)
    browser = await pages.signed_in_staff(language=language)
    page = await browser.get(f"{where(order)}?start_on={typed}")
    assert page.status_code == status
    has_form = 'name="what"' in page.text
    assert has_form is (status == 200)
    assert ("2023-01-14" in page.text) is (status == 200 or "such as 2023-01-14" in page.text)


async def test_a_start_that_is_refused_is_so_before_anything_is_saved(pages: PortalWorld) -> None:
    order = await request(pages)
    browser = await pages.signed_in_staff()
    page = await browser.get(f"{where(order)}?start_on=2099-01-14")
    assert page.status_code == 422
    assert 'id="start_on-fault"' in page.text
    assert 'name="what"' not in page.text


async def test_an_operator_reads_and_decides_nothing(pages: PortalWorld) -> None:
    order = await request(pages)
    operator = await pages.signed_in_staff("operator")
    assert "/decide" not in (await operator.get(f"/orders/{order.id}")).text
    assert (await operator.get(where(order))).status_code == 404
    super_admin = await pages.signed_in_staff("super_admin")
    assert (await super_admin.get(f"{where(order)}?start_on=2023-01-14")).status_code == 200
