"""What the simulator is told."""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from pydantic import SecretStr, model_validator

from chassis.settings import ProcessSettings
from simulator.faults import FaultScript

LOCAL_WEBHOOK_SECRET = "local-webhook-secret-not-a-secret"  # noqa: S105 - refused in production
LOCAL_API_KEY = "local-gateway-key-not-a-secret"


class SimulatorSettings(ProcessSettings):
    """Settings of the simulator process. Webhooks go to `payments_url`."""

    state_dir: Path = Path(".local/simulator")
    gateway_api_key: SecretStr = SecretStr(LOCAL_API_KEY)
    """What a merchant's server proves itself with: `Authorization: Bearer …`."""
    webhook_secret: SecretStr = SecretStr(LOCAL_WEBHOOK_SECRET)
    settle_seconds: float = 2
    """How long a pending card takes to settle."""
    key_window_seconds: float = 30 * 60
    """How long an idempotency key is remembered; afterwards only a look-up finds what it made."""
    faults: FaultScript = FaultScript()
    """What goes wrong on purpose, as JSON; never in production."""
    gateway_public_url: str | None = None
    """Where browsers find the payment page, when that is not where payments calls."""

    @model_validator(mode="after")
    def _production_has_its_own_secrets(self) -> Self:
        """In place of what other processes check: this one is a stranger to them and knows no token
        keys."""
        refuse_local_secrets(
            self.profile,
            self.gateway_api_key.get_secret_value(),
            [self.webhook_secret.get_secret_value()],
        )
        if self.profile == "production" and self.faults != FaultScript():
            raise ValueError("TURNUP_FAULTS injects faults and is refused in production")
        return self


def refuse_local_secrets(profile: str, api_key: str, webhook_secrets: Iterable[str]) -> None:
    """Anybody could ask for refunds or sign webhooks with the defaults that stand in this file."""
    local = [
        name
        for name, is_local in (
            ("TURNUP_GATEWAY_API_KEY", api_key == LOCAL_API_KEY),
            ("TURNUP_WEBHOOK_SECRET", LOCAL_WEBHOOK_SECRET in webhook_secrets),
        )
        if is_local
    ]
    if profile == "production" and local:
        raise ValueError(
            f"{' and '.join(local)} must not be the local default in production; make one with:"
            " openssl rand -hex 32"
        )
