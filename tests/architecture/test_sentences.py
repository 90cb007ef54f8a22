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
    for name in ("audit", "messages", "order", "reconcile", "settings", "watch")
} | {Path("stack", "sheets", "order_sheet.py"), Path("stack", "sheets", "reconciliation_sheet.py")}
"""Of the command line what is told of orders and books; the rest is for whoever runs the machine,
and in English."""
WORDS = re.compile(r"[A-Za-z][a-z]+[,;:.]? [a-z]+ [a-z]+|^[A-Z][a-z]+( [a-z]+){1,2}[.!?:]?$")
"""Three words in a row, or a short line that begins with a capital letter."""
AT_THE_START = {
    Path(name)
    for name in (
        "chassis/database_url.py",
        "chassis/secret_strength.py",
        "chassis/secret_urls.py",
        "services/payments/gateways/registry.py",
        "services/payments/gateways/simulator/options.py",
        "services/payments/gateways/stripe/adapter.py",
    )
}
"""Refuse settings before a process starts: read by whoever runs the machine, in English."""
BESIDE_OTHERS = {Path("services/notifications/channels/smtp.py")}
"""Words that stand among those of a mail server, which speaks English."""
HEALTH = {
    Path(name)
    for name in (
        "chassis/checks.py",
        "chassis/database_checks.py",
        "chassis/outbox_check.py",
        "clients/system/task_queue.py",
        "clients/system/workflows_on_demand.py",
        "services/notifications/use_cases/check_mail.py",
        "workflows/checks.py",
    )
}
"""What a process says of itself to whoever runs the machine, in English as the command line."""
EXCEPTIONS = AT_THE_START | BESIDE_OTHERS | HEALTH
SQL = re.compile(r"\s*(WITH|SELECT|INSERT|UPDATE|DELETE) ")
FOR_DEVELOPERS = {"summary", "description", "title", "help", "examples", "openapi_examples", "name"}
FOR_PROGRAMMERS = {"AssertionError", "RuntimeError", "SystemExit", "TypeError", "ValueError"}
TECHNICAL = {"BadParameter", "CheckConstraint", "DDL", "Index", "Option", "Argument", "text"}
CODED = {"headings", "not_found", "require_may_see", "term"}
"""Take the name of a thing; its word is in `wording/sentences/terms.py`."""
LOGGING = {"critical", "debug", "error", "exception", "info", "warning"}


def sentences_in(source: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    others = set(_for_others(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or node in others:
            continue
        if isinstance(node.value, str) and WORDS.search(node.value) and not SQL.match(node.value):
            yield node.lineno, node.value


def _for_others(tree: ast.AST) -> Iterator[ast.AST]:
    """What no customer, admin or operator of orders reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value  # a docstring
        elif isinstance(node, ast.Call):
            if _name_of(node.func) in FOR_PROGRAMMERS | TECHNICAL | CODED | LOGGING:
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
    if path in EXCEPTIONS:
        return False
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


@pytest.mark.parametrize("path", sorted(EXCEPTIONS), ids=str)
def test_an_exception_holds_for_what_is_still_there(path: Path) -> None:
    assert list(sentences_in((ROOT / path).read_text(encoding="utf-8")))


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
        ('FOUND = "SELECT id from orders where state"', False),
        ('say("Select one of the items")', True),
        ('raise not_found("line in your cart")', False),
        ('table.add_column("given back there")', True),
    ],
)
def test_it_knows_a_sentence_from_what_programs_read(source: str, is_found: bool) -> None:
    assert bool(list(sentences_in(source))) == is_found
