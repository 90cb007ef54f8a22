"""Silence means unknown, and a look-up finds what was done: see `conformance`."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from contracts.payments import GatewayIsUnavailable
from services.payments.domain.collecting.intents import GatewayPayment
from tests.services.payments.gateways.asking import (
    AMOUNT_MINOR,
    LONG_AGO,
    checkout,
    id_of,
    needs,
    opened,
    paid,
    read,
    refund_order,
    soon,
)
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest

Question = Callable[[GatewayUnderTest, GatewayPayment], Awaitable[object]]

QUESTIONS: dict[str, Question] = {
    "open_checkout": lambda under_test, _: under_test.gateway.open_checkout(checkout(under_test)),
    "find_payment": lambda under_test, _: under_test.gateway.find_payment(
        checkout(under_test), LONG_AGO
    ),
    "read_payment": lambda under_test, payment: read(under_test, payment),
    "cancel_checkout": lambda under_test, payment: under_test.gateway.cancel_checkout(
        id_of(payment)
    ),
    "refund": lambda under_test, payment: under_test.gateway.refund(
        refund_order(under_test, payment, 100)
    ),
    "find_refund": lambda under_test, payment: under_test.gateway.find_refund(
        refund_order(under_test, payment, 100)
    ),
    "read_refund": lambda under_test, _: under_test.gateway.read_refund("re_1"),
    "read_book": lambda under_test, _: under_test.gateway.read_book(LONG_AGO, soon(), None),
    "linked_methods": lambda under_test, _: under_test.gateway.linked_methods("cus_of_nobody"),
    "link_page": lambda under_test, _: under_test.gateway.link_page(
        "cus_of_nobody", "https://p.example/"
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_silence_means_unknown(gateway_under_test: GatewayUnderTest, question: str) -> None:
    under_test, flags = gateway_under_test, gateway_under_test.gateway.capabilities
    needs(under_test.has_a_network, "is always there")
    needs(flags.refunds or "refund" not in question, "gives no money back by itself")
    needs(flags.links_methods or "link" not in question, "links no methods")
    payment = await opened(under_test)
    with under_test.away(), pytest.raises(GatewayIsUnavailable):
        await QUESTIONS[question](under_test, payment)


async def test_a_lost_answer_to_opening_is_one_payment_in_the_end(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(under_test.has_a_network, "loses no answers")
    wanted, asked_at = checkout(under_test), datetime.now(UTC)
    with under_test.losing_answers(), pytest.raises(GatewayIsUnavailable):
        await under_test.gateway.open_checkout(wanted)
    made = await under_test.gateway.find_payment(wanted, asked_at)
    assert made is not None
    assert made.reference == wanted.reference
    assert (await under_test.gateway.open_checkout(wanted)).payment_id == made.payment_id


async def test_a_request_that_never_arrived_left_nothing(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(under_test.has_a_network, "is always there")
    wanted, asked_at = checkout(under_test), datetime.now(UTC)
    with under_test.away(), pytest.raises(GatewayIsUnavailable):
        await under_test.gateway.open_checkout(wanted)
    assert await under_test.gateway.find_payment(wanted, asked_at) is None
    assert (await under_test.gateway.open_checkout(wanted)).state == "open"


async def test_a_payment_is_found_by_its_reference_when_its_key_is_forgotten(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    wanted, asked_at = checkout(under_test), datetime.now(UTC)
    made = await under_test.gateway.open_checkout(wanted)
    await under_test.pay(made)
    await under_test.forget_keys()
    found = await under_test.gateway.find_payment(wanted, asked_at)
    assert found is not None
    assert (found.payment_id, found.state) == (made.payment_id, "captured")
    assert found.amount_minor == AMOUNT_MINOR
    assert await under_test.gateway.find_payment(checkout(under_test), asked_at) is None


async def test_a_lost_answer_to_a_refund_gives_money_back_once(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(under_test.has_a_network, "loses no answers")
    needs(under_test.gateway.capabilities.refunds, "gives no money back by itself")
    payment = await paid(under_test)
    order = refund_order(under_test, payment, AMOUNT_MINOR)
    with under_test.losing_answers(), pytest.raises(GatewayIsUnavailable):
        await under_test.gateway.refund(order)
    again = await under_test.gateway.refund(order)
    found = await under_test.gateway.find_refund(order)
    assert found is not None
    assert again.id == found.id
    more = await under_test.gateway.refund(refund_order(under_test, payment, AMOUNT_MINOR))
    assert more.state == "failed"
