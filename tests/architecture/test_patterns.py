"""No pattern of ours takes longer than a text is long. Outside text is matched by Pydantic where it
can be, whose engine cannot go back; what `re` matches is looked at here."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.ambiguity import is_ambiguous
from tests.architecture.test_async import TREES


@pytest.mark.parametrize(
    "pattern",
    [
        r"[^@\s,;<>]+@[^@\s,;<>]+\.?[^@\s,;<>]+",
        r"(a+)+b",
        r"\s*\s*x",
        r"(?:a|b+)*b",
        r"\w+\d",
        r"x.*\n*y*.{3,}z",
    ],
)
def test_an_ambiguous_pattern_is_recognised(pattern: str) -> None:
    assert is_ambiguous(pattern)


@pytest.mark.parametrize("pattern", [r"[^@\s]+@[^@\s]+\Z", r"\w{1,200}", r"(?:a+b)*c", r"\d+\.\d+"])
def test_one_that_is_not_is_let_pass(pattern: str) -> None:
    assert not is_ambiguous(pattern)


def test_no_pattern_has_a_repeat_followed_by_what_it_could_have_taken() -> None:
    found = [(path, pattern) for path, tree in TREES.items() for pattern in _patterns(tree)]
    assert len(found) > 15
    assert not [(path, pattern) for path, pattern in found if is_ambiguous(pattern)]


def _patterns(tree: ast.AST) -> Iterator[str]:
    """Those of `re`, which must be written where they are used, and of fields."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        of_re = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "re"
        given = node.args[:1] if of_re else []
        fields = [k.value for k in node.keywords if k.arg == "pattern"]
        for value in [*given, *(v for v in fields if isinstance(v, ast.Constant))]:
            assert isinstance(value, ast.Constant), ast.unparse(node)
            assert isinstance(value.value, str)
            yield value.value
