"""What the simulator's adapter refuses to be built with, and what it is told by variables."""

from secrets import token_hex
from typing import Any, cast

import pytest
from pydantic import SecretStr, ValidationError

from services.payments.app import build_app
from services.payments.gateways.registry import GatewaySetup, build_gateway
from services.payments.gateways.simulator.adapter import SimulatorGateway
from services.payments.gateways.simulator.options import SimulatorDoesNotFit
from services.payments.settings import PaymentsSettings
from tests.services.payments.gateways.simulator.gateway_under_test import NOWHERE

STRONG, OTHER = token_hex(32), token_hex(32)
OWN_SECRETS: dict[str, Any] = {"api_key": STRONG, "webhook_secrets": f"{STRONG},{OTHER}"}
ALLOWED = "is_allowed_in_production"
PRODUCTION: dict[str, Any] = {
    "profile": "production",
    "token_keys": {"2025": SecretStr(STRONG)},
    "migrate_on_start": False,
    "gateway_options": {"simulator": OWN_SECRETS},
}


def build(profile: str, **options: Any) -> SimulatorGateway:
    setup = GatewaySetup(profile, options, NOWHERE, is_exposed=profile == "production")
    return cast("SimulatorGateway", build_gateway("simulator", setup))


@pytest.mark.parametrize("given", [{}, {"gateways": "offline,simulator"}])
def test_production_refuses_the_simulator_and_says_what_to_name(given: dict[str, Any]) -> None:
    with pytest.raises(SimulatorDoesNotFit, match=r"simulator.*real gateway in TURNUP_GATEWAYS"):
        build_app(PaymentsSettings(**PRODUCTION, **given))


def test_a_demonstration_may_have_the_simulator_when_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TURNUP_GATEWAY_OPTIONS__SIMULATOR__IS_ALLOWED_IN_PRODUCTION", "true")
    monkeypatch.setenv(
        "TURNUP_GATEWAY_OPTIONS__SIMULATOR__API_KEY", "98765012346789502341678052364719"
    )
    monkeypatch.setenv("TURNUP_GATEWAY_OPTIONS__SIMULATOR__WEBHOOK_SECRETS", f"{STRONG}, {OTHER}")
    build("production", **PaymentsSettings().gateway_options["simulator"])


@pytest.mark.parametrize("missing", list(OWN_SECRETS))
def test_production_refuses_secrets_that_everybody_knows(missing: str) -> None:
    given = {name: value for name, value in OWN_SECRETS.items() if name != missing}
    with pytest.raises(SimulatorDoesNotFit, match=missing.upper()):
        build("production", **given, **{ALLOWED: True})


@pytest.mark.parametrize("weak", ["x", "a" * 64])
@pytest.mark.parametrize("name", list(OWN_SECRETS))
def test_what_can_be_guessed_is_refused_where_others_reach_the_process(
    name: str, weak: str
) -> None:
    given = OWN_SECRETS | {name: f"{STRONG},{weak}" if name == "webhook_secrets" else weak}
    told = PaymentsSettings(
        host="0.0.0.0",  # noqa: S104
        token_keys={"1": SecretStr(STRONG)},
        migrate_on_start=False,
        gateway_options={"simulator": given},
    )
    with pytest.raises(SimulatorDoesNotFit, match=name.upper()):
        build_app(told)


def test_elsewhere_the_simulator_needs_no_permission() -> None:
    assert build("test").name == "simulator"


def test_a_refused_option_shows_no_secret() -> None:
    with pytest.raises(ValidationError) as refused:
        build("test", api_key={"oops": "the-secret-key"})
    assert "the-secret-key" not in str(refused.value)
