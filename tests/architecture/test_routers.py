"""Routers authorise, call a use case and give HTTP its form; what is read is a use case's to read.
That they import no SQL is a contract of `lint-imports`."""

import ast
from pathlib import Path

import pytest

from tests.architecture.test_async import TREES

SERVICES = ("catalog", "notifications", "orders", "payments")


def _opens_the_database(tree: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr == "database" for node in ast.walk(tree)
    )


@pytest.mark.parametrize(
    "planted",
    [
        "async with context.database.begin() as connection:\n    ...",
        "rows = read(request.app.state.context.database)",
    ],
)
def test_a_router_with_the_database_is_noticed(planted: str) -> None:
    assert _opens_the_database(ast.parse(planted))


@pytest.mark.parametrize("service", SERVICES)
def test_no_router_opens_the_database(service: str) -> None:
    routers = [path for path in TREES if path.is_relative_to(Path("services", service, "api"))]
    assert len(routers) > 3
    assert not [path for path in routers if _opens_the_database(TREES[path])]
