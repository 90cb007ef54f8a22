"""Money back, once per key and never more than came: see `conformance`."""

import asyncio

import pytest

from contracts.problems import Problem
from services.payments.gateways.port import GatewayRefund
from tests.services.payments.gateways.asking import (
    AMOUNT_MINOR,
    needs,
    opened,
    paid,
    read,
    refund_order,
)
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest
from wording.sentences import SENTENCES

GIVEN = ("pending", "succeeded")


async def test_a_payment_is_given_back_in_full(gateway_under_test: GatewayUnderTest) -> None:
    under_test = _refunding(gateway_under_test)
    payment = await paid(under_test)
    made = await under_test.gateway.refund(refund_order(under_test, payment, AMOUNT_MINOR))
    assert made.state in GIVEN
    assert (await under_test.gateway.read_refund(made.id)).state in GIVEN
    # The capture has happened and stays in the book.
    assert await read(under_test, payment) == payment


async def test_a_payment_is_given_back_in_parts_up_to_what_came(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = _refunding(gateway_under_test)
    needs(under_test.gateway.capabilities.refunds_in_part, "gives back all or nothing")
    payment = await paid(under_test)
    first = await under_test.gateway.refund(refund_order(under_test, payment, 1_000))
    rest = await under_test.gateway.refund(refund_order(under_test, payment, AMOUNT_MINOR - 1_000))
    assert (first.state in GIVEN, rest.state in GIVEN) == (True, True)
    assert first.id != rest.id
    too_much = await under_test.gateway.refund(refund_order(under_test, payment, 100))
    assert too_much.state == "failed"


async def test_a_key_gives_money_back_once(gateway_under_test: GatewayUnderTest) -> None:
    under_test = _refunding(gateway_under_test)
    order = refund_order(under_test, await paid(under_test), AMOUNT_MINOR)
    first = await under_test.gateway.refund(order)
    assert (await under_test.gateway.refund(order)).id == first.id
    at_once = refund_order(under_test, await paid(under_test), AMOUNT_MINOR)
    made = await asyncio.gather(*(under_test.gateway.refund(at_once) for _ in range(3)))
    assert len({refund.id for refund in made}) == 1


async def test_more_than_came_is_never_given_back(gateway_under_test: GatewayUnderTest) -> None:
    under_test = _refunding(gateway_under_test)
    payment = await paid(under_test)
    refused = await under_test.gateway.refund(refund_order(under_test, payment, AMOUNT_MINOR + 100))
    assert refused.state == "failed"
    assert refused.failure
    assert refused.failure.code in SENTENCES
    # Nothing of it went: all that came can still be given back.
    full = await under_test.gateway.refund(refund_order(under_test, payment, AMOUNT_MINOR))
    assert full.state in GIVEN


async def test_nothing_is_given_back_of_what_was_not_paid(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = _refunding(gateway_under_test)
    refused = await under_test.gateway.refund(
        refund_order(under_test, await opened(under_test), AMOUNT_MINOR)
    )
    assert refused.state == "failed"


async def test_a_refund_is_found_by_its_key_however_old_and_others_certainly_are_not(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = _refunding(gateway_under_test)
    payment = await paid(under_test)
    order = refund_order(under_test, payment, AMOUNT_MINOR)
    assert await under_test.gateway.find_refund(order) is None
    made = await under_test.gateway.refund(order)
    await under_test.forget_keys()
    found = await under_test.gateway.find_refund(order)
    assert found is not None
    assert (found.id, found.state in GIVEN) == (made.id, True)
    assert (
        await under_test.gateway.find_refund(refund_order(under_test, payment, AMOUNT_MINOR))
        is None
    )


async def test_a_gateway_without_refunds_says_so_and_gives_nothing(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(not under_test.gateway.capabilities.refunds, "gives money back")
    order = refund_order(under_test, await paid(under_test), AMOUNT_MINOR)
    answer: GatewayRefund | None = None
    with pytest.raises(Problem):
        answer = await under_test.gateway.refund(order)
    assert answer is None
    assert await under_test.gateway.find_refund(order) is None


def _refunding(under_test: GatewayUnderTest) -> GatewayUnderTest:
    needs(under_test.gateway.capabilities.refunds, "gives no money back by itself")
    return under_test
