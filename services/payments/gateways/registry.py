"""Finds and builds the gateways that the settings name: the built-in ones, and any that an
installed package offers under the entry point group `turnup.gateways`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any, cast

from chassis.database import Database
from contracts.payments import GatewayIsUnavailable
from services.payments.gateways.http import Transport
from services.payments.gateways.port import Gateway

GROUP = "turnup.gateways"
HERE = "services.payments.gateways"
BUILT_IN = tuple(
    EntryPoint(name, f"{HERE}.{name}.adapter:build", GROUP)
    for name in ("simulator", "stripe", "offline")
)


@dataclass(frozen=True)
class GatewaySetup:
    """What a gateway is built with. Its adapter's module has `build(setup) -> Gateway`."""

    profile: str
    options: Mapping[str, Any]
    """`TURNUP_GATEWAY_OPTIONS` of this gateway, unchecked."""
    database: Database
    """Only for a gateway that is nobody else's system (offline payments)."""
    transport: Transport | None = None
    """Replaces the network in tests."""
    is_exposed: bool = False
    """Others reach the process or do business with it: no secret may be one that can be guessed."""


class GatewayIsNotInstalled(Exception):
    """The settings name a gateway that no package offers."""


class Gateways:
    """The gateways in use by name; the first takes payments that name none."""

    def __init__(self, gateways: Sequence[Gateway]) -> None:
        self._by_name = {gateway.name: gateway for gateway in gateways}
        self.default = gateways[0]

    def __iter__(self) -> Iterator[Gateway]:
        return iter(self._by_name.values())

    def find(self, name: str) -> Gateway | None:
        return self._by_name.get(name)

    def of(self, name: str) -> Gateway:
        """Of a payment that was opened with it. Raises `GatewayIsUnavailable` once it is no longer
        configured, so that the payment waits for it to come back."""
        if gateway := self._by_name.get(name):
            return gateway
        raise GatewayIsUnavailable("not_configured", gateway=name)

    async def close(self) -> None:
        for gateway in self:
            await gateway.close()


def build_gateway(name: str, setup: GatewaySetup) -> Gateway:
    """Raises `GatewayIsNotInstalled`."""
    offered = {point.name: point for point in (*entry_points(group=GROUP), *BUILT_IN)}
    if name not in offered:
        raise GatewayIsNotInstalled(
            f"TURNUP_GATEWAYS names {name!r}, but there are only: {', '.join(sorted(offered))}."
            f" Install the package that offers it in the entry point group {GROUP!r}."
        )
    build = cast("Callable[[GatewaySetup], Gateway]", offered[name].load())
    return build(setup)
