"""Refunds and the book at Stripe, beyond what every adapter holds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.ids import new_id
from contracts.payments import GatewayIsUnavailable
from contracts.said import said
from tests.services.payments.gateways.asking import (
    AMOUNT_MINOR,
    book,
    checkout,
    id_of,
    lately,
    moment_of,
    opened,
    paid,
    refund_order,
    soon,
)
from tests.services.payments.gateways.stripe.gateway_under_test import StripeUnderTest
from tests.services.payments.gateways.stripe.server import Failure

MORE_THAN_A_PAGE = 105


async def test_a_refund_is_on_its_way_until_the_bank_took_it(stripes: StripeUnderTest) -> None:
    stripes.account.refunds_wait = True
    made = await stripes.gateway.refund(refund_order(stripes, await paid(stripes), AMOUNT_MINOR))
    assert made.state == "pending"
    stripes.account.end_refund(made.id)
    assert (await stripes.gateway.read_refund(made.id)).state == "succeeded"


async def test_a_refund_that_the_bank_sends_back_has_failed_with_its_reason(
    stripes: StripeUnderTest,
) -> None:
    stripes.account.refunds_wait = True
    made = await stripes.gateway.refund(refund_order(stripes, await paid(stripes), AMOUNT_MINOR))
    stripes.account.end_refund(made.id, failure="lost_or_stolen_card")
    after = await stripes.gateway.read_refund(made.id)
    assert (after.state, after.failure) == (
        "failed",
        said("refund.not_possible", gateway_words="lost or stolen card"),
    )


async def test_a_refund_that_stripe_made_in_failing_is_found_and_made_once(
    stripes: StripeUnderTest,
) -> None:
    payment = await paid(stripes)
    order = refund_order(stripes, payment, AMOUNT_MINOR)
    stripes.server.failures.append(Failure(500, is_stored=True, acts=True))
    with pytest.raises(GatewayIsUnavailable):
        await stripes.gateway.refund(order)
    assert (await stripes.gateway.refund(order)).state == "succeeded"
    assert len(stripes.account.all("refund")) == 1


async def test_a_refund_that_stripe_failed_to_make_can_be_made_under_another_key(
    stripes: StripeUnderTest,
) -> None:
    payment = await paid(stripes)
    order = refund_order(stripes, payment, AMOUNT_MINOR)
    stripes.server.failures.append(Failure(500, is_stored=True))
    with pytest.raises(GatewayIsUnavailable):
        await stripes.gateway.refund(order)
    assert (await stripes.gateway.refund(order)).state == "failed"
    again = replace(order, key=order.key + "/again")
    assert (await stripes.gateway.refund(again)).state == "succeeded"


async def test_a_key_that_came_before_with_another_request_decides_nothing(
    stripes: StripeUnderTest,
) -> None:
    payment = await paid(stripes)
    order = refund_order(stripes, payment, 1_000)
    made = await stripes.gateway.refund(order)
    assert await stripes.gateway.refund(replace(order, amount_minor=900)) == made
    stripes.account.get(made.id, "refund")["metadata"] = {}
    with pytest.raises(GatewayIsUnavailable, match="key_of_another_request"):
        await stripes.gateway.refund(replace(order, amount_minor=900))


async def test_a_refund_made_in_the_dashboard_is_in_the_book_with_its_payment(
    stripes: StripeUnderTest,
) -> None:
    payment = await paid(stripes)
    session = stripes.account.get(id_of(payment), "checkout.session")
    made = stripes.account.create_refund(
        {"payment_intent": session["payment_intent"], "amount": "100"}
    )
    _, refunds = await book(stripes.gateway, lately(), soon())
    assert (refunds[made["id"]].payment_id, refunds[made["id"]].amount_minor) == (
        id_of(payment),
        100,
    )


async def test_what_another_system_takes_by_the_same_account_is_not_in_the_book(
    stripes: StripeUnderTest,
) -> None:
    ours = await paid(stripes)
    price = {"unit_amount": "999", "currency": "eur"}
    theirs = stripes.account.create_session(
        {
            "mode": "payment",
            "line_items": {"0": {"price_data": price}},
            "success_url": "https://other.example/",
            "client_reference_id": new_id("other"),
        }
    )
    stripes.account.pay(theirs["id"])
    intent = stripes.account.get(theirs["id"], "checkout.session")["payment_intent"]
    stripes.account.create_refund({"payment_intent": intent})
    payments, refunds = await book(stripes.gateway, lately(), soon())
    assert (set(payments), refunds) == ({id_of(ours)}, {})


async def test_the_book_has_as_many_pages_as_it_needs(stripes: StripeUnderTest) -> None:
    first = await paid(stripes)
    moment = moment_of(first)
    stripes.account.clock = lambda: moment.timestamp() + 60
    captured = {id_of(first)} | {id_of(await paid(stripes)) for _ in range(MORE_THAN_A_PAGE)}
    everything, _ = await book(stripes.gateway, moment, moment + timedelta(seconds=61))
    assert set(everything) == captured
    later, _ = await book(stripes.gateway, moment + timedelta(seconds=1), soon())
    assert len(later) == MORE_THAN_A_PAGE


async def test_a_payment_is_found_behind_many_others(stripes: StripeUnderTest) -> None:
    wanted = checkout(stripes)
    payment = await stripes.gateway.open_checkout(wanted)
    for _ in range(MORE_THAN_A_PAGE):
        await opened(stripes)
    assert await stripes.gateway.find_payment(wanted, lately()) == payment
