"""What the simulator is told."""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from pydantic import SecretStr, model_validator

from chassis.settings import ProcessSettings

LOCAL_WEBHOOK_SECRET = "local-webhook-secret-not-a-secret"  # noqa: S105 - refused in production


class SimulatorSettings(ProcessSettings):
    """Settings of the simulator process. Webhooks go to `payments_url`."""

    state_dir: Path = Path(".local/simulator")
    webhook_secret: SecretStr = SecretStr(LOCAL_WEBHOOK_SECRET)
    settle_seconds: float = 2
    """How long a pending card takes to settle."""
    gateway_public_url: str | None = None
    """Where browsers find the payment page, when that is not where payments calls."""

    @model_validator(mode="after")
    def _production_has_its_own_webhook_secret(self) -> Self:
        refuse_local_secret(self.profile, [self.webhook_secret.get_secret_value()])
        return self


def refuse_local_secret(profile: str, secrets: Iterable[str]) -> None:
    """Anybody could sign webhooks with the default that stands in this file."""
    if profile == "production" and LOCAL_WEBHOOK_SECRET in secrets:
        raise ValueError(
            "TURNUP_WEBHOOK_SECRET must not be the local default in production; make one with:"
            " openssl rand -hex 32"
        )
