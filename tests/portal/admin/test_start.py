"""The start page: each count leads to a list of exactly so many."""

import re
from html import unescape

import pytest

from contracts.recording import RecordPaymentResult
from contracts.refunds import EndRefund
from contracts.said import said
from portal.admin.start.routes import Figure
from tests.portal.admin.test_payments import waiting
from tests.portal.admin.test_refunds import owed
from tests.portal.admin.test_tickets import opened
from tests.portal.cashier import Cashier
from tests.portal.world import Browser, PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines
MISMATCH = RecordPaymentResult(
    attempt=1, outcome="mismatch", detail=said("others.words", words="Captured 1 EUR of 31.")
)
FIGURE = re.compile(r'<a class="text-reset" href="([^"]*)" aria-label="[^"]*">([0-9+]+)<')
BODY = re.compile(r"<tbody>(.*)</tbody>", re.DOTALL)
NEXT = re.compile(r'href="([^"]*)" rel="next"')


async def counts(browser: Browser) -> dict[str, str]:
    return dict(FIGURE.findall((await browser.get("/")).text))


async def listed(browser: Browser, address: str) -> int:
    """Rows on all pages of a list."""
    count = 0
    while address:
        page = (await browser.get(address)).text
        body = BODY.search(page)
        count += body[1].count("<tr>") if body else 0
        following = NEXT.search(page)
        address = unescape(following[1]) if following else ""
    return count


async def test_each_count_leads_to_a_list_of_exactly_so_many(
    pages: PortalWorld, cashier: Cashier
) -> None:
    for _ in range(21):
        await pages.request(await pages.customer())
    unpaid = (await pages.upfront(await pages.customer())).order
    await pages.system.record_payment_result(unpaid.id, MISMATCH)
    await waiting(pages, cashier)
    refund = await owed(pages, cashier)
    admin = cashier.payments.as_actor(pages.admin()._actor)
    await admin.end_refund(refund.id, EndRefund(reason="Lost at the bank"), key=key())
    answered, _ = await opened(pages, "Answered"), await opened(pages, "Not answered")
    browser = await pages.signed_in_staff()
    await browser.get(f"/tickets/{answered.id}")
    await browser.post(f"/tickets/{answered.id}", {"body": "Done", "visibility": "public"})
    found = await counts(browser)
    assert found == {
        "/approvals": "22",
        "/approvals?status=overdue": "0",
        "/orders?status=needs_attention": "1",
        "/refunds?state=failed": "1",
        "/offline-payments": "1",
        "/tickets?state=unanswered": "1",
        "/mails?state=left": "0",
    }
    for address, count in found.items():
        assert await listed(browser, address) == int(count), address


async def test_what_has_many_says_so_honestly() -> None:
    assert [Figure("", count, "").shown for count in (0, 99, 100)] == ["0", "99", "99+"]


async def test_stuck_messages_are_counted_for_who_may_see_them(pages: PortalWorld) -> None:
    assert "/stuck" not in await counts(await pages.signed_in_staff())
    for role in ("super_admin", "operator"):
        browser = await pages.signed_in_staff(role)
        found = await counts(browser)
        assert await listed(browser, "/stuck") == int(found["/stuck"])


@pytest.mark.parametrize("service", ["orders", "payments", "notifications"])
async def test_what_is_away_is_left_out_and_said(pages: PortalWorld, service: str) -> None:
    browser = await pages.signed_in_staff("operator")
    before = await counts(browser)
    pages.network.blocked.add(f"{service}.test")
    page = (await browser.get("/")).text
    assert page.count("cannot be shown at the moment") == 1
    assert 0 < len(FIGURE.findall(page)) < len(before)
    assert 'href="/stuck">' not in page.split("<main", 1)[-1]
