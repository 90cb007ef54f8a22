"""Webhooks: genuine ones are read, all others refused: see `conformance`."""

import time
from collections.abc import Callable, Mapping

import pytest

from contracts.payments import WebhookIsForged, WebhookIsUnreadable
from services.payments.domain.collecting.intents import GatewayEvent
from services.payments.gateways.port import WebhookIsOfNoInterest
from tests.services.payments.gateways.asking import checkout, needs, opened, paid
from tests.services.payments.gateways.gateway_under_test import GatewayUnderTest, Secret

TOLERANCE_SECONDS = 300


async def test_what_the_gateway_sends_leads_to_the_payment(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = _sending(gateway_under_test)
    wanted = checkout(under_test)
    payment = await under_test.gateway.open_checkout(wanted)
    await under_test.pay(payment)
    events = [
        event
        for body in await under_test.webhooks(payment)
        if (event := _read(under_test, body, under_test.sign(body, _now(), "current"))) is not None
    ]
    assert events
    assert {event.reference for event in events} == {wanted.reference}
    for event in events:
        told = await under_test.gateway.read_payment(event.payment_id)
        assert (told.payment_id, told.state) == (payment.payment_id, "captured")
    assert len({event.id for event in events}) == len(events)


@pytest.mark.parametrize("secret", ["current", "previous"])
async def test_both_secrets_verify_while_one_is_replaced(
    gateway_under_test: GatewayUnderTest, secret: Secret
) -> None:
    under_test = _sending(gateway_under_test)
    body = await _some_body(under_test)
    assert _read(under_test, body, under_test.sign(body, _now(), secret)) is not None


async def test_the_same_event_has_the_same_id_again(gateway_under_test: GatewayUnderTest) -> None:
    under_test = _sending(gateway_under_test)
    body = await _some_body(under_test)
    first = _read(under_test, body, under_test.sign(body, _now() - 60, "current"))
    again = _read(under_test, body, under_test.sign(body, _now(), "current"))
    assert first == again


async def test_a_secret_that_is_not_ours_is_refused(gateway_under_test: GatewayUnderTest) -> None:
    under_test = _sending(gateway_under_test)
    body = await _some_body(under_test)
    _assert_forged(under_test, body, under_test.sign(body, _now(), "foreign"))


@pytest.mark.parametrize("off_seconds", [-TOLERANCE_SECONDS - 1, TOLERANCE_SECONDS + 1, -(10**8)])
async def test_a_genuine_event_of_another_time_is_refused(
    gateway_under_test: GatewayUnderTest, off_seconds: int
) -> None:
    under_test = _sending(gateway_under_test)
    body, now = await _some_body(under_test), _now()
    headers = under_test.sign(body, now + off_seconds, "current")
    with pytest.raises(WebhookIsForged):
        under_test.gateway.read_event(headers, body, now)


@pytest.mark.parametrize("off_seconds", [-TOLERANCE_SECONDS, TOLERANCE_SECONDS])
async def test_a_genuine_event_within_the_tolerance_is_read(
    gateway_under_test: GatewayUnderTest, off_seconds: int
) -> None:
    under_test = _sending(gateway_under_test)
    body, now = await _some_body(under_test), _now()
    headers = under_test.sign(body, now + off_seconds, "current")
    assert under_test.gateway.read_event(headers, body, now).payment_id


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "one byte more": lambda body: body + b" ",
    "one byte less": lambda body: body[:-1],
    "nothing": lambda _: b"",
    "another one": lambda body: body.replace(b'"id"', b'"ID"', 1),
    "not a text": lambda _: b"\xff\xfe\x00",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_changed_body_is_refused(gateway_under_test: GatewayUnderTest, change: str) -> None:
    under_test = _sending(gateway_under_test)
    body = await _some_body(under_test)
    _assert_forged(under_test, CHANGES[change](body), under_test.sign(body, _now(), "current"))


@pytest.mark.parametrize("value", ["", "t=,v1=", "t=1", "v1=ab", "t=x,v1=é", "0" * 10_000])
async def test_a_missing_or_malformed_signature_is_refused(
    gateway_under_test: GatewayUnderTest, value: str
) -> None:
    under_test = _sending(gateway_under_test)
    body = await _some_body(under_test)
    signed = under_test.sign(body, _now(), "current")
    _assert_forged(under_test, body, dict.fromkeys(signed, value))
    _assert_forged(under_test, body, {})


@pytest.mark.parametrize("body", [b"[]", b"{}", b"nonsense", b"\xff", b'{"id": 7}', b"null"])
async def test_a_signed_body_that_is_no_event_is_unreadable(
    gateway_under_test: GatewayUnderTest, body: bytes
) -> None:
    under_test = _sending(gateway_under_test)
    with pytest.raises(WebhookIsUnreadable):
        under_test.gateway.read_event(under_test.sign(body, _now(), "current"), body, _now())


async def test_a_gateway_without_webhooks_believes_none(
    gateway_under_test: GatewayUnderTest,
) -> None:
    under_test = gateway_under_test
    needs(not under_test.sends_webhooks, "sends webhooks")
    await opened(under_test)
    _assert_forged(under_test, b"{}", {})


def _sending(under_test: GatewayUnderTest) -> GatewayUnderTest:
    needs(under_test.sends_webhooks, "sends no webhooks")
    return under_test


async def _some_body(under_test: GatewayUnderTest) -> bytes:
    """Of an event that says something about a payment."""
    bodies = await under_test.webhooks(await paid(under_test))
    told = [
        body for body in bodies if _read(under_test, body, under_test.sign(body, _now(), "current"))
    ]
    return told[-1]


def _read(
    under_test: GatewayUnderTest, body: bytes, headers: Mapping[str, str]
) -> GatewayEvent | None:
    try:
        return under_test.gateway.read_event(headers, body, _now())
    except WebhookIsOfNoInterest:
        return None


def _assert_forged(under_test: GatewayUnderTest, body: bytes, headers: Mapping[str, str]) -> None:
    with pytest.raises(WebhookIsForged):
        under_test.gateway.read_event(headers, body, _now())


def _now() -> int:
    return int(time.time())
