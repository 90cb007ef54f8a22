"""What the payments service is told: its database, and which gateways take the money. What a
gateway is told is the gateway's to check."""

from typing import Annotated, Any

from pydantic import Field
from pydantic_settings import NoDecode, SettingsConfigDict

from chassis.commas import AT_COMMAS
from chassis.settings import ServiceSettings

GatewayName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
"""Joined with the ids of its events and methods by a slash or a colon, so it has neither."""


class PaymentsSettings(ServiceSettings):
    """Settings of the payments process."""

    model_config = SettingsConfigDict(env_nested_delimiter="__")

    gateways: Annotated[tuple[GatewayName, ...], NoDecode, AT_COMMAS] = Field(
        default=("simulator", "offline"), min_length=1
    )
    """In use, with commas between them; the first takes the payments that name none."""
    gateway_options: dict[str, dict[str, Any]] = Field(default_factory=dict, repr=False)
    """For each gateway what its adapter asks for; as JSON, or one variable an option:
    `TURNUP_GATEWAY_OPTIONS__STRIPE__API_KEY`."""
