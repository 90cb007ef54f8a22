"""What the reconciliation reads: each capture and refund in its time: see `conformance`."""

from datetime import timedelta

import pytest

from contracts.problems import Problem
from tests.services.payments.gateways.asking import (
    AMOUNT_MINOR,
    book,
    facts_of,
    id_of,
    lately,
    moment_of,
    needs,
    opened,
    paid,
    refund_order,
    soon,
)
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest

INSTANT = timedelta(microseconds=1)
A_WHILE = timedelta(minutes=5)


async def test_the_book_holds_each_capture_as_it_is_and_nothing_unpaid(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = _listing(gateway_under_test)
    captured = [await paid(under_test, AMOUNT_MINOR + more) for more in range(3)]
    unpaid, cancelled = await opened(under_test), await opened(under_test)
    if under_test.gateway.capabilities.cancels_open_checkouts:
        await under_test.gateway.cancel_checkout(id_of(cancelled))
    payments, _ = await book(under_test.gateway, lately(), soon())
    for payment in captured:
        assert facts_of(payments[id_of(payment)]) == facts_of(payment)
    assert {id_of(unpaid), id_of(cancelled)}.isdisjoint(payments)


async def test_the_book_of_a_time_begins_with_its_first_moment_and_ends_before_its_last(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = _listing(gateway_under_test)
    payment = await paid(under_test)
    moment, payment_id = moment_of(payment), id_of(payment)
    assert payment_id in (await book(under_test.gateway, moment, moment + INSTANT))[0]
    assert payment_id not in (await book(under_test.gateway, moment - A_WHILE, moment))[0]
    assert payment_id not in (await book(under_test.gateway, moment + INSTANT, moment + A_WHILE))[0]


async def test_the_book_holds_each_refund_with_its_payment_and_amount(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = _listing(gateway_under_test)
    needs(under_test.gateway.capabilities.refunds, "gives no money back by itself")
    payment = await paid(under_test)
    made = await under_test.gateway.refund(refund_order(under_test, payment, AMOUNT_MINOR))
    payments, refunds = await book(under_test.gateway, lately(), soon())
    booked = refunds[made.id]
    assert (booked.payment_id, booked.amount_minor) == (payment.payment_id, AMOUNT_MINOR)
    assert booked.currency == under_test.currency
    assert facts_of(payments[id_of(payment)]) == facts_of(payment)


async def test_a_gateway_without_a_book_shows_none(gateway_under_test: GatewayUnderTest) -> None:
    under_test = gateway_under_test
    needs(not under_test.gateway.capabilities.lists_its_book, "lists its book")
    with pytest.raises(Problem):
        await under_test.gateway.read_book(lately(), soon(), None)


def _listing(under_test: GatewayUnderTest) -> GatewayUnderTest:
    needs(under_test.gateway.capabilities.lists_its_book, "has no book to read")
    return under_test
