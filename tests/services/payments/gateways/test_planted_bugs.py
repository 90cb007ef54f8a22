"""The conformance suite proves itself: a planted bug fails the test that is there for it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis.ids import new_id
from contracts.payments import GatewayIsUnavailable, GatewayRefusesPayment
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.gateways.port import Checkout, RefundOrder
from simulator.signing import HEADER, sign_webhook
from tests.services.payments.gateways import (
    conformance_of_books,
    conformance_of_faults,
    conformance_of_payments,
    conformance_of_refunds,
    conformance_of_webhooks,
)
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest
from tests.services.payments.gateways.simulator.gateway_under_test import (
    SECRETS,
    SimulatorUnderTest,
    simulator_under_test,
)


class Planted:
    """The simulator's adapter with one method replaced."""

    def __init__(self, sound: Any) -> None:
        self.sound = sound

    def __getattr__(self, name: str) -> Any:
        return getattr(self.sound, name)


class AKeyPerTry(Planted):
    async def open_checkout(self, wanted: Checkout) -> Any:
        return await self.sound.open_checkout(replace(wanted, key=new_id("key")))


class UnknownReadAsRefused(Planted):
    async def open_checkout(self, wanted: Checkout) -> Any:
        try:
            return await self.sound.open_checkout(wanted)
        except GatewayIsUnavailable as error:
            raise GatewayRefusesPayment(detail="no answer") from error


class NothingIsEverFound(Planted):
    async def find_payment(self, *_: object) -> Any:
        return None


class AnythingIsFound(Planted):
    async def find_refund(self, order: RefundOrder) -> Any:
        return await self.sound.refund(order)


class CancellingOnlySaysSo(Planted):
    async def cancel_checkout(self, payment_id: str) -> Any:
        return GatewayPayment(payment_id, "cancelled")


class CapturesInMajorUnits(Planted):
    async def read_payment(self, payment_id: str) -> Any:
        payment = await self.sound.read_payment(payment_id)
        amount_minor = payment.amount_minor
        return replace(payment, amount_minor=amount_minor and amount_minor // 100)


class PendingReadAsCaptured(Planted):
    async def read_payment(self, payment_id: str) -> Any:
        payment = await self.sound.read_payment(payment_id)
        return replace(payment, state="captured") if payment.state == "processing" else payment


class ARefundKeyPerTry(Planted):
    async def refund(self, order: RefundOrder) -> Any:
        return await self.sound.refund(replace(order, key=new_id("key")))


class TheBookHoldsNoRefunds(Planted):
    async def read_book(self, since: datetime, until: datetime, cursor: str | None) -> Any:
        page = await self.sound.read_book(since, until, cursor)
        return replace(page, refunds=[])


class TheBookEndsWithItsLastMoment(Planted):
    async def read_book(self, since: datetime, until: datetime, cursor: str | None) -> Any:
        later = until + timedelta(microseconds=1)
        return await self.sound.read_book(since, later, cursor)


class WebhooksAreBelieved(Planted):
    def read_event(self, _: object, body: bytes, now_seconds: int) -> Any:
        genuine = {HEADER: sign_webhook(SECRETS["current"], body, now_seconds)}
        return self.sound.read_event(genuine, body, now_seconds)


Test = Callable[[GatewayUnderTest], Awaitable[None]]
PAYMENTS, FAULTS = conformance_of_payments, conformance_of_faults
REFUNDS, BOOKS = conformance_of_refunds, conformance_of_books
WEBHOOKS = conformance_of_webhooks
FAILURES = (AssertionError, KeyError, pytest.fail.Exception, GatewayRefusesPayment)
CAUGHT: list[tuple[type[Planted], Test]] = [
    (AKeyPerTry, PAYMENTS.test_the_same_key_gives_the_same_payment),
    (AKeyPerTry, PAYMENTS.test_one_key_at_the_same_time_makes_one_payment),
    (AKeyPerTry, PAYMENTS.test_a_key_never_makes_a_second_payment_of_another_amount),
    (AKeyPerTry, FAULTS.test_a_lost_answer_to_opening_is_one_payment_in_the_end),
    (UnknownReadAsRefused, FAULTS.test_a_request_that_never_arrived_left_nothing),
    (
        NothingIsEverFound,
        FAULTS.test_a_payment_is_found_by_its_reference_when_its_key_is_forgotten,
    ),
    (
        AnythingIsFound,
        REFUNDS.test_a_refund_is_found_by_its_key_however_old_and_others_certainly_are_not,
    ),
    (CancellingOnlySaysSo, PAYMENTS.test_a_cancelled_payment_cannot_be_paid_any_more),
    (CancellingOnlySaysSo, PAYMENTS.test_cancelling_after_the_capture_tells_the_capture),
    (CapturesInMajorUnits, PAYMENTS.test_a_paid_payment_is_captured_with_amount_currency_and_time),
    (PendingReadAsCaptured, PAYMENTS.test_money_on_its_way_is_processing_until_it_arrives),
    (ARefundKeyPerTry, REFUNDS.test_a_key_gives_money_back_once),
    (ARefundKeyPerTry, FAULTS.test_a_lost_answer_to_a_refund_gives_money_back_once),
    (TheBookHoldsNoRefunds, BOOKS.test_the_book_holds_each_refund_with_its_payment_and_amount),
    (
        TheBookEndsWithItsLastMoment,
        BOOKS.test_the_book_of_a_time_begins_with_its_first_moment_and_ends_before_its_last,
    ),
    (WebhooksAreBelieved, WEBHOOKS.test_a_secret_that_is_not_ours_is_refused),
]


@pytest.fixture(scope="module")
async def simulators() -> AsyncIterator[SimulatorUnderTest]:
    async with simulator_under_test() as under_test:
        yield under_test


@pytest.mark.parametrize(("bug", "test"), CAUGHT)
async def test_a_planted_bug_is_caught(
    simulators: SimulatorUnderTest, bug: type[Planted], test: Test
) -> None:
    sound = simulators.gateway
    await test(simulators)
    simulators.gateway = bug(sound)
    try:
        with pytest.raises(FAILURES):
            await test(simulators)
    finally:
        simulators.gateway = sound
