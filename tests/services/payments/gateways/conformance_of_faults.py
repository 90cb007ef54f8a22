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
from tests.services.payments.gateways.bench import GatewayUnderTest

Question = Callable[[GatewayUnderTest, GatewayPayment], Awaitable[object]]

QUESTIONS: dict[str, Question] = {
    "open_checkout": lambda bench, _: bench.gateway.open_checkout(checkout(bench)),
    "find_payment": lambda bench, _: bench.gateway.find_payment(checkout(bench), LONG_AGO),
    "read_payment": lambda bench, payment: read(bench, payment),
    "cancel_checkout": lambda bench, payment: bench.gateway.cancel_checkout(id_of(payment)),
    "refund": lambda bench, payment: bench.gateway.refund(refund_order(bench, payment, 100)),
    "find_refund": lambda bench, payment: bench.gateway.find_refund(
        refund_order(bench, payment, 100)
    ),
    "read_refund": lambda bench, _: bench.gateway.read_refund("re_1"),
    "read_book": lambda bench, _: bench.gateway.read_book(LONG_AGO, soon(), None),
    "linked_methods": lambda bench, _: bench.gateway.linked_methods("cus_of_nobody"),
    "link_page": lambda bench, _: bench.gateway.link_page("cus_of_nobody", "https://p.example/"),
}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_silence_means_unknown(gateway_under_test: GatewayUnderTest, question: str) -> None:
    bench, flags = gateway_under_test, gateway_under_test.gateway.capabilities
    needs(bench.has_a_network, "is always there")
    needs(flags.refunds or "refund" not in question, "gives no money back by itself")
    needs(flags.links_methods or "link" not in question, "links no methods")
    payment = await opened(bench)
    with bench.away(), pytest.raises(GatewayIsUnavailable):
        await QUESTIONS[question](bench, payment)


async def test_a_lost_answer_to_opening_is_one_payment_in_the_end(
    gateway_under_test: GatewayUnderTest,
) -> None:
    bench = gateway_under_test
    needs(bench.has_a_network, "loses no answers")
    wanted, asked_at = checkout(bench), datetime.now(UTC)
    with bench.losing_answers(), pytest.raises(GatewayIsUnavailable):
        await bench.gateway.open_checkout(wanted)
    made = await bench.gateway.find_payment(wanted, asked_at)
    assert made is not None
    assert made.reference == wanted.reference
    assert (await bench.gateway.open_checkout(wanted)).payment_id == made.payment_id


async def test_a_request_that_never_arrived_left_nothing(
    gateway_under_test: GatewayUnderTest,
) -> None:
    bench = gateway_under_test
    needs(bench.has_a_network, "is always there")
    wanted, asked_at = checkout(bench), datetime.now(UTC)
    with bench.away(), pytest.raises(GatewayIsUnavailable):
        await bench.gateway.open_checkout(wanted)
    assert await bench.gateway.find_payment(wanted, asked_at) is None
    assert (await bench.gateway.open_checkout(wanted)).state == "open"


async def test_a_payment_is_found_by_its_reference_when_its_key_is_forgotten(
    gateway_under_test: GatewayUnderTest,
) -> None:
    bench = gateway_under_test
    wanted, asked_at = checkout(bench), datetime.now(UTC)
    made = await bench.gateway.open_checkout(wanted)
    await bench.pay(made)
    await bench.forget_keys()
    found = await bench.gateway.find_payment(wanted, asked_at)
    assert found is not None
    assert (found.payment_id, found.state) == (made.payment_id, "captured")
    assert found.amount_minor == AMOUNT_MINOR
    assert await bench.gateway.find_payment(checkout(bench), asked_at) is None


async def test_a_lost_answer_to_a_refund_gives_money_back_once(
    gateway_under_test: GatewayUnderTest,
) -> None:
    bench = gateway_under_test
    needs(bench.has_a_network, "loses no answers")
    needs(bench.gateway.capabilities.refunds, "gives no money back by itself")
    payment = await paid(bench)
    order = refund_order(bench, payment, AMOUNT_MINOR)
    with bench.losing_answers(), pytest.raises(GatewayIsUnavailable):
        await bench.gateway.refund(order)
    again = await bench.gateway.refund(order)
    found = await bench.gateway.find_refund(order)
    assert found is not None
    assert again.id == found.id
    more = await bench.gateway.refund(refund_order(bench, payment, AMOUNT_MINOR))
    assert more.state == "failed"
