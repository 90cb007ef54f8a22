"""Webhooks: genuine ones are read, all others refused: see `conformance`."""

import time
from collections.abc import Callable, Mapping

import pytest

from contracts.payments import WebhookIsForged, WebhookIsUnreadable
from services.payments.domain.collecting.intents import GatewayEvent
from services.payments.gateways.port import WebhookIsOfNoInterest
from tests.services.payments.gateways.asking import checkout, needs, opened, paid
from tests.services.payments.gateways.bench import GatewayUnderTest, Secret

TOLERANCE_SECONDS = 300


async def test_what_the_gateway_sends_leads_to_the_payment(
    gateway_under_test: GatewayUnderTest,
) -> None:
    bench = _sending(gateway_under_test)
    wanted = checkout(bench)
    payment = await bench.gateway.open_checkout(wanted)
    await bench.pay(payment)
    events = [
        event
        for body in await bench.webhooks(payment)
        if (event := _read(bench, body, bench.sign(body, _now(), "current"))) is not None
    ]
    assert events
    assert {event.reference for event in events} == {wanted.reference}
    for event in events:
        told = await bench.gateway.read_payment(event.payment_id)
        assert (told.payment_id, told.state) == (payment.payment_id, "captured")
    assert len({event.id for event in events}) == len(events)


@pytest.mark.parametrize("secret", ["current", "previous"])
async def test_both_secrets_verify_while_one_is_replaced(
    gateway_under_test: GatewayUnderTest, secret: Secret
) -> None:
    bench = _sending(gateway_under_test)
    body = await _some_body(bench)
    assert _read(bench, body, bench.sign(body, _now(), secret)) is not None


async def test_the_same_event_has_the_same_id_again(gateway_under_test: GatewayUnderTest) -> None:
    bench = _sending(gateway_under_test)
    body = await _some_body(bench)
    first = _read(bench, body, bench.sign(body, _now() - 60, "current"))
    again = _read(bench, body, bench.sign(body, _now(), "current"))
    assert first == again


async def test_a_secret_that_is_not_ours_is_refused(gateway_under_test: GatewayUnderTest) -> None:
    bench = _sending(gateway_under_test)
    body = await _some_body(bench)
    _assert_forged(bench, body, bench.sign(body, _now(), "foreign"))


@pytest.mark.parametrize("off_seconds", [-TOLERANCE_SECONDS - 1, TOLERANCE_SECONDS + 1, -(10**8)])
async def test_a_genuine_event_of_another_time_is_refused(
    gateway_under_test: GatewayUnderTest, off_seconds: int
) -> None:
    bench = _sending(gateway_under_test)
    body, now = await _some_body(bench), _now()
    headers = bench.sign(body, now + off_seconds, "current")
    with pytest.raises(WebhookIsForged):
        bench.gateway.read_event(headers, body, now)


@pytest.mark.parametrize("off_seconds", [-TOLERANCE_SECONDS, TOLERANCE_SECONDS])
async def test_a_genuine_event_within_the_tolerance_is_read(
    gateway_under_test: GatewayUnderTest, off_seconds: int
) -> None:
    bench = _sending(gateway_under_test)
    body, now = await _some_body(bench), _now()
    headers = bench.sign(body, now + off_seconds, "current")
    assert bench.gateway.read_event(headers, body, now).payment_id


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "one byte more": lambda body: body + b" ",
    "one byte less": lambda body: body[:-1],
    "nothing": lambda _: b"",
    "another one": lambda body: body.replace(b'"id"', b'"ID"', 1),
    "not a text": lambda _: b"\xff\xfe\x00",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_changed_body_is_refused(gateway_under_test: GatewayUnderTest, change: str) -> None:
    bench = _sending(gateway_under_test)
    body = await _some_body(bench)
    _assert_forged(bench, CHANGES[change](body), bench.sign(body, _now(), "current"))


@pytest.mark.parametrize("value", ["", "t=,v1=", "t=1", "v1=ab", "t=x,v1=é", "0" * 10_000])
async def test_a_missing_or_malformed_signature_is_refused(
    gateway_under_test: GatewayUnderTest, value: str
) -> None:
    bench = _sending(gateway_under_test)
    body = await _some_body(bench)
    signed = bench.sign(body, _now(), "current")
    _assert_forged(bench, body, dict.fromkeys(signed, value))
    _assert_forged(bench, body, {})


@pytest.mark.parametrize("body", [b"[]", b"{}", b"nonsense", b"\xff", b'{"id": 7}', b"null"])
async def test_a_signed_body_that_is_no_event_is_unreadable(
    gateway_under_test: GatewayUnderTest, body: bytes
) -> None:
    bench = _sending(gateway_under_test)
    with pytest.raises(WebhookIsUnreadable):
        bench.gateway.read_event(bench.sign(body, _now(), "current"), body, _now())


async def test_a_gateway_without_webhooks_believes_none(
    gateway_under_test: GatewayUnderTest,
) -> None:
    bench = gateway_under_test
    needs(not bench.sends_webhooks, "sends webhooks")
    await opened(bench)
    _assert_forged(bench, b"{}", {})


def _sending(bench: GatewayUnderTest) -> GatewayUnderTest:
    needs(bench.sends_webhooks, "sends no webhooks")
    return bench


async def _some_body(bench: GatewayUnderTest) -> bytes:
    """Of an event that says something about a payment."""
    bodies = await bench.webhooks(await paid(bench))
    told = [body for body in bodies if _read(bench, body, bench.sign(body, _now(), "current"))]
    return told[-1]


def _read(bench: GatewayUnderTest, body: bytes, headers: Mapping[str, str]) -> GatewayEvent | None:
    try:
        return bench.gateway.read_event(headers, body, _now())
    except WebhookIsOfNoInterest:
        return None


def _assert_forged(bench: GatewayUnderTest, body: bytes, headers: Mapping[str, str]) -> None:
    with pytest.raises(WebhookIsForged):
        bench.gateway.read_event(headers, body, _now())


def _now() -> int:
    return int(time.time())
