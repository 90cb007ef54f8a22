"""What a workflow remembers is written by the object that it belongs to: a signal handler or a
phase that wants a change calls a method for it."""

import ast
from collections.abc import Iterator

from tests.architecture.test_size import ROOT

STARTS_THE_WORKER = ROOT / "workflows" / "__main__.py"
"""No workflow: it puts the process together."""


def foreign_writes(code: str) -> Iterator[str]:
    """Attributes that are set, changed or deleted through another object than `self`; also private
    ones that are only read there."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Attribute) or _is_self(node.value):
            continue
        is_private = node.attr.startswith("_") and not node.attr.startswith("__")
        if is_private or not isinstance(node.ctx, ast.Load):
            yield ast.unparse(node)


def _is_self(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and owner.id in ("self", "cls")


def test_no_workflow_writes_what_belongs_to_another_object() -> None:
    files = sorted(set((ROOT / "workflows").rglob("*.py")) - {STARTS_THE_WORKER})
    assert {"workflows/worker.py", "workflows/order/case.py"} <= {
        str(path.relative_to(ROOT)) for path in files
    }
    found = [
        f"{path.relative_to(ROOT)}: {write}"
        for path in files
        for write in foreign_writes(path.read_text())
    ]
    assert found == []


def test_a_write_from_outside_is_noticed() -> None:
    assert list(foreign_writes("self._case.retry_wanted = True")) == ["self._case.retry_wanted"]
    assert list(foreign_writes("case.inbox._entries.clear()")) == ["case.inbox._entries"]
    assert list(foreign_writes("self._retry_wanted = True")) == []
