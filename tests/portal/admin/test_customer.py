"""One customer's page: what it has, tab by tab, for whoever may see it."""

import pytest

from contracts.decisions import GRANTED
from contracts.recording import ApplyDecision
from contracts.staff import StaffRole
from contracts.tickets import OpenTicket
from tests.portal.customer.books import unpaid
from tests.portal.world import PortalWorld
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


async def test_s18_active_and_confirmation_waiting_are_two_badges(pages: PortalWorld) -> None:
    customer = await pages.customer()
    order = await pages.paid(customer)
    browser = await pages.signed_in_staff()
    page = await browser.get(f"/customers/{customer._actor.id}")
    assert '<span class="badge" data-kind="success">Active</span>' in page.text
    assert '<span class="badge" data-kind="warning">Confirmation: waiting</span>' in page.text
    assert f'href="/orders/{order.id}"' in page.text


async def test_s17_what_waits_is_decided_and_what_was_granted_moved_from_here(
    pages: PortalWorld,
) -> None:
    customer = await pages.customer()
    order = await pages.paid(customer)
    where = f"/orders/{order.id}/items/{order.items[0].id}/decide"
    here = f"/customers/{customer._actor.id}"
    browser = await pages.signed_in_staff()
    page = (await browser.get(here)).text
    assert f'action="{where}" method="get"' in page
    assert f'value="{order.items[0].start_on}"' in page
    assert f"{where}?verdict=reject" in page
    await browser.get(f"{where}?verdict=approve&start_on=2023-01-14")
    await browser.follow(await browser.post(where))
    (decided,) = (await pages.admin().order(order.id)).items
    assert decided.decision
    await pages.system.record_applied(order.id, decided.decision.id, ApplyDecision())
    [service] = (await pages.admin().subscriptions(customer_id=customer._actor.id)).items
    assert service.item_state in GRANTED
    page = (await browser.get(here)).text
    assert f'action="{where}" method="get"' in page
    assert 'value="2023-01-14"' in page
    assert "verdict=reject" not in page
    operator = await pages.signed_in_staff("operator")
    named = f"{here}?partner_id={pages.partner_id}"
    assert f'action="{where}"' not in (await operator.get(named)).text


async def test_what_waits_for_money_cannot_be_decided_and_customers_read_nothing_of_it(
    pages: PortalWorld,
) -> None:
    customer = await pages.customer()
    order = (await pages.upfront(customer)).order
    [service] = (await customer.subscriptions()).items
    assert service.item_state is None
    browser = await pages.signed_in_staff()
    page = await browser.get(f"/customers/{customer._actor.id}")
    assert order.id in page.text
    assert "/decide" not in page.text


async def test_a_service_that_is_confirmed_waits_for_none(pages: PortalWorld) -> None:
    customer = await pages.customer()
    await pages.request(customer)
    browser = await pages.signed_in_staff()
    page = await browser.get(f"/customers/{customer._actor.id}?tab=services")
    assert "Confirmation: waiting" not in page.text


async def test_each_tab_has_what_this_customer_has_alone(pages: PortalWorld) -> None:
    customer, other = await pages.customer(), await pages.customer()
    order, foreign = [(await pages.request(one)).order for one in (customer, other)]
    invoice = await unpaid(pages, customer)
    notifications = pages.services(customer._actor).notifications
    ticket = await notifications.open_ticket(OpenTicket(subject="Down", body="It is."), key=key())
    roles: tuple[StaffRole, ...] = ("partner_admin", "super_admin")
    for role in roles:
        browser = await pages.signed_in_staff(role)
        named = f"&partner_id={pages.partner_id}" if role == "super_admin" else ""
        here = f"/customers/{customer._actor.id}?tab="
        orders = await browser.get(f"{here}orders{named}")
        assert f'href="/orders/{order.id}"' in orders.text
        assert foreign.id not in orders.text
        finance = await browser.get(f"{here}finance{named}")
        assert f"Invoice {invoice.number}" in finance.text
        assert "Balance: €31.00" in finance.text
        tickets = await browser.get(f"{here}tickets{named}")
        assert f'href="/tickets/{ticket.id}"' in tickets.text
        nothing = await browser.get(f"/customers/{other._actor.id}?tab=tickets{named}")
        assert "There are no tickets of this customer yet" in nothing.text


async def test_it_stays_while_a_service_is_away(pages: PortalWorld) -> None:
    customer = await pages.customer()
    browser = await pages.signed_in_staff()
    pages.network.blocked.add("payments.test")
    page = await browser.get(f"/customers/{customer._actor.id}?tab=finance")
    assert page.status_code == 200
    assert "carl@example.net" in page.text
    assert 'class="away"' in page.text
