"""Opening, paying, declining and cancelling: see `conformance`."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contracts.payments import GatewayRefusesPayment, PaymentIsNotThere
from tests.services.payments.gateways.asking import (
    AMOUNT_MINOR,
    checkout,
    id_of,
    moment_of,
    needs,
    of_amount,
    open_until_known,
    opened,
    paid,
    read,
)
from tests.services.payments.gateways.gateway_under_test import (
    CustomerIsTurnedAway,
    GatewayUnderTest,
)

CLOCKS_DIFFER = timedelta(minutes=5)
NOBODYS_MONEY = "XTS"


async def test_a_new_payment_waits_for_the_customer(gateway_under_test: GatewayUnderTest) -> None:
    under_test = gateway_under_test
    wanted = checkout(under_test)
    payment = await under_test.gateway.open_checkout(wanted)
    assert payment.state == "open"
    assert payment.reference == wanted.reference
    if under_test.gateway.capabilities.has_payment_page:
        assert payment.page_url is not None
        assert payment.page_url.startswith("http")
    else:
        assert payment.instructions
    assert await read(under_test, payment) == payment


async def test_the_same_key_gives_the_same_payment(gateway_under_test: GatewayUnderTest) -> None:
    gateway, wanted = gateway_under_test.gateway, checkout(gateway_under_test)
    first = await gateway.open_checkout(wanted)
    assert await gateway.open_checkout(wanted) == first
    await gateway_under_test.pay(first)
    assert (await gateway.open_checkout(wanted)).payment_id == first.payment_id


async def test_one_key_at_the_same_time_makes_one_payment(
    gateway_under_test: GatewayUnderTest,
) -> None:
    gateway, wanted = gateway_under_test.gateway, checkout(gateway_under_test)
    opened_at_once = await asyncio.gather(*(open_until_known(gateway, wanted) for _ in range(5)))
    assert len({payment.payment_id for payment in opened_at_once}) == 1


async def test_different_keys_make_different_payments(gateway_under_test: GatewayUnderTest) -> None:
    first, second = await opened(gateway_under_test), await opened(gateway_under_test)
    assert first.payment_id != second.payment_id


async def test_a_key_never_makes_a_second_payment_of_another_amount(
    gateway_under_test: GatewayUnderTest,
) -> None:
    gateway, wanted = gateway_under_test.gateway, checkout(gateway_under_test)
    first, asked_at = await gateway.open_checkout(wanted), datetime.now(UTC)
    with contextlib.suppress(GatewayRefusesPayment):
        other = await gateway.open_checkout(of_amount(wanted, AMOUNT_MINOR + 1))
        assert other.payment_id == first.payment_id
    found = await gateway.find_payment(wanted, asked_at)
    assert found is not None
    assert found.payment_id == first.payment_id
    assert (await gateway.open_checkout(wanted)).payment_id == first.payment_id


async def test_a_paid_payment_is_captured_with_amount_currency_and_time(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    payment = await paid(under_test)
    assert payment.state == "captured"
    assert (payment.amount_minor, payment.currency) == (AMOUNT_MINOR, under_test.currency)
    assert abs(moment_of(payment) - datetime.now(UTC)) < CLOCKS_DIFFER
    assert await read(under_test, payment) == payment


async def test_a_payment_is_captured_once(gateway_under_test: GatewayUnderTest) -> None:
    payment = await paid(gateway_under_test)
    with contextlib.suppress(CustomerIsTurnedAway):
        await gateway_under_test.pay(payment)
    assert await read(gateway_under_test, payment) == payment


async def test_a_declined_payment_is_not_captured(gateway_under_test: GatewayUnderTest) -> None:
    under_test = gateway_under_test
    needs(under_test.declines, "declines nothing")
    payment = await opened(under_test)
    await under_test.decline(payment)
    after = await read(under_test, payment)
    # A page may let the customer try another card; then the payment stays open.
    assert after.state in ("open", "failed")
    assert after.amount_minor is None
    assert (after.failure is not None) == (after.state == "failed")


async def test_money_on_its_way_is_processing_until_it_arrives(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(under_test.settles_later, "captures at once or not at all")
    payment = await opened(under_test)
    await under_test.pay_slowly(payment)
    on_its_way = await read(under_test, payment)
    assert (on_its_way.state, on_its_way.amount_minor) == ("processing", None)
    await under_test.settle(payment)
    arrived = await read(under_test, payment)
    assert (arrived.state, arrived.amount_minor) == ("captured", AMOUNT_MINOR)


async def test_a_cancelled_payment_cannot_be_paid_any_more(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(under_test.gateway.capabilities.cancels_open_checkouts, "cannot cancel what is open")
    payment = await opened(under_test)
    assert (await under_test.gateway.cancel_checkout(id_of(payment))).state == "cancelled"
    with contextlib.suppress(CustomerIsTurnedAway):
        await under_test.pay(payment)
    after = await read(under_test, payment)
    assert (after.state, after.amount_minor) == ("cancelled", None)
    assert (await under_test.gateway.cancel_checkout(id_of(payment))).state == "cancelled"


async def test_cancelling_after_the_capture_tells_the_capture(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(under_test.gateway.capabilities.cancels_open_checkouts, "cannot cancel what is open")
    payment = await paid(under_test)
    assert await under_test.gateway.cancel_checkout(id_of(payment)) == payment
    assert await read(under_test, payment) == payment


async def test_cancelling_what_is_on_its_way_tells_whether_it_can_still_come(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(under_test.settles_later, "captures at once or not at all")
    needs(under_test.gateway.capabilities.cancels_open_checkouts, "cannot cancel what is open")
    payment = await opened(under_test)
    await under_test.pay_slowly(payment)
    said = (await under_test.gateway.cancel_checkout(id_of(payment))).state
    with contextlib.suppress(CustomerIsTurnedAway):
        await under_test.settle(payment)
    came = (await read(under_test, payment)).state
    assert (said, came) in {("cancelled", "cancelled"), ("processing", "captured")}


@pytest.mark.parametrize("unknown", ["nobody-knows-this", "../v1/charges", "a b/c?d#e", "pi_0"])
async def test_an_unknown_payment_is_not_there(
    gateway_under_test: GatewayUnderTest, unknown: str
) -> None:
    with pytest.raises(PaymentIsNotThere):
        await gateway_under_test.gateway.read_payment(unknown)


async def test_a_currency_that_is_not_taken_is_refused(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    taken = under_test.gateway.capabilities.currencies
    needs(taken is not None, "takes all currencies")
    with pytest.raises(GatewayRefusesPayment):
        await under_test.gateway.open_checkout(
            replace(checkout(under_test), currency=NOBODYS_MONEY)
        )
