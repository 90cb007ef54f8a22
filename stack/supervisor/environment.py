"""The environment of each process: everything a process is told, it is told here."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stack.ports import LOOPBACK
from stack.processes import LISTENER, ProcessSpec
from stack.state.keys import Keys
from stack.state.layout import Layout

_FROM_THE_CALLER = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")
_OF_THE_LAUNCHER = ("TURNUP_LOCAL", "TURNUP_CALLED_FROM")
_OF_GATEWAYS = "TURNUP_GATEWAY_OPTIONS"
_HELD_BY_SOME = (
    "TURNUP_DATABASE_URL",
    "TURNUP_LISTEN_URLS",
    "TURNUP_TOKEN_KEYS",
    "TURNUP_WEBHOOK_SECRET",
    "TURNUP_GATEWAY_API_KEY",
)


@dataclass(frozen=True)
class SharedSettings:
    """What all processes of one running stack share."""

    layout: Layout
    profile: str
    ports: Mapping[str, int]
    urls: Mapping[str, str]
    database_urls: Mapping[str, str]
    temporal_address: str
    temporal_namespace: str
    keys: Keys


def environment_of(
    spec: ProcessSpec,
    table: Sequence[ProcessSpec],
    shared: SharedSettings,
    caller: Mapping[str, str],
) -> dict[str, str]:
    """The whole environment of one process.

    TURNUP_ variables of the caller pass through (an SMTP host, say) unless they are set here.
    """
    environment = {
        name: value
        for name, value in caller.items()
        if name in _FROM_THE_CALLER or _passes(name, spec)
    }
    environment |= {
        other.url_variable: shared.urls[other.name] for other in table if other.url_variable
    }
    environment |= {
        "TURNUP_PROFILE": shared.profile,
        "TURNUP_HOST": LOOPBACK,
        "TURNUP_PORT": str(shared.ports[spec.name]),
        "TURNUP_TEMPORAL_ADDRESS": shared.temporal_address,
        "TURNUP_TEMPORAL_NAMESPACE": shared.temporal_namespace,
        "TURNUP_TEMPORAL_UI_URL": shared.urls["temporal_ui"],
    }
    for name in _HELD_BY_SOME:
        environment.pop(name, None)
    if spec.is_gateway:
        environment["TURNUP_WEBHOOK_SECRET"] = shared.keys.webhook_secret
        environment["TURNUP_GATEWAY_API_KEY"] = shared.keys.gateway_api_key
    else:
        environment["TURNUP_TOKEN_KEYS"] = json.dumps(shared.keys.token_keys)
    if spec.knows_gateways:
        environment |= _of_built_in_gateways(table, shared)
    if spec.has_schema:
        url = shared.database_urls[spec.name]
        environment["TURNUP_DATABASE_URL"] = url.replace("postgresql:", "postgresql+psycopg:", 1)
    if spec.hears_hints:
        environment["TURNUP_LISTEN_URLS"] = shared.database_urls[LISTENER]
    if spec.has_folder:
        environment["TURNUP_STATE_DIR"] = str(shared.layout.folder_of(spec.name))
    return environment


def _of_built_in_gateways(table: Sequence[ProcessSpec], shared: SharedSettings) -> dict[str, str]:
    """What its adapter is told, so that both sides know each other."""
    return {
        f"{_OF_GATEWAYS}__{spec.name.upper()}__{option}": value
        for spec in table
        if spec.is_gateway
        for option, value in (
            ("URL", shared.urls[spec.name]),
            ("API_KEY", shared.keys.gateway_api_key),
            ("WEBHOOK_SECRETS", shared.keys.webhook_secret),
        )
    }


def _passes(name: str, spec: ProcessSpec) -> bool:
    if name.startswith(_OF_GATEWAYS):
        return spec.knows_gateways
    return name.startswith("TURNUP_") and name not in _OF_THE_LAUNCHER
