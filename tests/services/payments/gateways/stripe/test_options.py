"""What the adapter is told, and the keys that a profile refuses."""

import sys
from typing import Any

import pytest
from pydantic import ValidationError

from services.payments.gateways.port import Gateway
from services.payments.gateways.registry import GatewayIsNotInstalled, GatewaySetup, build_gateway
from services.payments.gateways.stripe.adapter import StripeKeyDoesNotFit
from services.payments.settings import PaymentsSettings
from tests.services.payments.gateways.stripe.gateway_under_test import NOWHERE

TEST_KEY, LIVE_KEY = "sk_test_0123456789", "rk_live_9fKq2XvTz7LmWcB4sNpYd8RhG3"
SIGNING = "whsec_Bq8ZtLw3XnVfR7kYcM2pJs6HdG4u"


def build(profile: str, **options: Any) -> Gateway:
    told = {"api_key": TEST_KEY, "webhook_secrets": f"{SIGNING},{SIGNING}x"} | options
    return build_gateway("stripe", GatewaySetup(profile, told, NOWHERE))


@pytest.mark.parametrize(
    ("profile", "api_key"), [("local", TEST_KEY), ("test", TEST_KEY), ("production", LIVE_KEY)]
)
async def test_a_key_that_fits_its_profile_is_taken(profile: str, api_key: str) -> None:
    gateway = build(profile, api_key=api_key)
    assert gateway.name == "stripe"
    await gateway.close()


async def test_the_environment_is_enough_to_set_it_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURNUP_GATEWAYS", "stripe,offline")
    monkeypatch.setenv("TURNUP_GATEWAY_OPTIONS__STRIPE__API_KEY", TEST_KEY)
    monkeypatch.setenv("TURNUP_GATEWAY_OPTIONS__STRIPE__WEBHOOK_SECRETS", "whsec_1, whsec_2")
    settings = PaymentsSettings()
    assert settings.gateways == ("stripe", "offline")
    gateway = build("local", **settings.gateway_options["stripe"])
    assert gateway.capabilities.has_payment_page
    await gateway.close()


@pytest.mark.parametrize(
    ("profile", "api_key", "why"),
    [
        ("production", TEST_KEY, "test key"),
        ("production", "rk_test_0123456789", "test key"),
        ("local", LIVE_KEY, "real money"),
        ("test", LIVE_KEY, "real money"),
        ("local", "pk_test_0123456789", "secret key"),
    ],
)
def test_a_key_that_does_not_fit_is_refused_without_showing_it(
    profile: str, api_key: str, why: str
) -> None:
    with pytest.raises(StripeKeyDoesNotFit, match=why) as refusal:
        build(profile, api_key=api_key)
    assert api_key[-10:] not in str(refusal.value)


@pytest.mark.parametrize(
    "weak",
    [{"webhook_secrets": "x"}, {"webhook_secrets": f"{SIGNING},{'w' * 40}"}, {"api_key": "sk_"}],
)
def test_production_refuses_what_can_be_guessed(weak: dict[str, str]) -> None:
    with pytest.raises(StripeKeyDoesNotFit, match="can be guessed"):
        build("production", **{"api_key": LIVE_KEY} | weak)


def test_production_asks_over_https_only() -> None:
    with pytest.raises(StripeKeyDoesNotFit, match="https"):
        build("production", api_key=LIVE_KEY, api_base="http://127.0.0.1:1")


@pytest.mark.parametrize(
    "options", [{"webhook_secrets": ""}, {"webhook_secrets": "whsec_1,"}, {"webhook_secretes": "x"}]
)
def test_options_that_cannot_be_meant_are_refused_without_showing_them(
    options: dict[str, str],
) -> None:
    with pytest.raises(ValidationError) as refusal:
        build("local", **options)
    assert "whsec_1" not in str(refusal.value)
    assert TEST_KEY not in str(refusal.value)


def test_without_stripes_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stripe", None)
    with pytest.raises(GatewayIsNotInstalled, match="install the extra `stripe`"):
        build("local")
