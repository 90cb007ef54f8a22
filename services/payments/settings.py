"""What the payments service is told: its database, its gateways and the webhook secrets."""

from typing import Annotated, Any, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from chassis.settings import ServiceSettings
from simulator.settings import (
    LOCAL_API_KEY,
    LOCAL_WEBHOOK_SECRET,
    refuse_local_secrets,
)

GatewayName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
"""Joined with the ids of its events and methods by a slash or a colon, so it has neither."""


class PaymentsSettings(ServiceSettings):
    """Settings of the payments process."""

    model_config = SettingsConfigDict(env_nested_delimiter="__")

    gateways: Annotated[tuple[GatewayName, ...], NoDecode] = Field(
        default=("simulator", "offline"), min_length=1
    )
    """In use, with commas between them; the first takes the payments that name none."""
    gateway_options: dict[str, dict[str, Any]] = Field(default_factory=dict, repr=False)
    """For each gateway what its adapter asks for; as JSON, or one variable an option:
    `TURNUP_GATEWAY_OPTIONS__STRIPE__API_KEY`."""
    allow_simulator: bool = False
    """In production too: a demonstration that others can reach, in which nobody really pays."""
    gateway_url: str = "http://127.0.0.1:8105"
    """The simulator's."""
    gateway_api_key: SecretStr = SecretStr(LOCAL_API_KEY)
    webhook_secret: SecretStr = SecretStr(LOCAL_WEBHOOK_SECRET)
    webhook_secrets: tuple[SecretStr, ...] = ()
    """All that verify the simulator's webhooks while a secret is being rotated; empty means
    `webhook_secret` alone."""

    @field_validator("gateways", mode="before")
    @classmethod
    def _split_names(cls, given: object) -> object:
        return [name.strip() for name in given.split(",")] if isinstance(given, str) else given

    @model_validator(mode="after")
    def _production_takes_real_money(self) -> Self:
        if (
            self.profile == "production"
            and "simulator" in self.gateways
            and not self.allow_simulator
        ):
            raise ValueError(
                "TURNUP_GATEWAYS has the simulator, with whose public test cards anybody pays"
                " without money; name a real gateway in TURNUP_GATEWAYS, such as stripe,offline,"
                " or set TURNUP_ALLOW_SIMULATOR=true for a demonstration"
            )
        return self

    @model_validator(mode="after")
    def _production_has_its_own_secrets_for_gateways(self) -> Self:
        if "simulator" in self.gateways:
            refuse_local_secrets(
                self.profile, self.gateway_api_key.get_secret_value(), self.active_webhook_secrets
            )
        return self

    @property
    def active_webhook_secrets(self) -> list[str]:
        active = self.webhook_secrets or (self.webhook_secret,)
        return [secret.get_secret_value() for secret in active]

    def options_of(self, gateway: str) -> dict[str, Any]:
        """The simulator has settings of its own, as it is what a new installation runs with."""
        usual: dict[str, Any] = {}
        if gateway == "simulator":
            usual = {
                "url": self.gateway_url,
                "api_key": self.gateway_api_key.get_secret_value(),
                "webhook_secrets": self.active_webhook_secrets,
            }
        return usual | self.gateway_options.get(gateway, {})
