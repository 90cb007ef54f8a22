"""What the payments service is told: its database, its gateway and the webhook secrets."""

from typing import Self

from pydantic import SecretStr, model_validator

from chassis.settings import ServiceSettings
from services.payments.gateways.simulator.settings import LOCAL_WEBHOOK_SECRET, refuse_local_secret


class PaymentsSettings(ServiceSettings):
    """Settings of the payments process."""

    gateway_url: str = "http://127.0.0.1:8105"
    webhook_secret: SecretStr = SecretStr(LOCAL_WEBHOOK_SECRET)
    webhook_secrets: tuple[SecretStr, ...] = ()
    """All that verify, while a secret is being rotated; empty means `webhook_secret` alone."""

    @model_validator(mode="after")
    def _production_has_its_own_webhook_secret(self) -> Self:
        refuse_local_secret(self.profile, self.active_webhook_secrets)
        return self

    @property
    def active_webhook_secrets(self) -> list[str]:
        active = self.webhook_secrets or (self.webhook_secret,)
        return [secret.get_secret_value() for secret in active]
