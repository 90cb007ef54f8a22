"""Questions that the conformance suite puts to a gateway, and when it does not apply."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chassis.ids import new_id
from contracts.payments import GatewayIsUnavailable
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.gateways.port import BookPage, Checkout, Gateway, GatewayRefund, RefundOrder
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest

AMOUNT_MINOR = 3_100
MOST_PAGES = 1_000
MOST_TRIES = 20
LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)


def checkout(under_test: GatewayUnderTest, amount_minor: int = AMOUNT_MINOR) -> Checkout:
    """A new one, with a key and a reference of its own."""
    return Checkout(
        key=f"order/{new_id('ord')}/payment/1",
        reference=new_id("pi"),
        customer_id=new_id("cus"),
        amount_minor=amount_minor,
        currency=under_test.currency,
        description="Order of a test",
        return_url="https://portal.example/back",
    )


def of_amount(wanted: Checkout, amount_minor: int) -> Checkout:
    return replace(wanted, amount_minor=amount_minor)


async def opened(under_test: GatewayUnderTest, amount_minor: int = AMOUNT_MINOR) -> GatewayPayment:
    return await under_test.gateway.open_checkout(checkout(under_test, amount_minor))


async def paid(under_test: GatewayUnderTest, amount_minor: int = AMOUNT_MINOR) -> GatewayPayment:
    payment = await opened(under_test, amount_minor)
    await under_test.pay(payment)
    return await read(under_test, payment)


async def read(under_test: GatewayUnderTest, payment: GatewayPayment) -> GatewayPayment:
    return await under_test.gateway.read_payment(id_of(payment))


def id_of(payment: GatewayPayment) -> str:
    assert payment.payment_id is not None
    return payment.payment_id


def refund_order(
    under_test: GatewayUnderTest, payment: GatewayPayment, amount_minor: int
) -> RefundOrder:
    key = f"refund/{new_id('rfd')}/0"
    return RefundOrder(key, id_of(payment), amount_minor, under_test.currency)


async def open_until_known(gateway: Gateway, wanted: Checkout) -> GatewayPayment:
    """As payments does: once more while the outcome is unknown."""
    for _ in range(MOST_TRIES):
        try:
            return await gateway.open_checkout(wanted)
        except GatewayIsUnavailable:
            continue
    raise AssertionError(f"no outcome after {MOST_TRIES} tries")


async def book(
    gateway: Gateway, since: datetime, until: datetime
) -> tuple[dict[str, GatewayPayment], dict[str, GatewayRefund]]:
    """All pages, by ids."""
    payments: dict[str, GatewayPayment] = {}
    refunds: dict[str, GatewayRefund] = {}
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        page: BookPage = await gateway.read_book(since, until, cursor)
        payments |= {id_of(payment): payment for payment in page.payments}
        refunds |= {refund.id: refund for refund in page.refunds}
        cursor = page.next_cursor
        if cursor is None:
            return payments, refunds
    raise AssertionError(f"the book does not end after {MOST_PAGES} pages")


def facts_of(payment: GatewayPayment) -> tuple[object, ...]:
    """What is true of a payment's money, wherever it is read."""
    money = (payment.amount_minor, payment.currency, payment.captured_at)
    return (payment.payment_id, payment.reference, payment.state, *money)


def moment_of(payment: GatewayPayment) -> datetime:
    assert payment.captured_at is not None
    return payment.captured_at


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(minutes=1)


def lately() -> datetime:
    return datetime.now(UTC) - timedelta(minutes=1)


def needs(is_there: bool, what: str) -> None:
    if not is_there:
        pytest.skip(f"this gateway {what}")
