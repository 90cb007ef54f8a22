"""Rules and contracts know little beyond themselves: what they may import is named, and they ask no
clock. That use cases write no SQL is seen here too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_async import TREES

SERVICES = ("catalog", "notifications", "orders", "payments")
RULES = [
    Path("billing"),
    Path("portal", "identity", "domain"),
    *(Path("services", service, "domain") for service in SERVICES),
]
WORDS = {"calendar", "collections", "dataclasses", "datetime", "fractions", "functools", "hashlib"}
WORDS |= {"base64", "hmac"}
WORDS |= {
    "importlib",
    "ipaddress",
    "itertools",
    "json",
    "re",
    "string",
    "typing",
    "unicodedata",
    "zoneinfo",
}
OF_RULES = WORDS | {"billing", "contracts", "portal", "pydantic", "services"}
"""That `services` is the service's own domain is for `lint-imports` to hold."""
OF_CONTRACTS = {"base64", "collections", "contracts", "datetime", "pydantic", "re", "typing"}
ATTRIBUTES = Path("contracts", "search_attributes.py")
"""The one place that names the types of Temporal's search attributes."""
CLOCKS = {"now", "today", "utcnow"}
CONNECTION = "sqlalchemy.ext.asyncio"
WITH_SQL = ("app.py", "gateways", "migrations", "repository", "tables", "tables.py")


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules, wherever in a file they are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def asks_the_time(tree: ast.AST) -> bool:
    names = (node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return "time" in imported(tree) or bool(CLOCKS & set(names))


def _files(*folders: Path) -> dict[Path, ast.Module]:
    found = {p: t for p, t in TREES.items() if any(p.is_relative_to(one) for one in folders)}
    assert len(found) > 5
    return found


def _strangers(tree: ast.AST, known: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in imported(tree)} - known


@pytest.mark.parametrize(
    "planted",
    [
        "today = date.today()",
        "at = datetime.datetime.now(UTC)",
        "at = datetime.utcnow()",
        "clock = datetime.now",
        "import time",
        "def wait() -> None:\n    from time import monotonic",
    ],
)
def test_a_question_for_the_time_is_noticed(planted: str) -> None:
    assert asks_the_time(ast.parse(planted))


@pytest.mark.parametrize("planted", ["from datetime import time", "due = placed_at + delay"])
def test_a_time_that_is_passed_in_is_none(planted: str) -> None:
    assert not asks_the_time(ast.parse(planted))


def test_no_rule_asks_the_time() -> None:
    assert not [path for path, tree in _files(*RULES).items() if asks_the_time(tree)]


def test_no_contract_asks_the_time() -> None:
    assert not [path for path, tree in _files(Path("contracts")).items() if asks_the_time(tree)]


@pytest.mark.parametrize("module", ["os", "pathlib", "random", "secrets", "uuid", "structlog"])
def test_a_rule_that_imports_what_is_not_named_is_noticed(module: str) -> None:
    assert _strangers(ast.parse(f"def f():\n    from {module} import x"), OF_RULES) == {module}


def test_rules_import_what_is_named_here() -> None:
    strangers = {path: _strangers(tree, OF_RULES) for path, tree in _files(*RULES).items()}
    assert not {path: modules for path, modules in strangers.items() if modules}


@pytest.mark.parametrize("module", ["pydantic_settings", "temporalio", "structlog", "os"])
def test_a_contract_that_imports_what_is_not_named_is_noticed(module: str) -> None:
    assert _strangers(ast.parse(f"import {module}.part"), OF_CONTRACTS) == {module}


def test_contracts_import_what_is_named_here() -> None:
    strangers = {
        path: _strangers(tree, OF_CONTRACTS) for path, tree in _files(Path("contracts")).items()
    }
    assert {path: modules for path, modules in strangers.items() if modules} == {
        ATTRIBUTES: {"temporalio"}
    }
    assert set(imported(TREES[ATTRIBUTES])) == {"temporalio.common"}


def _writes_sql(tree: ast.AST) -> bool:
    modules = {module for module in imported(tree) if module.partition(".")[0] == "sqlalchemy"}
    return not modules <= {CONNECTION}


@pytest.mark.parametrize(
    "planted", ["from sqlalchemy import select", "import sqlalchemy as sa", "import sqlalchemy.sql"]
)
def test_a_use_case_with_sql_of_its_own_is_noticed(planted: str) -> None:
    assert _writes_sql(ast.parse(planted))


def test_outside_the_repository_sql_is_only_a_connection_that_is_handed_on() -> None:
    files = _files(Path("services"))
    outside = [path for path in files if not {*path.parts[2:3]} & set(WITH_SQL)]
    assert len(outside) > 100
    assert not [path for path in outside if _writes_sql(files[path])]
