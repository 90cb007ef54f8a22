"""Staff and customer side by side, each at a browser: what one decides the other reads, and what
was previewed is what is issued."""

import re

import pytest
from playwright.async_api import expect

from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.stories import TRUE_START, a_paid_order, pay_on_the_first
from scenarios.system import System
from tests.e2e.desk.staff import Desks
from tests.e2e.portal.cart import puts
from tests.e2e.portal.customer import DESK, AtPortal, Look, Windows
from tests.e2e.portal.keys import Keys

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
FIBRE, VOICE = "Fibre 100", "Voice flat"
APPROVED = "Approved. Documents and mails follow by themselves."
DAY = str(TRUE_START)


def inbox_of(journey: Journey) -> str:
    return f"/approvals?q={journey.id}"


async def ordered_and_paid(customer: AtPortal) -> str:
    """What is in the cart, dated on the first of January 2023; the order's id."""
    await customer.order_button.click()
    await customer.pay(on="2023-01-01")
    await customer.ends("Successful")
    found = re.search("/orders/([^/]+)/return", customer.page.url)
    assert found
    return found[1]


async def test_s17_to_s19_and_b2_the_true_start_brings_the_credit_note_that_was_previewed(
    system: System, scripted: Look, windows: Windows, desks: Desks
) -> None:
    person = await system.people.customer("Carla", EAST)
    await puts(person, system.offerings.fibre)
    customer = await windows.another(scripted, person, "/checkout")
    order_id = await ordered_and_paid(customer)

    page = f"/customers/{person.id}?tab=services"
    admin = await desks.of("ada", page, partner_id=EAST, look=scripted)
    service = admin.row(FIBRE)
    await expect(service.get_by_text("Active", exact=True)).to_be_visible()
    await expect(service.get_by_text("Confirmation: waiting")).to_be_visible()
    await customer.goto("/services")
    await expect(customer.row(FIBRE)).to_contain_text("Active")
    await expect(customer.main).not_to_contain_text(re.compile("confirm", re.IGNORECASE))

    await service.get_by_label("Actual start").fill(DAY)
    await service.get_by_role("button", name="Save").click()
    for words in ("13 days", "€13.00"):
        await expect(admin.main).to_contain_text(words)
    await admin.button("Approve now").click()
    await expect(admin.main).to_contain_text(APPROVED)
    assert admin.page.url.endswith(f"/orders/{order_id}")

    await customer.until_row("/finance", "Credit note", "€13.00")
    await customer.row("Credit note").get_by_role("link").first.click()
    await expect(customer.main).to_contain_text("Unused days13")
    await admin.goto(page)
    await expect(admin.row(FIBRE)).not_to_contain_text("Confirmation: waiting")


async def test_s17_three_clicks_decide_what_is_in_the_inbox(system: System, desks: Desks) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Rita", pay=False)
    admin = await desks.of("ada", inbox_of(journey), partner_id=EAST)
    await admin.row("Rita").get_by_role("link").first.click()
    await admin.button("Save").click()
    await admin.button("Approve now").click()
    await expect(admin.main).to_contain_text(APPROVED)
    await journey.has_items("approved")


async def test_s17_by_keyboard_alone(system: System, desks: Desks) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Kai", pay=False)
    admin = await desks.of("ada", inbox_of(journey), partner_id=EAST)
    keys = Keys(admin)
    await expect(admin.page.get_by_text("Keys", exact=True)).to_be_visible()
    await keys.press("j")
    await expect(admin.row("Kai").get_by_role("link").first).to_be_focused()
    await keys.press("Enter")
    await keys.use(admin.button("Save"))
    await keys.use(admin.button("Approve now"))
    await expect(admin.main).to_contain_text(APPROVED)
    await journey.has_items("approved")


async def test_b1_of_an_order_one_line_is_approved_and_the_other_given_back(
    system: System, windows: Windows, desks: Desks
) -> None:
    offers = system.offerings
    journey = await Journey.at_once(system, offers.fibre, offers.voice, name="Bo")
    await pay_on_the_first(journey)
    admin = await desks.of("ada", f"/orders/{journey.id}", partner_id=EAST)

    await admin.page.get_by_role("link", name="Reject").last.click()
    await expect(admin.heading(f"Reject {VOICE}")).to_be_visible()
    await expect(admin.main).to_contain_text("€10.00")
    await admin.page.get_by_label("Reason").fill("No line is free.")
    await admin.button("Reject now").click()
    await expect(admin.row(VOICE).first).to_contain_text("rejected")
    await expect(admin.row(VOICE).first).to_contain_text("No line is free.")

    await admin.button("Save").click()
    await expect(admin.heading(f"Approve {FIBRE}")).to_be_visible()
    await admin.button("Approve now").click()
    await expect(admin.main).to_contain_text(APPROVED)

    customer = await windows.another(DESK, journey.customer)
    await customer.until_row("/finance", "Credit note", "€10.00")
    await customer.goto("/services")
    await expect(customer.row(FIBRE)).to_contain_text("Active")


async def test_b2_a_start_that_moves_again_and_back_derives_the_documents_anew(
    system: System, windows: Windows, desks: Desks
) -> None:
    journey = await a_paid_order(system)
    await journey.approve(TRUE_START)
    await journey.ends("completed")
    admin = await desks.of("ada", f"/orders/{journey.id}", partner_id=EAST)
    customer = await windows.another(DESK, journey.customer)
    for day, previewed in (("2023-01-11", "Charged again€3.00"), ("2023-01-16", "Credited€5.00")):
        await admin.goto(f"/orders/{journey.id}")
        await admin.page.get_by_label("Actual start").fill(day)
        await admin.button("Save").click()
        await expect(admin.main).to_contain_text(previewed)
        await admin.button("Move the start now").click()
        await expect(admin.main).to_contain_text("The start is moved.")
    await customer.until_row("/services", FIBRE, "16 January 2023")
    await customer.until_row("/finance", "Credit note", "€5.00")


async def test_b5_an_order_says_what_it_waits_for_on_one_page(system: System, desks: Desks) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Wim", pay=False)
    operator = await desks.of("olga", f"/orders/{journey.id}", role="operator")
    waits = operator.page.get_by_role("region", name="What is waited for")
    await expect(operator.heading("What is waited for")).to_be_visible()
    await expect(waits.or_(operator.main)).to_contain_text("admin")
    await expect(operator.button("Save")).to_have_count(0)


async def test_of_two_admins_the_later_reads_by_whom_when_and_what(
    system: System, desks: Desks
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Tom", pay=False)
    first = await desks.of("ada", f"/orders/{journey.id}", partner_id=EAST)
    second = await desks.of("bea", f"/orders/{journey.id}", partner_id=EAST)
    for desk in (first, second):
        await desk.button("Save").click()
        await expect(desk.button("Approve now")).to_be_visible()
    await first.button("Approve now").click()
    await expect(first.main).to_contain_text(APPROVED)
    await second.button("Approve now").click()
    refusal = second.page.get_by_role("alert")
    for words in ("ada", "approve"):
        await expect(refusal).to_contain_text(re.compile(words, re.IGNORECASE))
    await expect(refusal).to_contain_text(re.compile(r"\d\d:\d\d"))
