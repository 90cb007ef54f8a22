"""S2 and S11 as both sides see them: what an admin sets is what the partner's customers find."""

import pytest
from playwright.async_api import expect

from scenarios.journey import Journey
from scenarios.system import System
from tests.e2e.desk.staff import Desks
from tests.e2e.portal.cart import puts
from tests.e2e.portal.customer import AtPortal, Look, Windows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
OF_THIS_TEST = {"desk": 45, "phone": 46}
"""A partner for each look."""
CLOSED = "Nothing can be ordered here at the moment"


async def sets(admin: AtPortal, name: str, value: str) -> None:
    """And agrees to what it would do."""
    await admin.goto("/settings/ordering")
    await admin.page.get_by_label(name, exact=True).select_option(label=value)
    await admin.button("Save").click()
    await admin.button("Save this change").click()
    await expect(admin.main).to_contain_text("The settings were saved.")


async def test_s02_s11_what_is_set_at_the_desk_is_what_customers_find(
    system: System, scripted: Look, windows: Windows, desks: Desks
) -> None:
    partner_id = OF_THIS_TEST[scripted.name]
    person = await system.people.customer("Rita", partner_id)
    running = await Journey.of(system, person, system.offerings.voice, pay=False)
    await puts(person, system.offerings.fibre)
    customer = await windows.another(scripted, person, "/checkout")
    await expect(customer.page.get_by_role("radio").first).to_be_visible()
    admin = await desks.of("ada", partner_id=partner_id, look=scripted)

    await sets(admin, "Accept payment via gateway", "No")
    await customer.goto("/checkout")
    await expect(customer.page.get_by_role("radio")).to_have_count(0)
    await customer.order_button.click()
    await customer.ends("Sent for approval")

    await puts(person, system.offerings.fibre)
    await sets(admin, "Order new products", "No")
    for path in ("/order", "/checkout"):
        await customer.goto(path)
        await expect(customer.heading(CLOSED)).to_be_visible()
        await expect(customer.order_button).to_have_count(0)
        await expect(customer.select("Fibre 100")).to_have_count(0)
    await admin.goto(f"/orders/{running.id}")
    await admin.button("Save").click()
    await admin.button("Approve now").click()
    await running.has_items("approved")

    await sets(admin, "Order new products", "Yes")
    await customer.goto("/order")
    await expect(customer.select("Fibre 100")).to_be_visible()
