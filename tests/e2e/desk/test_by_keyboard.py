"""The admin's steps of the story without a mouse, from settings to the credit note; what customers
do between them is played elsewhere."""

import pytest
from playwright.async_api import expect

from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.stories import TRUE_START, a_paid_order
from scenarios.system import System
from tests.e2e.desk.staff import Desks
from tests.e2e.portal.cart import puts
from tests.e2e.portal.customer import DESK, AtPortal, Windows
from tests.e2e.portal.keys import Keys

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
OF_THIS_TEST = 51
OFFERED = "Glass by keys"


async def sets(admin: AtPortal, keys: Keys, name: str, value: str) -> None:
    await admin.goto("/settings/ordering")
    await keys.chooses(admin.page.get_by_label(name, exact=True), value)
    await keys.use(admin.button("Save"))
    await keys.use(admin.button("Save this change"))
    await expect(admin.main).to_contain_text("The settings were saved.")


async def offers(admin: AtPortal, keys: Keys) -> None:
    await admin.goto("/new-offering?kind=internet")
    await keys.types(admin.page.get_by_label("Title", exact=True), OFFERED)
    await keys.types(admin.page.get_by_label("Price", exact=True), "31.00")
    await keys.use(admin.button("Save"))
    await expect(admin.main).to_contain_text("The offering was created.")


async def answers(admin: AtPortal, keys: Keys, journey: Journey) -> None:
    """In words for the customer, and in a note that stays among staff."""
    await admin.until_row(f"/customers/{journey.customer.id}?tab=tickets", "new")
    await keys.use(admin.row("new").get_by_role("link").first)
    note = admin.page.get_by_role("radio", name="Internal note")
    reply = admin.page.get_by_role("radio", name="Reply to the customer")
    await keys.to(reply)
    await keys.press("ArrowDown")
    await expect(note).to_be_checked()
    for words in ("Port 7 is free.", "Today!"):
        await keys.types(admin.page.get_by_label("Your message"), words)
        await keys.use(admin.button("Send the message"))
        await expect(admin.page.get_by_role("article").last).to_contain_text(words)


async def test_s01_to_s19_the_desk_by_keyboard_alone(
    system: System, windows: Windows, desks: Desks
) -> None:
    rita = await system.people.customer("Rita", OF_THIS_TEST)
    await puts(rita, system.offerings.fibre)
    admin = await desks.of("ada", partner_id=OF_THIS_TEST)
    keys = Keys(admin)

    # S2, S1 and S3: what may be ordered, and what there is.
    await sets(admin, keys, "Order new products", "No")
    await sets(admin, keys, "Order new products", "Yes")
    await offers(admin, keys)
    customer = await windows.another(DESK, rita, "/order")
    await expect(customer.select(OFFERED)).to_be_visible()

    # S11: without a gateway an order is a request, S15 and S16: it comes as a ticket.
    await sets(admin, keys, "Accept payment via gateway", "No")
    await customer.goto("/checkout")
    await expect(customer.page.get_by_role("radio")).to_have_count(0)
    await answers(admin, keys, await Journey.of(system, rita, system.offerings.voice, pay=False))
    await customer.goto("/tickets")
    await customer.row("We received your order").get_by_role("link").click()
    await expect(customer.main).to_contain_text("Today!")
    await expect(customer.main).not_to_contain_text("Port 7")

    # S18 and S19: active while its confirmation waits, and the true start brings the credit.
    paid = await a_paid_order(system)
    east = await desks.of("bea", f"/orders/{paid.id}", partner_id=EAST)
    keys = Keys(east)
    for badge in ("Active", "Confirmation: waiting"):
        await expect(east.main.get_by_text(badge, exact=True)).to_be_visible()
    await keys.dates(east.page.get_by_label("Actual start"), TRUE_START)
    await keys.use(east.button("Save"))
    for words in ("13 days", "€13.00"):
        await expect(east.main).to_contain_text(words)
    await keys.use(east.button("Approve now"))
    await expect(east.main).to_contain_text("Approved.")
    await paid.ends("completed")
