"""The dashboard: money, services, what is open and what was written, in three calls."""

from html import unescape

import pytest

from contracts.overviews import AccountOverview, CurrencyOverview
from contracts.tickets import OpenTicket, ReplyToTicket
from portal.customer.dashboard.view import dashboard_view
from portal.web.page import Away
from tests.portal.customer.books import credited, paid, unpaid
from tests.portal.world import PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


async def test_who_has_nothing_yet_is_led_to_the_products(pages: PortalWorld) -> None:
    page = (await (await pages.signed_in(await pages.customer())).get("/")).text
    assert "Hello Carl" in page
    assert "Choose your first products." in page
    assert page.count("Add new products") == 1


async def test_where_nothing_can_be_ordered_nobody_is_led_to_it(pages: PortalWorld) -> None:
    await pages.settle_partner(ordering_enabled=False)
    page = (await (await pages.signed_in(await pages.customer())).get("/")).text
    assert "Nothing can be ordered here at the moment" in page
    assert "Add new products" not in page
    assert 'href="/tickets"' in page[page.index("<main") :]


async def test_s18_an_active_service_is_no_open_order(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.paid(customer)
    page = (await (await pages.signed_in(customer)).get("/")).text
    assert "Active" in page
    assert "€31.00 per month" in page
    assert "Open orders" not in page
    assert "confirm" not in page.lower()


async def test_an_open_order_says_what_it_waits_for(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = (await pages.request(customer)).order
    page = (await (await pages.signed_in(customer)).get("/")).text
    assert f'href="/orders/{order.id}"' in page
    assert "waits for your provider's approval" in unescape(page)
    assert "1 Jan 2023, 12:00 UTC" in page.replace("\u202f", " ")


async def test_the_cart_says_how_much_is_in_it(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.quote(customer, await pages.plan(title="Fibre"), await pages.plan(title="Voice"))
    page = (await (await pages.signed_in(customer)).get("/")).text
    assert 'aria-label="Cart, 2 products"' in page


async def test_what_is_to_be_paid_can_be_paid_from_here(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = (await pages.upfront(customer)).order
    browser = await pages.signed_in(customer)
    assert f'href="/orders/{order.id}/pay"' in (await browser.get("/")).text
    await pages.failed(order.id)
    assert f'href="/orders/{order.id}/pay-again"' in (await browser.get("/")).text


async def test_money_is_told_with_what_is_unpaid(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await unpaid(pages, customer)
    browser = await pages.signed_in(customer)
    page = (await browser.get("/")).text
    assert "You owe" in page
    assert "One unpaid invoice" in page
    assert f'href="/finance/invoices/{invoice.id}"' in page
    assert f'href="/finance/invoices/{invoice.id}/pay"' in page, "no way round to pay it"
    assert 'aria-label="You owe: €31.00"' in page, "a link that says no more than 31 is none"


async def test_how_many_services_are_active_stands_beside_the_money(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.paid(customer, item_count=2)
    await pages.request(customer)
    browser = await pages.signed_in(customer)
    shown = '<a class="text-reset" href="/services?state=active" aria-label="Active services: 2">'
    assert shown in (await browser.get("/")).text
    pages.network.blocked.add("orders.test")
    assert "Active services" not in (await browser.get("/")).text


async def test_money_in_the_customers_favour_is_told_as_such(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await credited(pages, await paid(pages, customer))
    page = (await (await pages.signed_in(customer)).get("/")).text
    assert "In your favour" in page
    assert "€13.00" in page
    assert "unpaid" not in page.lower()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "€31.00 unpaid − €13.00 in your favour = €18.00"),
        ("de", "31,00 € offen − 13,00 € Guthaben = 18,00 €"),
    ],
)
async def test_what_is_owed_explains_itself_beside_what_is_unpaid(
    language: str, told: str, pages: PortalWorld
) -> None:
    customer = await pages.customer()
    await credited(pages, await paid(pages, customer))
    browser = await pages.signed_in(customer, language)
    assert " = " not in (await browser.get("/")).text.partition("<main")[2]
    await unpaid(pages, customer)
    assert told in (await browser.get("/")).text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("balance_minor", "sum_of", "beside_minor"),
    [
        (3_100, "", 0),
        (1_800, "less", 1_300),
        (0, "less", 3_100),
        (-500, "rest", 3_600),
        (4_000, "more", 900),
    ],
)
def test_a_balance_is_reckoned_from_what_is_unpaid(
    balance_minor: int, sum_of: str, beside_minor: int
) -> None:
    one = CurrencyOverview(
        currency="EUR", balance_minor=balance_minor, unpaid_count=1, unpaid_minor=3_100
    )
    account = AccountOverview(customer_id="cus_1", currencies=[one], unpaid=[])
    view = dashboard_view(Away(""), account, Away(""), lambda _: False)
    assert view.account is not None
    [balance] = view.account.balances
    assert (balance.sum_of, balance.beside_minor) == (sum_of, beside_minor)


async def test_unread_messages_lead_to_their_tickets(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.paid(customer)
    notes = pages.services(customer._actor).notifications
    ticket = await notes.open_ticket(OpenTicket(subject="Router?", body="Which one?"), key=key())
    admin = pages.services(pages.admin()._actor).notifications
    await admin.reply(ticket.id, ReplyToTicket(body="This one."), key=key())
    page = (await (await pages.signed_in(customer)).get("/")).text
    assert "One unread ticket" in page
    assert f'href="/tickets/{ticket.id}"' in page


async def test_unread_tickets_of_one_subject_can_be_told_apart(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = await pages.paid(customer)
    notes = pages.services(customer._actor).notifications
    admin = pages.services(pages.admin()._actor).notifications
    for order_id in (order.id, None):
        wanted = OpenTicket(subject="Router?", body="Which one?", order_id=order_id)
        ticket = await notes.open_ticket(wanted, key=key())
        await admin.reply(ticket.id, ReplyToTicket(body="This one."), key=key())
    page = (await (await pages.signed_in(customer)).get("/")).text
    assert f"Order {order.id}, opened " in page
    assert ">Opened " in page
    assert page.count("last message ") == 2


@pytest.mark.parametrize(
    ("away", "says", "still"),
    [
        ("payments", "Your balance and what is unpaid cannot be shown", "€31.00 per month"),
        ("notifications", "Your messages cannot be shown", "€31.00 per month"),
    ],
)
async def test_the_rest_is_shown_while_a_service_is_away(
    pages: PortalWorld, away: str, says: str, still: str
) -> None:
    customer = await pages.customer()
    await pages.paid(customer)
    browser = await pages.signed_in(customer)
    pages.network.blocked.add(f"{away}.test")
    answer = await browser.get("/")
    assert answer.status_code == 200
    assert says in answer.text
    assert still in answer.text


async def test_money_is_shown_while_orders_is_away(pages: PortalWorld) -> None:
    customer = await pages.customer()
    invoice = await unpaid(pages, customer)
    browser = await pages.signed_in(customer)
    pages.network.blocked.add("orders.test")
    answer = await browser.get("/")
    assert answer.status_code == 200
    assert "Your services and orders cannot be shown" in answer.text
    assert str(invoice.number) in answer.text
