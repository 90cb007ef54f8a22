"""Codes of an app are those of RFC 6238, and good for about a minute."""

import base64
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.identity.domain.second_factor import (
    STEP_SECONDS,
    code_at,
    key_of,
    recovery_code_of,
    recovery_digest,
    step_of,
)
from portal.identity.use_cases.second_factor import app_address

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_a_code_is_as_the_standard_has_it(seconds: int, code: str) -> None:
    assert code_at(SECRET, seconds // STEP_SECONDS) == code


@pytest.mark.parametrize(
    ("late", "is_good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_one_step_off(late: int, is_good: bool) -> None:
    now = datetime(2026, 11, 28, tzinfo=UTC)
    step = int(now.timestamp()) // STEP_SECONDS + late
    code = code_at(SECRET, step)
    assert step_of(SECRET, f"{code[:3]} {code[3:]}", now) == (step if is_good else None)


@pytest.mark.parametrize("code", ["", "12345", "ääääää", "1234567"])
def test_what_is_no_code_is_none(code: str) -> None:
    assert step_of(SECRET, code, datetime(2026, 11, 28, tzinfo=UTC)) is None


def test_an_app_reads_the_key_by_hand_and_from_its_address() -> None:
    address = urlsplit(app_address(SECRET, "ada@example.org", "Turnup"))
    (secret,) = parse_qs(address.query)["secret"]
    assert secret == key_of(SECRET).replace(" ", "")
    assert base64.b32decode(secret) == SECRET
    assert address.path == "/Turnup%3Aada%40example.org"


def test_a_recovery_code_is_the_same_however_it_is_typed() -> None:
    code = recovery_code_of(bytes(range(10)))
    assert len(code.replace("-", "")) == 16
    assert recovery_digest(code) == recovery_digest(f" {code.upper().replace('-', ' ')} ")
