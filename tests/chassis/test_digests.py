"""Names made of several parts: other parts never make the same name."""

from hypothesis import given
from hypothesis import strategies as st

from chassis.digests import digest_of
from chassis.idempotency import scope_of
from chassis.ids import ALPHABET, new_id, new_short_id
from chassis.tokens import Caller
from contracts.actors import Actor

PARTS = st.lists(st.none() | st.integers() | st.text(alphabet='a/:",\\\n0[]', max_size=5))


@given(PARTS, PARTS)
def test_only_the_same_parts_have_the_same_digest(one: list[str], other: list[str]) -> None:
    assert (digest_of(*one) == digest_of(*other)) == (one == other)


def test_a_digest_takes_what_no_encoding_takes() -> None:
    assert len(digest_of("\ud800", "\x00", "ü" * 10_000)) == 64


def test_every_part_of_a_caller_makes_another_scope() -> None:
    mia = Actor(kind="customer", id="mia", partner_id=1)
    others = [
        Caller(service="portal", actor=mia.model_copy(update=update))
        for update in ({"partner_id": 2}, {"partner_id": None}, {"kind": "admin"}, {"id": "mi"})
    ]
    callers = [Caller(service="portal", actor=mia), Caller(service="shop", actor=mia), *others]
    assert len({scope_of(caller) for caller in callers}) == len(callers)


def test_no_id_of_ours_holds_what_keys_are_joined_with() -> None:
    """Ids are joined by a slash in workflow ids, business keys and outbox keys; a colon, a space
    and a line break separate elsewhere. Whatever else joins them comes last, or is a number."""
    used = set(ALPHABET) | set(new_id("ord") + new_short_id("itm"))
    assert used.isdisjoint("/:|\n ,")
