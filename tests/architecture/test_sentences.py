"""No sentence for people is written anywhere but in `wording/`: a second place would go its own
way, and speak one language only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_size import ROOT

FOLDERS = ("billing", "chassis", "clients", "contracts", "services", "workflows", "stack")
"""The simulator is somebody else's company, scenarios play people."""
SPEAKING = {
    Path("stack", "commands", f"{name}.py")
    for name in ("audit", "messages", "order", "reconcile", "watch")
} | {Path("stack", "sheets", "order_sheet.py"), Path("stack", "sheets", "reconciliation_sheet.py")}
"""Of the command line what is told of orders and books; the rest is for whoever runs the machine,
and in English."""
WORDS = re.compile(r"[A-Za-z][a-z]+[,;:.]? [a-z]+ [a-z]+|^[A-Z][a-z]+( [a-z]+){1,2}[.!?:]?$")
"""Three words in a row, or a short line that begins with a capital letter."""
FOR_DEVELOPERS = {"summary", "description", "title", "help", "examples", "openapi_examples", "name"}
FOR_PROGRAMMERS = {"AssertionError", "RuntimeError", "SystemExit", "TypeError", "ValueError"}
TECHNICAL = {"BadParameter", "CheckConstraint", "DDL", "Index", "Option", "Argument", "text"}
LOGGING = {"critical", "debug", "error", "exception", "info", "warning"}


def sentences_in(source: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    others = set(_for_others(tree))
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and node not in others and WORDS.search(node.value):
            yield node.lineno, node.value


def _for_others(tree: ast.AST) -> Iterator[ast.AST]:
    """What no customer, admin or operator of orders reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value  # a docstring
        elif isinstance(node, ast.Call):
            if _name_of(node.func) in FOR_PROGRAMMERS | TECHNICAL | LOGGING:
                yield from ast.walk(node)
            for keyword in node.keywords:
                if keyword.arg in FOR_DEVELOPERS:
                    yield from ast.walk(keyword.value)


def _name_of(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _speaking(path: Path) -> bool:
    """Whether people read of orders and money what it says."""
    if path.parts[0] == "stack":
        return path in SPEAKING
    return "migrations" not in path.parts and path.name not in ("examples.py", "settings.py")


def test_a_sentence_is_written_in_wording_alone() -> None:
    found = [
        f"{path}:{line}: {text}"
        for folder in FOLDERS
        for path in sorted(one.relative_to(ROOT) for one in (ROOT / folder).rglob("*.py"))
        if _speaking(path)
        for line, text in sentences_in((ROOT / path).read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('raise CartIsFull("The cart is full.")', True),
        ('say(f"{count} items are open")', True),
        ('return "Paid upfront"', True),
        ('log.warning("this is for the log")', False),
        ('raise ValueError("this is for programmers")', False),
        ('"""Explains what the module owns."""', False),
        ('router.get("/orders", summary="The newest orders first")', False),
        ('said("order.waits.payment", count=2)', False),
        ('text("SELECT id from orders where state")', False),
    ],
)
def test_it_knows_a_sentence_from_what_programs_read(source: str, is_found: bool) -> None:
    assert bool(list(sentences_in(source))) == is_found
