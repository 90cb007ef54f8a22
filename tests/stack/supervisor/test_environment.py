"""What a process is told, and what of the caller's environment it does not see."""

from dataclasses import replace
from pathlib import Path

import pytest

from portal.admin.settings import AdminSettings
from portal.settings import PortalSettings
from services.orders.settings import OrdersSettings
from stack.processes import LISTENER, PROCESSES, ProcessSpec
from stack.state.keys import Keys
from stack.state.layout import Layout
from stack.supervisor.environment import SharedSettings, environment_of

NAMES = [spec.name for spec in PROCESSES]
SHARED = SharedSettings(
    layout=Layout(Path("state")),
    profile="test",
    ports=dict.fromkeys(NAMES, 1),
    urls=dict.fromkeys([*NAMES, "temporal_ui"], "http://127.0.0.1:1"),
    database_urls=dict.fromkeys([*NAMES, LISTENER], "postgresql://127.0.0.1:1/turnup"),
    temporal_address="127.0.0.1:1",
    temporal_namespace="turnup",
    keys=Keys(),
)
CALLER = {
    "TURNUP_GATEWAY_OPTIONS": "{}",
    "TURNUP_GATEWAY_OPTIONS__STRIPE__API_KEY": "sk_test_1",
    "TURNUP_WEBHOOK_SECRET": "the caller's",
    "TURNUP_SMTP_URL": "smtp://mail.example.com",
    "TURNUP_LOCAL": "elsewhere",
    "AWS_SECRET_ACCESS_KEY": "theirs",
}


@pytest.mark.parametrize("spec", PROCESSES, ids=NAMES)
def test_what_a_gateway_is_told_reaches_payments_alone(spec: ProcessSpec) -> None:
    told = environment_of(spec, PROCESSES, SHARED, CALLER)
    options = {name: told[name] for name in told if name.startswith("TURNUP_GATEWAY_OPTIONS")}
    known = {name: CALLER[name] for name in list(CALLER)[:2]}
    known |= {
        "TURNUP_GATEWAY_OPTIONS__SIMULATOR__URL": "http://127.0.0.1:1",
        "TURNUP_GATEWAY_OPTIONS__SIMULATOR__API_KEY": SHARED.keys.gateway_api_key,
        "TURNUP_GATEWAY_OPTIONS__SIMULATOR__WEBHOOK_SECRETS": SHARED.keys.webhook_secret,
    }
    assert options == (known if spec.name == "payments" else {})


@pytest.mark.parametrize("spec", PROCESSES, ids=NAMES)
def test_the_gateway_and_the_services_hold_no_secret_of_each_other(spec: ProcessSpec) -> None:
    told = environment_of(spec, PROCESSES, SHARED, CALLER)
    of_the_gateway = {"TURNUP_WEBHOOK_SECRET", "TURNUP_GATEWAY_API_KEY"}
    expected = of_the_gateway if spec.name == "simulator" else {"TURNUP_TOKEN_KEYS"}
    assert set(told) & (of_the_gateway | {"TURNUP_TOKEN_KEYS"}) == expected


@pytest.mark.parametrize("spec", PROCESSES, ids=NAMES)
def test_other_settings_of_the_caller_pass_and_what_is_not_ours_does_not(spec: ProcessSpec) -> None:
    told = environment_of(spec, PROCESSES, SHARED, CALLER)
    assert told["TURNUP_SMTP_URL"] == CALLER["TURNUP_SMTP_URL"]
    assert not {"TURNUP_LOCAL", "AWS_SECRET_ACCESS_KEY"} & set(told)


@pytest.mark.parametrize("spec", PROCESSES, ids=NAMES)
def test_the_portal_alone_is_told_where_hints_are_heard(spec: ProcessSpec) -> None:
    told = environment_of(spec, PROCESSES, SHARED, CALLER | {"TURNUP_LISTEN_URLS": "the caller's"})
    expected = SHARED.database_urls[LISTENER] if spec.name == "portal" else None
    assert told.get("TURNUP_LISTEN_URLS") == expected


@pytest.mark.parametrize(("process", "setting"), [("portal", "portal_url"), ("admin", "admin_url")])
def test_orders_are_told_where_they_are_read(process: str, setting: str) -> None:
    orders = next(spec for spec in PROCESSES if spec.name == "orders")
    urls = {**SHARED.urls, process: "http://127.0.0.1:2"}
    told = environment_of(orders, PROCESSES, replace(SHARED, urls=urls), CALLER)
    read = OrdersSettings.model_config.get("env_prefix", "") + setting
    assert told[read.upper()] == "http://127.0.0.1:2"
    assert setting in OrdersSettings.model_fields


@pytest.mark.parametrize(("name", "other"), [("portal", "admin"), ("admin", "portal")])
def test_each_portal_is_told_where_the_other_is(name: str, other: str) -> None:
    spec = next(spec for spec in PROCESSES if spec.name == name)
    urls = {**SHARED.urls, other: "http://127.0.0.1:3"}
    told = environment_of(spec, PROCESSES, replace(SHARED, urls=urls), CALLER)
    read = AdminSettings.model_config.get("env_prefix", "") + f"{other}_url"
    assert told[read.upper()] == "http://127.0.0.1:3"
    assert f"{other}_url" in (AdminSettings if name == "admin" else PortalSettings).model_fields
