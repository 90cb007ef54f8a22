"""The whole story at two browsers, from what an admin sets and offers to the credit note that the
customer reads."""

import pytest
from playwright.async_api import expect

from scenarios.people import Customer
from scenarios.stories import TRUE_START
from scenarios.system import System
from tests.e2e.desk.staff import Desks
from tests.e2e.desk.test_settings import sets
from tests.e2e.portal.customer import AtPortal, Look, Windows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
PARTNERS = {"desk": (47, 48), "phone": (49, 50)}
"""Of each look: the one of the story, and another."""
OFFERED = {
    "internet": "Glass 300",
    "voice": "Talk",
    "recurring": "Static address",
    "one_time": "Installation",
    "bundle": "Glass and talk",
}


async def offers(admin: AtPortal, kind: str, title: str, amount: str = "31.00") -> None:
    await admin.goto(f"/new-offering?kind={kind}")
    page = admin.page
    await page.get_by_label("Title", exact=True).fill(title)
    await page.get_by_label("Price", exact=True).fill(amount)
    if kind == "bundle":
        for inside in (OFFERED["internet"], OFFERED["voice"]):
            await page.get_by_role("checkbox", name=inside).check()
    await admin.button("Save").click()
    await expect(admin.main).to_contain_text("The offering was created.")


async def at_the_products(windows: Windows, look: Look, customer: Customer) -> AtPortal:
    portal = await windows.another(look, customer, "/services")
    await portal.main.get_by_role("link", name="Order new products").first.click()
    return portal


async def test_s01_to_s19_from_settings_to_the_credit_note(
    system: System, scripted: Look, windows: Windows, desks: Desks
) -> None:
    partner_id, other_id = PARTNERS[scripted.name]
    carla = await system.people.customer("Carla", partner_id)
    otto = await system.people.customer("Otto", other_id)
    admin = await desks.of("ada", partner_id=partner_id, look=scripted)
    await sets(admin, "Order new products", "No")
    await sets(admin, "Order new products", "Yes")
    for kind, title in OFFERED.items():
        await offers(admin, kind, title)

    customer = await at_the_products(windows, scripted, carla)
    for title in OFFERED.values():
        await expect(customer.select(title)).to_be_visible()
    stranger = await at_the_products(windows, scripted, otto)
    await expect(stranger.select("Fibre 100")).to_be_visible()
    await expect(stranger.select(OFFERED["internet"])).to_have_count(0)

    await customer.select(OFFERED["internet"]).click()
    await customer.window.get_by_role("link", name="Checkout").click()
    await customer.order_button.click()
    await customer.pay(on="2023-01-01")
    await customer.ends("Successful")

    await admin.goto("/")
    await admin.main.get_by_role("link", name="Wait for a decision").click()
    await admin.row("Carla").get_by_role("link").first.click()
    await admin.page.get_by_label("Actual start").fill(str(TRUE_START))
    await admin.button("Save").click()
    await expect(admin.main).to_contain_text("€13.00")
    await admin.button("Approve now").click()
    await expect(admin.main).to_contain_text("Approved.")

    await customer.until_row("/finance", "Credit note", "€13.00")
    await customer.follow_the_menu("My services")
    await expect(customer.row(OFFERED["internet"])).to_contain_text("14 January 2023")
