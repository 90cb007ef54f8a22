"""S15 and S16 as staff sees them: a request comes as a ticket, and what is written there reaches
the customer or stays among staff."""

import pytest
from playwright.async_api import expect

from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.system import System
from tests.e2e.desk.staff import Desks
from tests.e2e.portal.customer import Look, Windows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
SUBJECT = "We received your order"


async def test_s15_s16_a_request_is_answered_from_its_ticket_and_notes_stay_hidden(
    system: System, scripted: Look, windows: Windows, desks: Desks
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Tilda", pay=False)
    customer = await windows.another(scripted, journey.customer)
    admin = await desks.of("ada", f"/orders/{journey.id}", partner_id=EAST, look=scripted)

    await admin.until_row(f"/customers/{journey.customer.id}?tab=tickets", "new")
    await admin.row("new").get_by_role("link").first.click()
    for words in ("Fibre 100: €31.00", "Total: €31.00"):
        await expect(admin.main).to_contain_text(words)
    for who, words in (("Internal note", "Port 7 is free."), ("Reply to the customer", "Today!")):
        await admin.page.get_by_role("radio", name=who).check()
        await admin.page.get_by_label("Your message").fill(words)
        await admin.button("Send the message").click()
        await expect(admin.page.get_by_role("article").last).to_contain_text(words)

    await customer.goto("/tickets")
    await customer.row(SUBJECT).get_by_role("link").click()
    await expect(customer.main).to_contain_text("Today!")
    await expect(customer.main).not_to_contain_text("Port 7")
    await customer.page.get_by_label("Your message").fill("Thank you.")
    await customer.button("Send the message").click()
    await expect(customer.main).to_contain_text("Thank you.")
    await admin.page.reload()
    await expect(admin.page.get_by_role("article").last).to_contain_text("Thank you.")
