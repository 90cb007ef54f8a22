"""What the simulator is told; it has no setting in common with services, and no token keys."""

from pathlib import Path
from typing import Literal, Self

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.read_settings import PREFIX
from chassis.secret_strength import can_be_tried, refuse_weak
from simulator.faults import FaultScript

LOCAL_WEBHOOK_SECRET = "local-webhook-secret-not-a-secret"  # noqa: S105 - refused in production
LOCAL_API_KEY = "local-gateway-key-not-a-secret"


class SimulatorSettings(BaseSettings):
    """Settings of the simulator process, from TURNUP_… variables."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", hide_input_in_errors=True)

    profile: Literal["local", "test", "production"] = "local"
    host: str = "127.0.0.1"
    port: int = 0
    payments_url: str = "http://127.0.0.1:8103"
    """The merchant, whom webhooks are sent to."""
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
    def _secrets_are_strong_where_others_can_try_them(self) -> Self:
        """With them anybody could ask for refunds or sign webhooks."""
        if can_be_tried(self.profile, self.host):
            refuse_weak(
                (
                    ("TURNUP_GATEWAY_API_KEY", self.gateway_api_key.get_secret_value()),
                    ("TURNUP_WEBHOOK_SECRET", self.webhook_secret.get_secret_value()),
                )
            )
        return self

    @model_validator(mode="after")
    def _production_has_no_faults(self) -> Self:
        if self.profile == "production" and self.faults != FaultScript():
            raise ValueError("TURNUP_FAULTS injects faults and is refused in production")
        return self
