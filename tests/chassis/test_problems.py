"""A refusal survives the wire: a client raises what the service raised."""

import pytest

import contracts.catalog
import contracts.notifications
import contracts.orders
import contracts.payments
import contracts.settings
import contracts.tickets  # noqa: F401 - the registry is complete once all are imported
from contracts.decisions import ItemIsAlreadyDecided
from contracts.problems import Problem, UnexpectedAnswer


@pytest.mark.parametrize("kind", Problem.registry.values(), ids=lambda kind: kind.__name__)
def test_comes_back_as_itself(kind: type[Problem]) -> None:
    sent = kind(detail="It was not done. Try this.")
    received = Problem.from_document(sent.document(sent.detail), kind.status)
    assert type(received) is kind
    assert received.detail == sent.detail


def test_keeps_its_facts() -> None:
    sent = ItemIsAlreadyDecided(winner="admin/ada", verdict="approve")
    received = Problem.from_document(sent.document(sent.detail), 409)
    assert received.facts == {"winner": "admin/ada", "verdict": "approve"}


def test_has_a_stable_type_and_a_readable_title() -> None:
    assert ItemIsAlreadyDecided.type == "urn:turnup:problem:item-is-already-decided"
    assert ItemIsAlreadyDecided.title == "Item is already decided"


def test_an_unknown_answer_is_unexpected() -> None:
    assert isinstance(Problem.from_document({"type": "about:blank"}, 418), UnexpectedAnswer)
