"""What payments refuses to start with."""

from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from services.payments.settings import PaymentsSettings

SECRETS: dict[str, Any] = {
    "profile": "production",
    "token_keys": {"2025": SecretStr("k" * 64)},
    "gateway_api_key": SecretStr("a-key-of-its-own"),
    "webhook_secret": SecretStr("a-secret-of-its-own"),
}


@pytest.mark.parametrize("given", [{}, {"gateways": "stripe,simulator"}])
def test_production_refuses_the_simulator_and_says_what_to_name(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"(?s)simulator.*real gateway in TURNUP_GATEWAYS"):
        PaymentsSettings(**SECRETS, **given)


def test_production_takes_a_real_gateway() -> None:
    assert PaymentsSettings(**SECRETS, gateways="stripe,offline").gateways == ("stripe", "offline")


def test_a_demonstration_may_have_the_simulator_when_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TURNUP_ALLOW_SIMULATOR", "true")
    assert PaymentsSettings(**SECRETS).gateways == ("simulator", "offline")


def test_elsewhere_the_simulator_needs_no_permission() -> None:
    assert "simulator" in PaymentsSettings(profile="test").gateways


@pytest.mark.parametrize("name", ["stripe/eu", "stripe:eu", "", "Stripe", "a" * 41])
def test_a_gateways_name_holds_nothing_that_separates_it_from_an_id(name: str) -> None:
    with pytest.raises(ValidationError):
        PaymentsSettings(profile="test", gateways=("offline", name))
