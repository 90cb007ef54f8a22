"""What the web framework calls is `async`: a plain function would cost every request a trip to a
thread, and the threads are few."""

import ast
from collections.abc import Iterator

from tests.architecture.test_size import ROOT, SOURCES

METHODS = {"get", "post", "put", "patch", "delete", "head", "options"}
TREES = {
    path.relative_to(ROOT): ast.parse(path.read_text())
    for path in SOURCES
    if path.relative_to(ROOT).parts[0] != "tests"
}
PLAIN = {
    node.name for tree in TREES.values() for node in ast.walk(tree) if type(node) is ast.FunctionDef
}
"""Names of functions without `async`, wherever they are."""


def test_no_dependency_runs_in_a_thread() -> None:
    used = {name for tree in TREES.values() for name in _dependencies(tree)}
    assert len(used) > 10
    assert used & PLAIN == set()


def test_no_endpoint_runs_in_a_thread() -> None:
    found = [
        (path, node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_endpoint(node)
    ]
    assert len(found) > 50
    assert not [(path, node.name) for path, node in found if isinstance(node, ast.FunctionDef)]


def _dependencies(tree: ast.AST) -> Iterator[str]:
    """The names that are handed to `Depends`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "Depends":
            yield from (given.id for given in node.args if isinstance(given, ast.Name))


def _is_endpoint(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    called = [one.func for one in node.decorator_list if isinstance(one, ast.Call)]
    return any(isinstance(one, ast.Attribute) and one.attr in METHODS for one in called)
