"""Options are checked by every adapter: a misspelt one is refused instead of silently dropped."""

import pytest
from pydantic import ValidationError

from services.payments.gateways.registry import Surroundings, build_gateway
from services.payments.settings import PaymentsSettings
from tests.services.payments.gateways.stripe.bench import NOWHERE


@pytest.mark.parametrize("gateway", ["simulator", "offline"])
def test_an_option_that_is_misspelt_is_refused(gateway: str) -> None:
    options = PaymentsSettings().options_of(gateway) | {"instruction": "Pay in cash."}
    with pytest.raises(ValidationError, match=r"instruction\n.*not permitted"):
        build_gateway(gateway, Surroundings("test", options, NOWHERE))
