"""What those are called who did something."""

import pytest

from contracts.said import Told
from wording.languages import speaking
from wording.persons import called, told_with_people

NAMES = {("admin", "ada@x.example"): "Ada Adler", ("customer", "cus_1"): "Carl"}


def name_of(kind: str, its_id: str) -> str | None:
    return NAMES.get((kind or "admin", its_id))


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("admin/ada@x.example", "Ada Adler"),
        ("ada@x.example", "Ada Adler"),
        ("operator/olga", "olga"),
        ("customer/cus_1", "Customer Carl"),
        ("customer/cus_2", "Customer cus_2"),
        ("customer/cus_1 by admin/ada@x.example", "Customer Carl by Ada Adler"),
        ("system/worker", "Turnup itself"),
        ("system", "Turnup itself"),
    ],
)
def test_a_person_has_a_name_and_the_system_too(label: str, words: str) -> None:
    assert called(label, name_of) == words


def test_it_is_said_in_the_readers_language() -> None:
    with speaking("de"):
        assert called("system/worker", name_of) == "Turnup selbst"
    with speaking("fr"):
        assert called("system/worker", name_of) == "Turnup lui-même"


def test_what_is_told_names_people_and_else_stays_as_it_was_told() -> None:
    decided = Told(
        code="audit.by_decision_of", facts={"decided_by": "admin/ada@x.example"}, text="raw"
    )
    assert told_with_people(decided, name_of, "staff") == "By decision of Ada Adler."
    unknown = Told(code="of.a.newer.version", facts={"by": "admin/ada@x.example"}, text="as told")
    assert told_with_people(unknown, name_of, "staff") == "as told"
    nobody = Told(code="audit.by_decision_of", facts={}, text="as told")
    assert told_with_people(nobody, name_of, "staff") == "as told"
