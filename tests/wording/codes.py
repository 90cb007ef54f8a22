"""Which codes the product says, read from its source: of `said("…", …)`, and of refusals that are
raised or made; of `t("…", …)` in the portal's templates."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

import contracts
from contracts.problems import Problem
from tests.architecture.test_size import ROOT

SPEAKERS = (
    "chassis",
    "clients",
    "portal",
    "services",
    "simulator",
    "stack",
    "workflows",
    "wording",
)
PROBLEMS = {kind.__name__: kind for kind in Problem.registry.values()}

PAGES = ("portal", "services/notifications/api/mailbox")


@dataclass(frozen=True)
class Use:
    """One place that says a code. `facts` is None where they are not all named there."""

    place: str
    code: str
    facts: frozenset[str] | None


def texts() -> set[str]:
    """All that the product has as a text, beside its sentences: a code that is only handed on."""
    sources = (
        path for folder in (*SPEAKERS, "contracts") for path in (ROOT / folder).rglob("*.py")
    )
    found = (
        node
        for path in sources
        if "sentences" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )
    return {n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)}


@cache
def uses() -> list[Use]:
    return [*_uses_in_modules(), *_uses_in_templates()]


def _uses_in_modules() -> Iterator[Use]:
    for folder in SPEAKERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            yield from _uses_in(tree, path.relative_to(ROOT))


def _uses_in_templates() -> Iterator[Use]:
    for path in sorted(path for folder in PAGES for path in (ROOT / folder).rglob("*.html")):
        tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t" and call.args:
                facts = None if call.dyn_kwargs else frozenset(one.key for one in call.kwargs)
                for code in _constants(call.args[0]):
                    yield Use(f"{path.relative_to(ROOT)}:{call.lineno}", code, facts)


def _constants(node: nodes.Expr) -> Iterator[str]:
    """As `_texts`."""
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.CondExpr):
        yield from _constants(node.expr1)
        if node.expr2:
            yield from _constants(node.expr2)


def _uses_in(tree: ast.AST, path: Path) -> Iterator[Use]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
            if kind := PROBLEMS.get(node.exc.id):
                yield Use(f"{path}:{node.lineno}", kind.slug, frozenset())
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from _use_in_call(node, node.func.id, f"{path}:{node.lineno}")


def _use_in_call(node: ast.Call, name: str, place: str) -> Iterator[Use]:
    named = {keyword.arg for keyword in node.keywords}
    facts = None if None in named else frozenset(str(one) for one in named)
    if "detail" in named:
        return  # somebody else's words
    if name == "said":
        for code in _texts(node.args[0]):
            yield Use(place, code, facts)
    elif kind := PROBLEMS.get(name):
        for why in _texts(node.args[0]) if node.args else [""]:
            yield Use(place, f"{kind.slug}/{why}" if why else kind.slug, facts)


def _texts(node: ast.expr) -> Iterator[str]:
    """What a code may be: written out, or one of two."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


assert contracts
