"""A token names the calling service and the acting user, for one minute and one audience."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from pydantic import SecretStr, ValidationError

from chassis.settings import ProcessSettings
from chassis.tokens import sign, verify
from contracts.actors import Actor, Agent, Audience
from contracts.problems import TokenIsMissingOrInvalid

KEYS = {"b": SecretStr("b" * 40), "a": SecretStr("a" * 40)}
ADA = Actor(kind="admin", id="ada", partner_id=1)
KNOWN = ProcessSettings().known_callers
GONE = object()


def read(token: str) -> Actor:
    return verify(KEYS, "orders", token, KNOWN).actor


def test_carries_who_calls_and_for_whom() -> None:
    eve = Actor(
        kind="customer", id="c-1", partner_id=2, audience=Audience(location="Lyon", labels={"vip"})
    )
    caller = verify(KEYS, "orders", sign(KEYS, "portal", "orders", eve), KNOWN)
    assert caller.service == "portal"
    assert caller.actor == eve


def test_carries_who_of_the_staff_acts_as_a_customer() -> None:
    mia = Actor(kind="customer", id="mia", partner_id=2, by=Agent(kind="admin", id="ada"))
    assert read(sign(KEYS, "portal", "orders", mia)).label == "customer/mia by admin/ada"
    for kind in ("admin", "operator", "system"):
        claim = {**mia.model_dump(mode="json", exclude_none=True), "kind": kind}
        with pytest.raises(TokenIsMissingOrInvalid):
            read(signed(act=claim))
    claim = {**mia.model_dump(mode="json", exclude_none=True), "by": {"kind": "system", "id": "x"}}
    with pytest.raises(TokenIsMissingOrInvalid):
        read(signed(act=claim))


def test_verifies_with_a_key_that_is_being_rotated_out() -> None:
    old = {"a": KEYS["a"]}
    assert read(sign(old, "portal", "orders", ADA)) == ADA


@pytest.mark.parametrize("off_seconds", [-65, -9, 0, 9])
def test_clocks_may_differ_a_little(off_seconds: int) -> None:
    assert read(sign(KEYS, "portal", "orders", ADA, issued_at=time.time() + off_seconds)) == ADA


def test_an_installation_names_its_own_portals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURNUP_PORTALS", "shop, partners")
    known = ProcessSettings().known_callers
    assert verify(KEYS, "orders", sign(KEYS, "partners", "orders", ADA), known).actor == ADA
    with pytest.raises(TokenIsMissingOrInvalid):
        verify(KEYS, "orders", sign(KEYS, "portal", "orders", ADA), known)


PEOPLE = {"customer", "admin", "operator"}
MAY_ACT_AS = {
    "portal": PEOPLE,
    "shop": PEOPLE,
    "cli": PEOPLE,
    "orders": PEOPLE | {"system"},
    "notifications": {"system"},
    "payments": {"system"},
    "worker": {"system"},
}


@pytest.mark.parametrize("kind", [*sorted(PEOPLE), "system"])
@pytest.mark.parametrize("issuer", MAY_ACT_AS)
def test_each_caller_acts_only_as_whom_it_may(issuer: str, kind: Any) -> None:
    known = ProcessSettings(portals=("portal", "shop")).known_callers
    assert known.keys() == MAY_ACT_AS.keys()
    actor = Actor(kind=kind, id="ada", partner_id=1)
    token = sign(KEYS, issuer, "orders", actor)
    if kind in MAY_ACT_AS[issuer]:
        assert verify(KEYS, "orders", token, known).actor == actor
    else:
        with pytest.raises(TokenIsMissingOrInvalid):
            verify(KEYS, "orders", token, known)


@pytest.mark.parametrize("taken", ["orders", "payments", "worker", "cli"])
def test_no_portal_takes_the_name_of_a_process_of_ours(
    monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    monkeypatch.setenv("TURNUP_PORTALS", f"portal,{taken}")
    with pytest.raises(ValidationError, match=f"processes of ours: {taken}"):
        ProcessSettings()


def test_a_portal_without_a_name_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TURNUP_PORTALS", "portal, ,")
    assert ProcessSettings().portals == ("portal",)


def signed(**changed: Any) -> str:
    """By somebody who has a key, with other claims than ours."""
    now = int(time.time())
    claims: dict[str, Any] = {"iss": "portal", "aud": "orders", "iat": now, "exp": now + 60}
    claims |= {"act": ADA.model_dump(mode="json", exclude_none=True)} | changed
    claims = {name: value for name, value in claims.items() if value is not GONE}
    # Below `jwt.encode`, which would refuse some of them here already.
    return jwt.PyJWS().encode(json.dumps(claims).encode(), "b" * 40, "HS256", {"kid": "b"})


def without(claim: str) -> Callable[[], str]:
    return lambda: signed(**{claim: GONE})


def after(seconds: float) -> float:
    return int(time.time()) + seconds


def test_what_the_forgeries_begin_with_is_taken() -> None:
    assert read(signed()) == ADA


FORGERIES: dict[str, Callable[[], str]] = {
    "another audience": lambda: sign(KEYS, "portal", "payments", ADA),
    "expired": lambda: sign(KEYS, "portal", "orders", ADA, issued_at=time.time() - 120),
    "of the future": lambda: sign(KEYS, "portal", "orders", ADA, issued_at=time.time() + 30),
    "an unknown key": lambda: sign({"x": KEYS["a"]}, "portal", "orders", ADA),
    "a wrong secret": lambda: sign({"a": KEYS["b"]}, "portal", "orders", ADA),
    "no token at all": lambda: "garbage",
    "a changed claim": lambda: sign(KEYS, "portal", "orders", ADA)[:-4] + "AAAA",
    "no signature": lambda: (
        "eyJhbGciOiJub25lIiwia2lkIjoiYSJ9.eyJpc3MiOiJwb3J0YWwiLCJhdWQiOiJvcmRlcnMifQ."
    ),
    "another algorithm": lambda: jwt.encode({}, "b" * 64, "HS512", headers={"kid": "b"}),
    "good for a second too long": lambda: signed(exp=after(61)),
    "good for ten years": lambda: signed(exp=after(10 * 365 * 86_400)),
    "begun long ago and still good": lambda: signed(iat=after(-86_400)),
    "ended before it began": lambda: signed(iat=after(5), exp=after(4)),
    "good for ever": lambda: signed(exp=float("inf")),
    "half a second": lambda: signed(iat=after(0.5)),
    "times as text": lambda: signed(iat=str(after(0)), exp=str(after(60))),
    "times as truths": lambda: signed(iat=True),
    "for all services": lambda: signed(aud=["catalog", "orders", "payments", "notifications"]),
    "for this service, in a list": lambda: signed(aud=["orders"]),
    "for no service": lambda: signed(aud=""),
    "an unknown caller": lambda: signed(iss="mallory"),
    "a caller in a list": lambda: signed(iss=["portal"]),
    "a caller without a name": lambda: signed(iss=""),
    "an actor of no kind": lambda: signed(act={"kind": "god", "id": "x"}),
    "an actor that is a word": lambda: signed(act="operator"),
    "a key id that is no text": lambda: _raw_header(b'{"alg":"HS256","kid":["b"]}'),
    "a header without end": lambda: _raw_header(b"[" * 50_000),
    **{f"no {claim}": without(claim) for claim in ("iat", "exp", "aud", "iss", "act")},
}


def _raw_header(header: bytes) -> str:
    return f"{urlsafe_b64encode(header).rstrip(b'=').decode()}.{signed().partition('.')[2]}"


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_refuses(forge: Callable[[], str]) -> None:
    with pytest.raises(TokenIsMissingOrInvalid):
        read(forge())
