"""Payment methods: what can be used, why something cannot, and the way to link another one."""

import pytest

from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


async def test_methods_are_listed_with_what_happens(pages: PortalWorld) -> None:
    page = (await (await pages.signed_in(await pages.customer())).get("/payment-methods")).text
    assert "You are taken to the payment page when you order." in page
    assert ">Available<" in page
    assert 'href="/payment-methods/link?gateway=simulator"' in page


async def test_where_to_link_is_called_as_the_way_to_pay_is(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    page = (await browser.get("/payment-methods")).text
    assert "Link a payment method: Payment page of Simulator" in page
    await pages.settle_partner(payment_methods=["linked"])
    page = (await browser.get("/payment-methods")).text
    assert "Link a payment method: Simulator" in page
    assert "simulator<" not in page


async def test_linking_leads_over_a_page_of_ours_and_back(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    answer = await browser.get("/payment-methods/link?gateway=simulator")
    assert answer.status_code == 200
    assert "Nothing is charged" in answer.text
    assert "http://gateway.test/" in answer.text
    back = await browser.get("/payment-methods?back=true")
    assert "If you have just linked" in back.text


async def test_nobody_is_led_to_a_gateway_that_is_not_there(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer())
    answer = await browser.get("/payment-methods/link?gateway=offline")
    assert answer.status_code == 409
    assert "http-equiv" not in answer.text


async def test_without_payment_online_it_says_what_happens_instead(pages: PortalWorld) -> None:
    await pages.settle_partner(gateway_enabled=False)
    page = (await (await pages.signed_in(await pages.customer())).get("/payment-methods")).text
    assert "request" in page
    assert ">Available<" not in page
