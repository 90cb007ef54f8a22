"""What is wrong with a process's settings is said without a part of any value."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest
from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_settings import BaseSettings

import services
import workflows
from chassis.read_settings import read_settings
from chassis.settings import ProcessSettings, ServiceSettings
from services.notifications.settings import NotificationsSettings
from services.payments.settings import PaymentsSettings

SECRET = "Xq7vRz2LmW9tKc4N"
PARTS = [SECRET[at : at + 3] for at in range(len(SECRET) - 2)]

BROKEN: list[tuple[type[ProcessSettings], str, str]] = [
    (ProcessSettings, "TOKEN_KEYS", '{"k": "%s"}'),
    (ProcessSettings, "TOKEN_KEYS", '{"%s": 5}'),
    (ProcessSettings, "TOKEN_KEYS", '["%s"]'),
    (ProcessSettings, "TOKEN_KEYS", "%s"),
    (ProcessSettings, "TOKEN_KEYS", '{"k": "%s'),
    (ProcessSettings, "PORT", "%s"),
    (ProcessSettings, "PROFILE", "%s"),
    (ServiceSettings, "DATABASE_URL", "%s"),
    (ServiceSettings, "DATABASE_URL", "mysql://u:%s@host/db"),
    (ServiceSettings, "DATABASE_URL", "postgresql+psycopg://u:p@%s@host/db"),
    (ServiceSettings, "DATABASE_URL", "postgresql+psycopg://u:p/%s@host/db"),
    (ServiceSettings, "DATABASE_URL", "postgresql+psycopg://u:p?%s@host/db"),
    (ServiceSettings, "DATABASE_URL", "postgresql+psycopg://u:p#%s@host/db"),
    (ServiceSettings, "DATABASE_URL", "postgresql+psycopg://u:p[%s@host/db"),
    (ServiceSettings, "DATABASE_URL", "postgresql+psycopg://u:p\u2100%s@host/db"),
    (ServiceSettings, "DATABASE_URL", "postgresql+psycopg://host:%s/db"),
    (ServiceSettings, "DATABASE_URL", "postgresql+psycopg://u:%s"),
    (ServiceSettings, "DATABASE_URL", "postgresql+psycopg:u:%s@host/db"),
    (NotificationsSettings, "SMTP_URL", "%s"),
    (NotificationsSettings, "SMTP_URL", "smtp://u:p@%s@host"),
    (NotificationsSettings, "SMTP_URL", "smtp://u:p/%s@host"),
    (NotificationsSettings, "SMTP_URL", "smtp://host:%s"),
    (NotificationsSettings, "SMTP_URL", "smtp://u:p\u2100%s@host"),
    (PaymentsSettings, "GATEWAY_OPTIONS", '{"stripe": "%s"}'),
    (PaymentsSettings, "GATEWAY_OPTIONS", "%s"),
]


@pytest.mark.parametrize(("kind", "name", "value"), BROKEN)
def test_a_broken_setting_is_named_and_not_quoted(
    kind: type[ProcessSettings], name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"TURNUP_{name}", value % SECRET)
    with pytest.raises(SystemExit) as ended:
        read_settings(kind)
    words = str(ended.value)
    assert name in words.upper()
    assert not [part for part in PARTS if part in words]


def test_settings_that_code_gives_are_not_quoted_either() -> None:
    with pytest.raises(ValidationError) as refused:
        ServiceSettings(database_url=SecretStr(f"u:{SECRET}"), kept_days=SECRET)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://turnup@127.0.0.1:5432/turnup",
        "postgresql+psycopg://u:p%40%2F%3F@[::1]:5432/db?sslmode=require",
        "postgresql+psycopg://u:p@h1/db?application_name=x",
        "postgresql+psycopg:///turnup?host=/run/postgresql",
    ],
)
def test_addresses_of_databases_that_can_be_used(url: str) -> None:
    settings = ServiceSettings(database_url=SecretStr(url))
    assert settings.database_url.get_secret_value() == url
    assert "psycopg" not in repr(settings)


def test_every_class_that_holds_a_secret_hides_its_input() -> None:
    modules = [module for package in (services, workflows) for module in _all_modules(package)]
    holders = {kind for module in modules for kind in _models(module) if _holds_a_secret(kind)}
    assert {kind.__name__ for kind in holders} > {"StripeOptions", "SimulatorOptions"}
    assert not [kind for kind in holders if not kind.model_config.get("hide_input_in_errors")]


def _all_modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if "migrations" not in found.name and "__main__" not in found.name:
            yield importlib.import_module(found.name)


def _models(module: ModuleType) -> Iterator[type[BaseModel]]:
    for kind in vars(module).values():
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield kind


def _holds_a_secret(kind: type[BaseModel]) -> bool:
    annotations = [str(field.annotation) for field in kind.model_fields.values()]
    return issubclass(kind, BaseSettings) or any("SecretStr" in text for text in annotations)
