"""Stripe's adapter beyond what every adapter holds: its errors, its pages and its network."""

from dataclasses import replace

import pytest

from contracts.payments import GatewayIsUnavailable, GatewayRefusesPayment
from contracts.said import Said, said
from services.payments.domain.collecting.intents import declined_as, gateway_says
from services.payments.gateways.stripe.http import API_VERSION
from tests.services.payments.gateways.asking import checkout, id_of, opened, paid, read
from tests.services.payments.gateways.stripe.gateway_under_test import (
    StripeUnderTest,
    stripe_under_test,
)
from tests.services.payments.gateways.stripe.server import Failure


async def test_all_requests_share_one_connection_and_name_one_version(
    stripes: StripeUnderTest,
) -> None:
    for _ in range(5):
        await read(stripes, await paid(stripes))
    assert stripes.wire.connections == 1
    assert stripes.server.versions == {API_VERSION}


async def test_a_wrong_key_is_said_to_be_wrong() -> None:
    async with stripe_under_test(api_key="sk_test_of_another_account") as under_test:
        with pytest.raises(GatewayIsUnavailable, match="refuses_key") as refusal:
            await opened(under_test)
        assert "another_account" not in str(refusal.value)


@pytest.mark.parametrize("status", [409, 429, 500, 503])
async def test_a_passing_failure_is_unknown_and_the_same_key_goes_on(
    stripes: StripeUnderTest, status: int
) -> None:
    wanted = checkout(stripes)
    stripes.server.failures.append(Failure(status))
    with pytest.raises(GatewayIsUnavailable):
        await stripes.gateway.open_checkout(wanted)
    assert (await stripes.gateway.open_checkout(wanted)).state == "open"


async def test_a_failure_that_stripe_stored_and_that_made_nothing_is_final(
    stripes: StripeUnderTest,
) -> None:
    wanted = checkout(stripes)
    stripes.server.failures.append(Failure(500, is_stored=True))
    with pytest.raises(GatewayIsUnavailable):
        await stripes.gateway.open_checkout(wanted)
    with pytest.raises(GatewayRefusesPayment, match="made_nothing"):
        await stripes.gateway.open_checkout(wanted)
    again = replace(wanted, key=wanted.key + "/again")
    assert (await stripes.gateway.open_checkout(again)).state == "open"


async def test_a_failure_that_stripe_stored_but_that_made_a_page_is_that_page(
    stripes: StripeUnderTest,
) -> None:
    wanted = checkout(stripes)
    stripes.server.failures.append(Failure(500, is_stored=True, acts=True))
    with pytest.raises(GatewayIsUnavailable):
        await stripes.gateway.open_checkout(wanted)
    payment = await stripes.gateway.open_checkout(wanted)
    assert (payment.state, payment.reference) == ("open", wanted.reference)
    assert len(stripes.account.all("checkout.session")) == 1


async def test_a_payment_goes_on_when_only_the_settings_have_changed(
    stripes: StripeUnderTest,
) -> None:
    first = replace(checkout(stripes), return_url="https://old.example/")
    payment = await stripes.gateway.open_checkout(first)
    after = await stripes.gateway.open_checkout(replace(first, return_url="https://new.example/"))
    assert after == payment


async def test_what_stripe_refuses_is_refused_in_its_words(stripes: StripeUnderTest) -> None:
    with pytest.raises(GatewayRefusesPayment, match="too small"):
        await opened(stripes, amount_minor=1)


async def test_a_payment_without_an_address_to_return_to_is_refused_unless_one_is_set(
    stripes: StripeUnderTest,
) -> None:
    wanted = replace(checkout(stripes), return_url=None)
    with pytest.raises(GatewayRefusesPayment, match="no_return_url"):
        await stripes.gateway.open_checkout(wanted)
    async with stripe_under_test(return_url="https://portal.example/") as under_test:
        payment = await under_test.gateway.open_checkout(wanted)
        session = under_test.account.get(id_of(payment), "checkout.session")
        assert session["success_url"] == session["cancel_url"] == "https://portal.example/"


async def test_a_page_that_ran_out_has_failed_so_that_the_customer_may_try_again(
    stripes: StripeUnderTest,
) -> None:
    payment = await opened(stripes)
    stripes.account.run_out(id_of(payment))
    after = await read(stripes, payment)
    assert (after.state, after.page_url) == ("failed", None)
    assert after.failure == said("gateway.page_lapsed")
    assert (await stripes.gateway.cancel_checkout(id_of(payment))).state == "cancelled"


async def test_a_declined_card_can_be_replaced_on_the_same_page(stripes: StripeUnderTest) -> None:
    payment = await opened(stripes)
    await stripes.decline(payment)
    assert (await read(stripes, payment)).page_url == payment.page_url
    await stripes.pay(payment)
    assert (await read(stripes, payment)).state == "captured"


@pytest.mark.parametrize(
    ("codes", "failure"),
    [
        ({}, gateway_says("The customer's bank refused the debit.")),
        ({"code": "bank_is_asleep"}, gateway_says("The customer's bank refused the debit.")),
        ({"code": "card_declined"}, declined_as("card_declined")),
        ({"code": "card_declined", "decline_code": "stolen_card"}, declined_as("card_declined")),
        (
            {"code": "card_declined", "decline_code": "insufficient_funds"},
            declined_as("insufficient_funds"),
        ),
        ({"code": "expired_card"}, declined_as("card_expired")),
    ],
)
async def test_a_debit_that_bounces_has_failed_for_the_banks_reason(
    stripes: StripeUnderTest, codes: dict[str, str], failure: Said
) -> None:
    payment = await opened(stripes)
    await stripes.pay_slowly(payment)
    stripes.account.bounce(id_of(payment), **codes)
    after = await read(stripes, payment)
    assert (after.state, after.failure) == ("failed", failure)


async def test_another_amount_than_asked_for_is_told_as_it_is(stripes: StripeUnderTest) -> None:
    payment = await opened(stripes)
    stripes.account.pay(id_of(payment), amount=3_101)
    assert (await read(stripes, payment)).amount_minor == 3_101


async def test_the_customer_pays_in_the_currency_of_the_order(stripes: StripeUnderTest) -> None:
    wanted = replace(checkout(stripes), currency="ISK", amount_minor=500)
    payment = await stripes.gateway.open_checkout(wanted)
    session = stripes.account.get(id_of(payment), "checkout.session")
    assert (session["amount_total"], session["currency"]) == (50_000, "isk")
    assert session["adaptive_pricing"] == {"enabled": "false"}
    await stripes.pay(payment)
    after = await read(stripes, payment)
    assert (after.amount_minor, after.currency) == (500, "ISK")
