"""S18 and S19: what was paid is active before anybody has confirmed it, of which its customer reads
nothing; and a start that moves gives money back by itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2 as httpx
import pytest
from playwright.async_api import expect

from contracts.mails import MailEvent, MailView
from contracts.portal import HandOver
from scenarios.journey import Journey
from scenarios.people import Customer, new_key
from scenarios.stories import TRUE_START, a_paid_order
from scenarios.system import System
from tests.e2e.patience import PATIENCE
from tests.e2e.portal.customer import Look, Windows
from tests.portal.seen.crawling import STARTS, pages_by_links

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
FIBRE = "Fibre 100"
CONFIRMING = {"en": "confirm", "de": "bestätig", "fr": "confirm"}
"""How each language's words of it begin."""


async def test_s18_what_is_paid_is_active_and_only_the_staff_sees_that_confirmation_waits(
    system: System, scripted: Look, windows: Windows
) -> None:
    journey = await a_paid_order(system)
    portal = await windows.at(scripted, journey.customer, "/services")
    await expect(portal.row(FIBRE)).to_contain_text("Active")
    admin = system.people.admin(journey.customer.partner_id).orders
    [service] = (await admin.subscriptions(customer_id=journey.customer.id)).items
    assert (service.state, service.confirmation_waiting) == ("active", True)


async def test_s19_a_start_that_moves_brings_a_credit_note_by_itself(
    system: System, scripted: Look, windows: Windows
) -> None:
    journey = await a_paid_order(system)
    await journey.approve(TRUE_START)
    await journey.ends("completed")
    [mail] = await mails_of(journey, "credit_note_issued")
    assert mail.document
    portal = await windows.at(scripted, journey.customer, "/finance")
    note = portal.row("Credit note")
    await expect(note).to_contain_text("€13.00")
    await note.get_by_role("link").first.click()
    await expect(portal.main).to_contain_text("Unused days13")
    await portal.follow_the_menu("My services")
    await expect(portal.row(FIBRE)).to_contain_text("14 January 2023")


async def test_s18_no_page_and_no_mail_tells_a_customer_who_has_paid_of_confirmation(
    system: System, windows: Windows
) -> None:
    journey = await a_paid_order(system)
    [mail] = await mails_of(journey, "payment_succeeded")
    assert CONFIRMING["en"] not in f"{mail.subject} {mail.body}".lower()
    async with reading(windows, journey.customer) as browser:
        found = await pages_by_links(browser, *STARTS)
        assert {f"/orders/{journey.id}", "/services", "/finance", "/"} <= found.keys()
        for language, word in CONFIRMING.items():
            browser.headers["Accept-Language"] = language
            texts = {path: (await browser.get(path)).text for path in found}
            assert all(f'lang="{language}"' in text for text in texts.values())
            assert [path for path, text in texts.items() if word in text.lower()] == []


async def mails_of(journey: Journey, event: MailEvent) -> list[MailView]:
    """To its customer, once there are any."""
    listed = await PATIENCE.until(
        lambda: journey.customer.services.notifications.mails(order_id=journey.id, event=event),
        lambda page: bool(page.items),
        f"the mail of {event}",
    )
    return listed.items


@asynccontextmanager
async def reading(windows: Windows, customer: Customer) -> AsyncIterator[httpx.AsyncClient]:
    """The customer, signed in, who only looks at what pages say."""
    wanted = HandOver(partner_id=customer.partner_id, customer_id=customer.id)
    entry = await windows.portal.hand_over(wanted, key=new_key())
    async with httpx.AsyncClient(base_url=windows.portal.base_url) as browser:
        await browser.get(entry.url)
        yield browser
