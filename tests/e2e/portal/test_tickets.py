"""S15 and S16: what a request tells whom, and how customer and staff write to one another about
it."""

import pytest
from playwright.async_api import expect

from contracts.mails import MailView
from contracts.tickets import ReplyToTicket, TicketView
from scenarios.journey import Journey
from scenarios.offerings import WEST
from scenarios.people import new_key
from scenarios.system import System
from tests.e2e.patience import PATIENCE
from tests.e2e.portal.customer import Look, Windows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
FIBRE, VOICE = "Fibre 100", "Voice flat"
SUBJECT = "We received your order"
"""As its customer reads it."""


async def ticket_of(journey: Journey) -> TicketView:
    """As the partner's staff sees it, once it is there."""
    staff = journey.system.people.admin(journey.customer.partner_id).notifications
    found = await PATIENCE.until(
        lambda: staff.tickets(order_id=journey.id), lambda page: bool(page.items), "the ticket"
    )
    return await staff.ticket(found.items[0].id)


async def staff_mails_of(journey: Journey) -> list[MailView]:
    """Once the customer has been told too."""
    mails = await PATIENCE.until(
        lambda: journey.system.operator.notifications.mails(order_id=journey.id),
        lambda page: {"customer", "staff"} <= {mail.audience for mail in page.items},
        "the mails of the request",
    )
    return [mail for mail in mails.items if mail.audience == "staff"]


async def test_s15_with_channel_tickets_the_request_is_a_ticket_with_all_that_was_ordered(
    system: System, scripted: Look, windows: Windows
) -> None:
    offers = system.offerings
    journey = await Journey.at_once(system, offers.fibre, offers.voice, name="Tom", pay=False)
    ticket = await ticket_of(journey)
    assert (ticket.customer_name, ticket.order_id) == ("Tom", journey.id)
    portal = await windows.at(scripted, journey.customer, "/tickets")
    await portal.row(SUBJECT).get_by_role("link").click()
    message = portal.page.get_by_role("article")
    link = f"{windows.portal.base_url}/orders/{journey.id}"
    for words in (f"{FIBRE}: €31.00", f"{VOICE}: €10.00", "Total: €41.00", link):
        await expect(message).to_contain_text(words)
    await portal.main.get_by_role("link", name="See the order that this is about").click()
    await expect(portal.heading(f"{FIBRE}, {VOICE}")).to_be_visible()


async def test_s15_with_channel_email_it_is_one_mail_and_no_ticket(
    system: System, scripted: Look, windows: Windows
) -> None:
    journey = await Journey.at_once(
        system, system.offerings.fibre, name="Tom", partner=WEST, pay=False
    )
    [mail] = await staff_mails_of(journey)
    assert mail.to == ["orders@west.example"]
    assert FIBRE in mail.body
    portal = await windows.at(scripted, journey.customer, "/tickets")
    await expect(portal.heading("You have no tickets yet")).to_be_visible()


async def test_s16_the_customer_reads_the_reply_and_no_internal_note_and_answers(
    system: System, look: Look, windows: Windows
) -> None:
    journey = await Journey.at_once(system, system.offerings.fibre, name="Tom", pay=False)
    ticket = await ticket_of(journey)
    staff = system.people.admin(journey.customer.partner_id).notifications
    note = ReplyToTicket(body="Port 7 is free.", visibility="internal")
    await staff.reply(ticket.id, note, key=new_key())
    told = ReplyToTicket(body="We connect you today.")
    await staff.reply(ticket.id, told, key=new_key())

    portal = await windows.at(look, journey.customer)
    await portal.follow_the_menu("Tickets")
    row = portal.row(SUBJECT)
    await expect(row).to_contain_text("new message")
    await row.get_by_role("link").click()
    await expect(portal.main).to_contain_text("We connect you today.")
    await expect(portal.main).not_to_contain_text("Port 7")
    await portal.page.get_by_label("Your message").fill("Come before noon, please.")
    await portal.button("Send the message").click()
    await expect(portal.page.get_by_role("article").last).to_contain_text("Come before noon")
    await portal.follow_the_menu("Tickets")
    await expect(portal.row(SUBJECT)).not_to_contain_text("new message")
    said = (await staff.ticket(ticket.id)).messages[-1]
    assert said.body == "Come before noon, please."
    assert said.author.startswith("customer/")
