"""Options are checked by every adapter: a misspelt one is refused instead of silently dropped."""

import pytest
from pydantic import ValidationError

from services.payments.gateways.registry import GatewaySetup, build_gateway
from tests.services.payments.gateways.stripe.gateway_under_test import NOWHERE


@pytest.mark.parametrize("gateway", ["simulator", "offline"])
def test_an_option_that_is_misspelt_is_refused(gateway: str) -> None:
    options = {"instruction": "Pay in cash."}
    with pytest.raises(ValidationError, match=r"instruction\n.*not permitted"):
        build_gateway(gateway, GatewaySetup("test", options, NOWHERE))
