"""An open invoice is paid from its page, and how that ended is read as after an order's payment."""

import re

import pytest

from contracts.payments import InvoiceView
from tests.patience import eventually
from tests.portal.cashier import Cashier
from tests.portal.customer.books import books, credited, payer
from tests.portal.customer.test_result import titles
from tests.portal.world import Browser, PortalWorld
from tests.services.payments.world import request_invoice

pytestmark = pytest.mark.engines
WAYS = ["page", "instructions"]


async def owing(
    pages: PortalWorld, ways: list[str] | None = None
) -> tuple[Browser, InvoiceView, str]:
    """A customer with an open invoice of 31.00, and the address of that."""
    customer = await pages.customer()
    methods = {"payment_methods": WAYS if ways is None else ways}
    request = request_invoice(payer=payer(pages, customer).model_copy(update=methods))
    invoice = await books(pages).issue_invoice(request)
    return await pages.signed_in(customer), invoice, f"/finance/invoices/{invoice.id}"


async def led_to(browser: Browser, address: str, method: str = "simulator") -> str:
    """Choose and go on: the page in between."""
    assert f'value="{method}"' in (await browser.get(f"{address}/pay")).text
    posted = await browser.post(f"{address}/pay", {"payment_method": method})
    assert posted.headers["location"] == f"{address}/payment"
    return (await browser.follow(posted)).text


def page_url(page: str) -> str:
    found = re.search(r'url=(http://gateway[^"]*)"', page)
    assert found is not None
    return found[1]


async def test_paying_leads_from_the_invoice_to_the_gateway_and_back(
    pages: PortalWorld, cashier: Cashier
) -> None:
    browser, _, address = await owing(pages)
    assert f'href="{address}/pay"' in (await browser.get(address)).text
    gateway = page_url(await led_to(browser, address))
    await cashier.pay(gateway)
    back = await browser.get(f"{address}/return")
    assert titles(back.text) == ["Successful"]
    assert "hx-sse:connect" not in back.text
    assert f"{address}/pay" not in back.text
    page = (await browser.get(address)).text
    assert ">Paid<" in page
    assert f"{address}/pay" not in page
    again = await browser.get(f"{address}/pay")
    assert "Nothing is to be paid" in (await browser.follow(again)).text


async def test_who_has_just_returned_is_not_asked_to_pay(pages: PortalWorld) -> None:
    browser, _, address = await owing(pages)
    await led_to(browser, address)
    before = await _now(pages)
    back = await browser.get(f"{address}/return")
    assert titles(back.text) == ["Checking"]
    assert "/pay" not in back.text
    [since, *_] = re.findall(r"since=([0-9]+)", back.text)
    assert int(since) >= before, "the ten seconds began before the return"
    moved = await browser.get(f"{address}/payment")
    assert moved.headers["location"] == f"{address}/return"
    later = int((await _now(pages)) - 60)
    page = (await browser.get(f"{address}/return?since={later}")).text
    assert "nothing was charged, and you can pay now" in page.replace("\n", " ")
    assert f'href="{address}/pay"' in page


@pytest.mark.parametrize(
    ("card", "title"), [("pending_then_success", "Pending"), ("decline", "Failed")]
)
async def test_what_pends_and_what_fails_say_so(
    pages: PortalWorld, cashier: Cashier, card: str, title: str
) -> None:
    browser, _, address = await owing(pages)
    await cashier.pay(page_url(await led_to(browser, address)), card)
    page = (await browser.get(f"{address}/return")).text
    assert titles(page) == [title]
    assert (f'href="{address}/pay"' in page) == (title == "Failed")
    if title == "Pending":
        assert "is on its way already" in (await browser.get(f"{address}/pay")).text


async def test_instructions_are_shown_where_there_is_no_page(pages: PortalWorld) -> None:
    browser, _, address = await owing(pages)
    page = await led_to(browser, address, "offline")
    assert "Payment reference" in page
    assert "refresh" not in page
    assert titles((await browser.get(f"{address}/return")).text) == ["Pending"]


async def test_who_cannot_pay_online_is_told_how(pages: PortalWorld) -> None:
    browser, invoice, address = await owing(pages, [])
    page = (await browser.get(f"{address}/pay")).text
    assert "This invoice cannot be paid online" in page
    assert f"Name invoice {invoice.number} when you pay" in page
    assert "<form" not in page.partition("<main")[2]


async def test_a_choice_that_is_missing_or_not_offered_is_told_on_the_form(
    pages: PortalWorld,
) -> None:
    browser, _, address = await owing(pages, ["page"])
    await browser.get(f"{address}/pay")
    assert (await browser.post(f"{address}/pay", {})).status_code == 422
    refused = await browser.post(f"{address}/pay", {"payment_method": "offline"})
    assert "You cannot pay that way here" in (await browser.follow(refused)).text


async def test_two_clicks_are_one_attempt(pages: PortalWorld) -> None:
    browser, invoice, address = await owing(pages)
    await browser.get(f"{address}/pay")
    for _ in range(2):
        await browser.post(f"{address}/pay", {"payment_method": "simulator"})
    stands = await books(pages).invoice_payment(invoice.id)
    assert stands.attempt is not None
    assert stands.attempt.attempt == 1


async def test_another_amount_that_is_due_ends_the_payment(pages: PortalWorld) -> None:
    browser, invoice, address = await owing(pages)
    await led_to(browser, address)
    await credited(pages, invoice)

    async def is_ended() -> bool | None:
        page = (await browser.get(f"{address}/return")).text
        return "This payment was ended" in page or None

    await eventually(is_ended)
    assert "€18.00 is still to be paid" in (await browser.get(f"{address}/pay")).text


async def test_an_open_result_turns_by_itself(pages: PortalWorld, cashier: Cashier) -> None:
    browser, _, address = await owing(pages)
    gateway = page_url(await led_to(browser, address))
    await cashier.pay(gateway)
    stream = (await browser.get(f"{address}/return/live")).text
    assert "Successful" in stream
    assert "event: final" in stream


async def test_anothers_invoice_is_not_paid(pages: PortalWorld) -> None:
    _, _, address = await owing(pages)
    other, _, _ = await owing(pages)
    for tail in ("pay", "payment", "return", "return/live"):
        assert (await other.get(f"{address}/{tail}")).status_code == 404


async def _now(pages: PortalWorld) -> float:
    return float(pages.portal.state.context.now().timestamp())
