"""Stripe's webhooks as it writes them: which payment each is about, and its signature scheme."""

import json
from pathlib import Path

import pytest
from stripe import WebhookSignature

from contracts.payments import WebhookIsForged, WebhookIsUnreadable
from services.payments.domain.collecting.intents import GatewayEvent
from services.payments.gateways.port import WebhookIsOfNoInterest
from services.payments.gateways.stripe.events import read_event
from tests.services.payments.gateways.stripe.gateway_under_test import SECRETS, signature

EVENTS = Path(__file__).parent / "events"
OURS = sorted(path for path in EVENTS.glob("*.json") if not path.name.startswith("other_"))
OTHERS = sorted(EVENTS.glob("other_*.json"))
REFERENCE = "pi_01JZTESTREFERENCE0000000000"
SESSION = "cs_test_a1YvTb0XkqM4bU8nE2cRr5pQkWj3sZt9uHd6fLgAiOxVyBnCmKeSwPqT"
INTENT = "pi_3S1k2LkdIwHu7ix0AbCdEfGh"
NOW = 1_792_000_100


def read(body: bytes, header: str, now_seconds: int = NOW) -> GatewayEvent:
    return read_event([SECRETS["current"]], {"stripe-signature": header}, body, now_seconds)


def test_there_are_events_to_read() -> None:
    assert (len(OURS), len(OTHERS)) == (10, 4)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_an_event_leads_to_its_payment_and_our_reference(path: Path) -> None:
    body = path.read_bytes()
    event = read(body, signature(SECRETS["current"], body, NOW))
    written = json.loads(body)
    named = SESSION if written["type"].startswith("checkout.session.") else INTENT
    assert event == GatewayEvent(written["id"], named, REFERENCE)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_an_event_that_says_nothing_of_our_payments_is_of_no_interest(path: Path) -> None:
    body = path.read_bytes()
    with pytest.raises(WebhookIsOfNoInterest):
        read(body, signature(SECRETS["current"], body, NOW))


VECTOR = (
    b'{"id":"evt_vector","object":"event","type":"payment_intent.succeeded","data":{"object":'
    b'{"id":"pi_vector","object":"payment_intent","metadata":{"turnup_reference":"pi_ours"}}}}'
)
VECTOR_SECRET = "whsec_a_known_good_vector"
VECTOR_HEADER = "t=1700000000,v1=3441974c546a6342f9a5ffc37ab0976bb99f8ea941e07736a66b3ad68f1f7170"
"""Made with: printf '1700000000.%s' "$BODY" | openssl dgst -sha256 -hmac "$SECRET"."""


def test_a_signature_made_by_another_program_verifies() -> None:
    headers = {"stripe-signature": VECTOR_HEADER}
    event = read_event([VECTOR_SECRET], headers, VECTOR, 1_700_000_000)
    assert event == GatewayEvent("evt_vector", "pi_vector", "pi_ours")
    with pytest.raises(WebhookIsForged):
        read_event([VECTOR_SECRET], headers, VECTOR, 1_700_000_301)


def test_stripes_own_package_signs_and_verifies_alike() -> None:
    body, secret = OURS[0].read_bytes(), SECRETS["current"]
    theirs = WebhookSignature.generate_signature_header(body.decode(), secret, timestamp=NOW)
    assert read(body, theirs).reference == REFERENCE
    ours = signature(secret, body, NOW)
    assert WebhookSignature.verify_header(body.decode(), ours, secret)


def test_several_signatures_in_one_header_verify_by_any_of_them() -> None:
    """Stripe signs with both secrets while one is being replaced."""
    body = OURS[0].read_bytes()
    genuine = signature(SECRETS["current"], body, NOW).split(",")[1]
    assert read(body, f"t={NOW},v1={'0' * 64},{genuine}").reference == REFERENCE


def test_the_older_scheme_proves_nothing() -> None:
    body = OURS[0].read_bytes()
    genuine = signature(SECRETS["current"], body, NOW).split(",")[1].removeprefix("v1=")
    with pytest.raises(WebhookIsForged):
        read(body, f"t={NOW},v0={genuine}")


@pytest.mark.parametrize(
    "about",
    [
        {},
        [],
        {"id": 7, "metadata": {"turnup_reference": "pi_1"}},
        {"id": "pi_1", "metadata": {"turnup_reference": "x" * 201}},
        {"id": "pi_1", "metadata": "turnup_reference"},
    ],
)
def test_a_genuine_event_with_an_object_that_cannot_be_is_not_believed(about: object) -> None:
    event = {"id": "evt_1", "type": "payment_intent.succeeded", "data": {"object": about}}
    body = json.dumps(event).encode()
    with pytest.raises((WebhookIsUnreadable, WebhookIsOfNoInterest)):
        read(body, signature(SECRETS["current"], body, NOW))
