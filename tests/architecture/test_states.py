"""Which states mean what is said once, in `contracts/decisions.py`: a copy elsewhere would be
forgotten when a state is added."""

import ast
from collections.abc import Iterator

from contracts.decisions import (
    AWAITS_PAYMENT,
    DONE,
    FINISHED,
    GRANTED,
    OPEN_FOR_DECISION,
    UNFINISHED,
)
from tests.architecture.test_async import TREES

ITEMS = (AWAITS_PAYMENT, DONE, GRANTED, OPEN_FOR_DECISION)
NAMED: list[frozenset[str]] = [
    *(frozenset[str](states) for states in ITEMS),
    frozenset(FINISHED),
    frozenset(UNFINISHED),
]
HOME = "contracts/decisions.py"


def copies(tree: ast.AST) -> Iterator[str]:
    """Sets, lists and tuples that spell one of the named sets anew."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            words = {e.value for e in node.elts if isinstance(e, ast.Constant)}
            if len(words) == len(node.elts) and words in NAMED:
                yield ast.unparse(node)


def test_no_set_of_states_is_spelled_twice() -> None:
    found = {str(path): [*copies(tree)] for path, tree in TREES.items()}
    assert len(found[HOME]) == len(NAMED)
    assert not {path: sets for path, sets in found.items() if sets and path != HOME}


def test_a_copy_is_noticed() -> None:
    assert [*copies(ast.parse('state in ("payment_failed", "awaiting_payment")'))]
    assert [*copies(ast.parse('{"approved", "scheduled"}'))]
    assert not [*copies(ast.parse('("approved", "rejected")'))]
