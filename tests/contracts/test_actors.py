"""Who is read to have acted."""

import pytest
from pydantic import ValidationError

from contracts.actors import Actor, Agent, is_by_support, named_to

ADA = Agent(kind="admin", id="ada@provider.example")
MIA = Actor(kind="customer", id="mia", partner_id=1)
MIA_BY_ADA = MIA.model_copy(update={"by": ADA})


@pytest.mark.parametrize("viewer", [MIA, MIA_BY_ADA])
@pytest.mark.parametrize(
    ("label", "read"),
    [
        ("customer/mia", "customer/mia"),
        (MIA_BY_ADA.label, "customer/mia by support"),
        ("customer/mia2", "customer"),
        ("admin/ada@provider.example", "admin"),
        ("system/worker", "system"),
    ],
)
def test_a_customer_reads_no_name_of_the_staff(viewer: Actor, label: str, read: str) -> None:
    assert named_to(viewer, label) == read
    assert is_by_support(read) == (label == MIA_BY_ADA.label)


def test_the_staff_reads_both() -> None:
    label = "customer/mia by admin/ada@provider.example"
    assert named_to(Actor(kind="admin", id="eve", partner_id=1), MIA_BY_ADA.label) == label


@pytest.mark.parametrize("kind", ["admin", "operator", "system"])
def test_nobody_but_a_customer_is_acted_for(kind: str) -> None:
    with pytest.raises(ValidationError):
        Actor.model_validate({"kind": kind, "id": "eve", "by": ADA})


def test_no_id_reads_as_somebody_else_who_acts() -> None:
    with pytest.raises(ValidationError, match="who acts as a customer"):
        Actor(kind="customer", id="mia by operator/olga", partner_id=1)
