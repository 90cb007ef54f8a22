"""Money on its way in, as staff finds it, and records what came by hand."""

import re
from datetime import date

import pytest

from contracts.bookkeeping import OfflinePaymentView
from tests.portal.cashier import Cashier
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


async def waiting(pages: PortalWorld, cashier: Cashier) -> OfflinePaymentView:
    """An order that is to be paid by transfer, 31.00."""
    order = (await pages.upfront(await pages.customer())).order
    await cashier.open(order.id, "offline")
    [asked] = (await cashier.payments.offline_payments(order_id=order.id)).items
    return asked


async def test_payments_are_found_narrowed_and_exported(
    pages: PortalWorld, cashier: Cashier
) -> None:
    asked = await waiting(pages, cashier)
    other = (await pages.upfront(await pages.customer())).order
    await cashier.pay(await cashier.open(other.id))
    await cashier.bring(other.id)
    browser = await pages.signed_in_staff()
    everything = await browser.get("/payments")
    assert asked.order_id in everything.text
    assert other.id in everything.text
    narrowed = await browser.get("/payments?state=open&method=offline")
    assert asked.order_id in narrowed.text
    assert other.id not in narrowed.text
    assert 'href="/payments.csv?state=open&amp;method=offline"' in narrowed.text
    table = await browser.get("/payments.csv?state=open&method=offline")
    assert f"{asked.intent_id},{asked.order_id},1,open,31.00,EUR,by instructions" in table.text
    assert other.id not in table.text
    found = await browser.get(f"/payments?q={other.id}")
    assert re.findall(r'href="/payments/(\w+)"', found.text) == [
        (await cashier.payments.attempt(other.id, 1)).id
    ]
    nothing = await browser.get("/payments?since=2000-01-01&until=2000-01-01")
    assert "No payment fits" in nothing.text


async def test_a_payments_page_has_all_attempts_of_its_order(
    pages: PortalWorld, cashier: Cashier
) -> None:
    customer = await pages.customer()
    order = (await pages.upfront(customer)).order
    await cashier.pay(await cashier.open(order.id), "decline")
    await cashier.bring(order.id)
    first = await cashier.payments.attempt(order.id, 1)
    await customer.try_payment_again(order.id, key=first.id)
    await cashier.open(order.id)
    second = await cashier.payments.attempt(order.id, 2)
    page = await (await pages.signed_in_staff()).get(f"/payments/{second.id}")
    assert f'href="/payments/{first.id}"' in page.text
    assert f'href="/orders/{order.id}"' in page.text
    assert "failed" in page.text
    stranger = await pages.signed_in_staff(partner_id=9)
    assert (await stranger.get(f"/payments/{second.id}")).status_code == 404
    assert order.id not in (await stranger.get("/payments")).text


async def test_what_came_is_recorded_by_hand_once(pages: PortalWorld, cashier: Cashier) -> None:
    asked = await waiting(pages, cashier)
    here = f"/offline-payments/{asked.intent_id}"
    browser = await pages.signed_in_staff()
    assert f'href="{here}"' in (await browser.get("/offline-payments")).text
    page = await browser.get(here)
    assert 'name="amount" value="31.00"' in page.text
    form = {"amount": "31.00", "received_on": "2023-01-16", "method": "cash", "reference": "R 9"}
    for wrong, why in (
        ({"amount": "2,400"}, "This may be two different amounts"),
        ({"amount": "many"}, "This is no amount"),
        ({"received_on": "01/02/2023"}, "This may be two different days"),
        ({"reference": " "}, 'id="reference-fault"'),
    ):
        refused = await browser.post(here, form | wrong)
        assert (refused.status_code, why in refused.text) == (422, True), why
    less = await browser.post(here, form | {"amount": "30.99"})
    assert "€30.99" in (await browser.follow(less)).text
    [still] = (await cashier.payments.offline_payments(intent_id=asked.intent_id)).items
    assert still.received is None
    done = await browser.follow(await browser.post(here, form))
    assert "R 9" in done.text
    assert f'action="{here}"' not in done.text
    [came] = (await cashier.payments.offline_payments(intent_id=asked.intent_id)).items
    assert came.received is not None
    assert (came.received.received_on, came.received.amount_minor) == (date(2023, 1, 16), 3_100)
    again = form | {"once": "another-click-0123456789", "received_on": "2023-01-17"}
    twice = await browser.follow(await browser.post(here, again))
    assert "R 9" in twice.text
    assert 'data-kind="error"' in twice.text
    assert f'href="{here}"' not in (await browser.get("/offline-payments")).text
    assert f'href="{here}"' in (await browser.get("/offline-payments?state=captured")).text


async def test_a_transfer_is_found_by_its_reference_and_its_partner(
    pages: PortalWorld, cashier: Cashier
) -> None:
    asked = await waiting(pages, cashier)
    here = f"/offline-payments/{asked.intent_id}"
    chief = await pages.signed_in_staff("super_admin")
    written = asked.payment_reference.lower().replace("-", "%20")
    assert f'href="{here}"' in (await chief.get(f"/offline-payments?q={written}")).text
    own = await chief.get(f"/offline-payments?partner_id={pages.partner_id}")
    assert f'href="{here}"' in own.text
    other = 9 if pages.partner_id != 9 else 8
    foreign = await chief.get(f"/offline-payments?partner_id={other}")
    assert f'href="{here}"' not in foreign.text
    table = await chief.get(f"/offline-payments.csv?partner_id={pages.partner_id}")
    assert f"{asked.payment_reference},open,31.00,EUR" in table.text
    stranger = await pages.signed_in_staff(partner_id=other)
    assert (await stranger.get(here)).status_code == 404
    assert (await stranger.post(here, {"amount": "31"})).status_code == 404


async def test_lists_name_customers_and_lead_to_them(pages: PortalWorld, cashier: Cashier) -> None:
    """In one call of orders, however many they are; by their ids while orders is away."""
    asked = [await waiting(pages, cashier) for _ in range(3)]
    browser = await pages.signed_in_staff()
    for path in ("/payments", "/offline-payments"):
        before = len(pages.network.asked)
        page = (await browser.get(path)).text
        calls = pages.network.asked[before:]
        assert len(calls) <= 3, calls
        for one in asked:
            link = rf'<a href="/customers/{one.customer_id}">Carl</a>'
            assert re.search(link, page), path
    single = (await browser.get(f"/payments/{asked[0].intent_id}")).text
    assert "<bdi>Carl</bdi>" in single
    pages.network.blocked.add("orders.test")
    assert asked[0].customer_id in (await browser.get("/payments")).text
