"""S4 to S10: from the products to the checkout, in each look of a window."""

import pytest
from playwright.async_api import expect

from scenarios.offerings import EAST
from scenarios.people import Customer
from scenarios.system import System
from tests.e2e.portal.cart import lines_of, puts
from tests.e2e.portal.customer import Look, Windows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
FIBRE, VOICE, ROUTER = "Fibre 100", "Voice flat", "Router"


@pytest.fixture
async def customer(system: System) -> Customer:
    return await system.people.customer("Nina", EAST)


async def test_s04_products_are_reached_from_the_menu_the_services_and_the_dashboard(
    customer: Customer, look: Look, windows: Windows
) -> None:
    portal = await windows.at(look, customer)
    await portal.follow_the_menu("Order new products")
    await expect(portal.select(FIBRE)).to_be_visible()
    await portal.follow_the_menu("My services")
    await portal.main.get_by_role("link", name="Order new products").first.click()
    await expect(portal.select(FIBRE)).to_be_visible()
    await portal.follow_the_menu("Dashboard")
    await portal.main.get_by_role("link", name="Add new products").first.click()
    await expect(portal.select(FIBRE)).to_be_visible()


async def test_s05_cards_are_grouped_and_in_their_order(
    customer: Customer, look: Look, windows: Windows
) -> None:
    portal = await windows.at(look, customer, "/order")
    groups = portal.main.get_by_role("heading", level=2)
    await expect(groups).to_have_text(["Bundles", "Internet", "Voice", "Recurring", "One-time"])
    internet = portal.page.get_by_role("region", name="Internet")
    await expect(internet.get_by_role("heading", name=FIBRE, exact=True)).to_be_visible()
    await expect(internet.get_by_role("heading", name=ROUTER, exact=True)).to_have_count(0)

    await portal.goto("/order?kind=voice")
    await expect(groups).to_have_text(["Voice"])


async def test_s06_details_open_and_close_without_losing_the_cart(
    customer: Customer, system: System, look: Look, windows: Windows
) -> None:
    await puts(customer, system.offerings.voice)
    portal = await windows.at(look, customer, "/order")
    details = portal.page.get_by_role("article").filter(has=portal.heading(FIBRE))
    words = portal.page.get_by_text("100 Mbit/s down, 50 up, no cap.")
    await expect(words).to_be_hidden()
    await details.get_by_text("View details").click()
    await expect(words).to_be_visible()
    await details.get_by_text("View details").click()
    await expect(words).to_be_hidden()
    await portal.has_in_the_cart(1, "€10.00")


async def test_s07_select_the_service_puts_it_into_the_cart_and_opens_the_window(
    customer: Customer, look: Look, windows: Windows
) -> None:
    portal = await windows.at(look, customer, "/order")
    await portal.select(FIBRE).click()
    await expect(portal.line(FIBRE)).to_be_visible()
    assert await lines_of(customer) == 1


async def test_s08_each_line_can_be_deleted_down_to_nothing(
    customer: Customer, system: System, look: Look, windows: Windows
) -> None:
    await puts(customer, system.offerings.fibre, system.offerings.voice)
    portal = await windows.at(look, customer, "/order?window=1")
    await portal.button_for("Delete", VOICE).click()
    await expect(portal.line(VOICE)).to_have_count(0)
    await expect(portal.line(FIBRE)).to_be_visible()
    await portal.button_for("Delete", FIBRE).click()
    await expect(portal.heading("Your cart is empty")).to_be_visible()
    await expect(portal.window.get_by_text("€0.00", exact=True)).to_be_visible()
    await portal.window.get_by_role("link", name="Select more").click()
    await portal.has_in_the_cart(0, "€0.00")
    assert await lines_of(customer) == 0


async def test_s09_select_more_and_the_cross_keep_the_lines(
    customer: Customer, system: System, look: Look, windows: Windows
) -> None:
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/order?window=1")
    await portal.window.get_by_role("link", name="Select more").click()
    await portal.has_in_the_cart(1, "€31.00")
    await portal.select(VOICE).click()
    await expect(portal.line(VOICE)).to_be_visible()
    await portal.window.get_by_role("link", name="Close").click()
    await portal.has_in_the_cart(2, "€41.00")


async def test_s09_the_cart_survives_signing_out_and_another_device(
    customer: Customer, system: System, look: Look, windows: Windows
) -> None:
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/order")
    await portal.button("Account").click()
    await portal.button("Sign out").click()
    await expect(portal.link("Cart, 1 product")).to_have_count(0)
    await windows.sign_in(portal, customer, "/order")
    await portal.has_in_the_cart(1, "€31.00")


async def test_s10_checkout_and_the_icon_open_the_same_cart(
    customer: Customer, system: System, look: Look, windows: Windows
) -> None:
    await puts(customer, system.offerings.fibre)
    portal = await windows.at(look, customer, "/order")
    await portal.link("Checkout").click()
    await expect(portal.heading("Checkout")).to_be_visible()
    await expect(portal.heading(FIBRE)).to_be_visible()
    await portal.link("Cart, 1 product").click()
    await expect(portal.line(FIBRE)).to_be_visible()
    await portal.window.get_by_role("link", name="Checkout").click()
    await expect(portal.heading(FIBRE)).to_be_visible()
    await expect(portal.order_button).to_be_visible()
