"""A payment that failed is tried again, once, in the same way or another."""

import asyncio

import pytest

from tests.portal.cashier import Cashier
from tests.portal.customer.ordering import ordered
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines


async def test_a_failed_payment_is_tried_again_once(pages: PortalWorld, cashier: Cashier) -> None:
    customer, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id), "decline")
    await cashier.bring(order_id)
    choices = await browser.get(f"/orders/{order_id}/pay-again")
    assert 'value="simulator"' in choices.text
    path, form = f"/orders/{order_id}/pay-again", {"payment_method": "simulator"}
    answers = await asyncio.gather(*(browser.post(path, form) for _ in range(2)))
    assert {answer.headers["location"] for answer in answers} == {f"/orders/{order_id}/pay"}
    assert (await customer.order(order_id)).payment_attempt == 2


async def test_who_tries_again_at_once_comes_to_the_payment_page(
    pages: PortalWorld, cashier: Cashier
) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id), "decline")
    await cashier.bring(order_id)
    await browser.get(f"/orders/{order_id}/return")
    await browser.get(f"/orders/{order_id}/pay-again")
    form = {"payment_method": "simulator"}
    await browser.follow(await browser.post(f"/orders/{order_id}/pay-again", form))
    assert (await browser.get(f"/orders/{order_id}/pay")).status_code == 200


async def test_a_method_must_be_chosen(pages: PortalWorld, cashier: Cashier) -> None:
    _, browser, order_id = await ordered(pages)
    await cashier.pay(await cashier.open(order_id), "decline")
    await cashier.bring(order_id)
    await browser.get(f"/orders/{order_id}/pay-again")
    answer = await browser.post(f"/orders/{order_id}/pay-again")
    assert answer.status_code == 422
    assert 'href="#payment_method"' in answer.text
