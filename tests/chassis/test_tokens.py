"""A token names the calling service and the acting user, for one minute and one audience."""

import time

import pytest
from pydantic import SecretStr

from chassis.tokens import sign, verify
from contracts.actors import Actor, Audience
from contracts.problems import TokenIsMissingOrInvalid

KEYS = {"b": SecretStr("b" * 40), "a": SecretStr("a" * 40)}
ADA = Actor(kind="admin", id="ada", partner_id=1)


def test_carries_who_calls_and_for_whom() -> None:
    eve = Actor(
        kind="customer", id="c-1", partner_id=2, audience=Audience(location="Lyon", labels={"vip"})
    )
    caller = verify(KEYS, "orders", sign(KEYS, "portal", "orders", eve))
    assert caller.service == "portal"
    assert caller.actor == eve


def test_verifies_with_a_key_that_is_being_rotated_out() -> None:
    old = {"a": KEYS["a"]}
    assert verify(KEYS, "orders", sign(old, "portal", "orders", ADA)).actor == ADA


FORGERIES = {
    "another audience": lambda: sign(KEYS, "portal", "payments", ADA),
    "expired": lambda: sign(KEYS, "portal", "orders", ADA, issued_at=time.time() - 120),
    "an unknown key": lambda: sign({"x": KEYS["a"]}, "portal", "orders", ADA),
    "a wrong secret": lambda: sign({"a": KEYS["b"]}, "portal", "orders", ADA),
    "no token at all": lambda: "garbage",
    "a changed claim": lambda: sign(KEYS, "portal", "orders", ADA)[:-4] + "AAAA",
    "no signature": lambda: (
        "eyJhbGciOiJub25lIiwia2lkIjoiYSJ9.eyJpc3MiOiJwb3J0YWwiLCJhdWQiOiJvcmRlcnMifQ."
    ),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_refuses(forge: object) -> None:
    assert callable(forge)
    with pytest.raises(TokenIsMissingOrInvalid):
        verify(KEYS, "orders", forge())
