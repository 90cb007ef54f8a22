"""Every text, list, number and day that comes from outside has a bound."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, SecretStr

from contracts.message import Command, Day, Label
from services.catalog.app import build_app as build_catalog
from services.catalog.settings import CatalogSettings
from services.notifications.app import build_app as build_notifications
from services.notifications.settings import NotificationsSettings
from services.orders.app import build_app as build_orders
from services.orders.settings import OrdersSettings
from services.payments.app import build_app as build_payments
from services.payments.settings import PaymentsSettings
from tests.contracts.outside import Part, messages, parts, parts_of

UNUSED = {
    "profile": "test",
    "database_url": "postgresql+psycopg://nobody@127.0.0.1:1/nothing",
    "migrate_on_start": False,
    "token_keys": {"test": SecretStr("test-key-not-a-secret-of-more-than-thirty-two")},
}
"""The apps are only asked what they would take."""

SERVICES: dict[str, Callable[[], FastAPI]] = {
    "catalog": lambda: build_catalog(CatalogSettings.model_validate(UNUSED)),
    "notifications": lambda: build_notifications(NotificationsSettings.model_validate(UNUSED)),
    "orders": lambda: build_orders(OrdersSettings.model_validate(UNUSED)),
    "payments": lambda: build_payments(PaymentsSettings.model_validate(UNUSED)),
}


@pytest.mark.parametrize("message", messages(), ids=lambda message: message.__name__)
def test_every_part_of_a_message_is_bounded(message: type[BaseModel]) -> None:
    assert not [str(part) for part in parts_of(message) if not part.is_bounded]


@pytest.mark.parametrize("service", SERVICES)
def test_every_parameter_and_body_of_a_service_is_bounded(service: str) -> None:
    found = list(_parts_of_service(SERVICES[service]().openapi()))
    assert {part.way[2] for part in found} == {"path", "query", "header", "body"}
    assert not [str(part) for part in found if not part.is_bounded]


class _Inner(BaseModel):
    days: list[date]
    right_days: list[Day]


class _Unbounded(Command):
    text: str | None = None
    label: Label
    counts: dict[str, int]
    inner: list[_Inner]


def test_what_has_no_bound_is_found_however_deep() -> None:
    found = {str(part) for part in parts_of(_Unbounded) if not part.is_bounded}
    in_inner = {"inner", "inner/[]/days", "inner/[]/days/[]", "inner/[]/right_days"}
    assert found == {"text", "counts", "counts/{}", *in_inner}


def _parts_of_service(document: dict[str, Any]) -> Iterator[Part]:
    definitions = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for parameter in operation.get("parameters", []):
                way = (method, path, parameter["in"], parameter["name"])
                yield from parts(parameter["schema"], definitions, way)
            for body in operation.get("requestBody", {}).get("content", {}).values():
                yield from parts(body["schema"], definitions, (method, path, "body"))
