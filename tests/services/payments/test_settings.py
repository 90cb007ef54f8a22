"""Which gateways the payments service is told to use."""

from secrets import token_hex
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from services.payments.settings import PaymentsSettings

SECRETS: dict[str, Any] = {
    "profile": "production",
    "token_keys": {"2025": SecretStr(token_hex(32))},
}


def test_production_takes_a_real_gateway() -> None:
    assert PaymentsSettings(**SECRETS, gateways="stripe,offline").gateways == ("stripe", "offline")


def test_a_variable_of_a_gateways_own_goes_before_what_all_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(
        "TURNUP_GATEWAY_OPTIONS", '{"acme": {"url": "a", "key": "b"}, "offline": {}}'
    )
    monkeypatch.setenv("TURNUP_GATEWAY_OPTIONS__ACME__URL", "c")
    options = PaymentsSettings().gateway_options
    assert options == {"acme": {"url": "c", "key": "b"}, "offline": {}}


@pytest.mark.parametrize("name", ["stripe/eu", "stripe:eu", "", "Stripe", "a" * 41])
def test_a_gateways_name_holds_nothing_that_separates_it_from_an_id(name: str) -> None:
    with pytest.raises(ValidationError):
        PaymentsSettings(profile="test", gateways=("offline", name))
