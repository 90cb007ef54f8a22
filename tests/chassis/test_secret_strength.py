"""What can be guessed is refused in production and wherever other machines reach a process."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from secrets import token_hex, token_urlsafe
from string import ascii_letters, ascii_lowercase, digits, hexdigits, punctuation
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from chassis.secret_strength import LEAST_CHARACTERS, is_weak
from chassis.settings import LOCAL_KEY, ProcessSettings, ServiceSettings
from services.catalog.settings import CatalogSettings
from services.notifications.settings import NotificationsSettings
from services.orders.settings import OrdersSettings
from services.payments.settings import PaymentsSettings
from simulator.settings import LOCAL_API_KEY, LOCAL_WEBHOOK_SECRET, SimulatorSettings
from workflows.settings import WorkerSettings

NAMES_ONE = re.compile("SECRET$|KEY$")
ROOT = Path(__file__).parents[2]
STRONG = token_hex(32)
WEAK = (
    "x",
    "",
    "a" * 32,
    "a" * 64,
    "ab" * 32,
    "Secret-7" * 8,
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "0123456789abcdef0123456789abcdef",
    "aaaabbbbccccddddeeeeffffgggghhhhiiii",
    "2f9c61d0b87ae3541d6e0c97f8ab32",
    "changemechangemechangemechangeme!",
    "passwordpasswordpasswordpassword1",
    "Password2024!Password2024!Passwor",
    "qwertyuiopasdfghjklzxcvbnm123456",
    "QWERTZuiopASDFghjklYXCVbnm098765",
    "TurnupTurnupTurnupTurnupTurnup2026",
    "a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4x",
    "00000000-0000-0000-0000-000000000001",
    "your-256-bit-secret-your-256-bit",
    "my-super-secret-key-of-32-letters",
    "correct horse battery staple 1234",
    "openssl rand -hex 32 openssl rand",
    "8f3k2m9qz7w1x5v0t4y68f3k2m9qz7w1",
    "local-catalog-not-a-secret",
    "local-catalog-NOT_A_SECRET-2f9c61d0b87ae3541d6e",
    LOCAL_KEY,
    LOCAL_API_KEY,
    LOCAL_WEBHOOK_SECRET,
)
Kind = ProcessSettings | SimulatorSettings
SERVICES = (CatalogSettings, OrdersSettings, PaymentsSettings, NotificationsSettings)
CAN_BE_TRIED: tuple[dict[str, Any], ...] = (
    {"profile": "production"},
    {"profile": "local", "host": "0.0.0.0"},  # noqa: S104 - what containers are told
    {"profile": "test", "host": "::"},
    {"profile": "local", "host": "192.168.1.7"},
    {"profile": "local", "host": "turnup.example"},
)


@pytest.mark.parametrize("secret", WEAK)
def test_weak(secret: str) -> None:
    assert is_weak(secret)


def test_what_we_tell_people_to_make_and_make_ourselves_is_strong() -> None:
    made = [make(size) for make, size in ((token_hex, 16), (token_urlsafe, 24)) for _ in range(500)]
    made += [str(uuid4()) for _ in range(500)]
    assert not [secret for secret in made if is_weak(secret)]


def test_a_random_one_is_strong_whatever_it_is_made_of() -> None:
    drawn = Random(1)  # noqa: S311 - the same ones each time
    for characters in (ascii_lowercase, ascii_letters + digits, hexdigits.upper(), punctuation):
        made = ["".join(drawn.choices(characters, k=32)) for _ in range(500)]
        assert not [secret for secret in made if is_weak(secret)]


@pytest.mark.parametrize("period", range(1, 32))
def test_a_short_one_again_and_again_is_weak_wherever_it_ends(period: int) -> None:
    once = "9f3K!2m-Qz7W1x%5v0T4y6_bC8dE&gHj"[:period]
    shortest = max(LEAST_CHARACTERS, period + (period + 1) // 2)
    assert is_weak((once * 48)[:shortest])
    assert is_weak((once * 48)[: shortest + 1])


def test_whatever_is_public_here_is_weak() -> None:
    """The examples of `deploy/env.example`, padded or not, and the keys of tests."""
    examples = [
        line.partition("=")[2].strip('{}"').rpartition('":"')[2]
        for line in (ROOT / "deploy" / "env.example").read_text().splitlines()
        if re.match(r"#?TURNUP_(TOKEN_KEYS|WEBHOOK_SECRET|GATEWAY_API_KEY)=", line)
    ]
    of_tests = [text for path in (ROOT / "tests").rglob("*.py") for text in written_in(path)]
    assert (len(examples), len(of_tests) > 5) == (3, True)
    padded = [f"{text}9x4Kq7Wz2m" for text in examples]
    assert not [text for text in (*examples, *padded, *of_tests) if not is_weak(text)]


def written_in(path: Path) -> Iterator[str]:
    """The texts that a file makes a secret of, or calls one."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "SecretStr":
            values = node.args
        elif isinstance(node, ast.Assign) and NAMES_ONE.search(ast.unparse(node.targets[0])):
            values = [node.value]
        else:
            continue
        for value in values:
            if (
                isinstance(value, ast.Constant)
                and isinstance(value.value, str)
                and "://" not in value.value
            ):
                yield value.value


@hypothesis.given(st.text(max_size=LEAST_CHARACTERS * 3))
def test_every_text_is_judged(text: str) -> None:
    assert is_weak(text) in (True, False)
    assert is_weak(text + text)


def url(password: str) -> SecretStr:
    return SecretStr(f"postgresql+psycopg://u:{password}@h/d")


def holders() -> Iterator[tuple[type[Kind], dict[str, Any], str, str]]:
    """Every secret of every process: what is given, and the name that the refusal has."""
    for kind in (*SERVICES, WorkerSettings):
        yield kind, {"token_keys": {"1": SecretStr(STRONG), "0": SecretStr("%")}}, "TOKEN_KEYS", "a"
    for kind in SERVICES:
        yield kind, {"database_url": url("%")}, "DATABASE_URL", "x"
        in_query = SecretStr("postgresql+psycopg://h/d?user=u&password=%")
        yield kind, {"database_url": in_query}, "DATABASE_URL", "x"
    yield SimulatorSettings, {"gateway_api_key": SecretStr("%")}, "GATEWAY_API_KEY", "x"
    yield SimulatorSettings, {"webhook_secret": SecretStr("%")}, "WEBHOOK_SECRET", "x"


def with_secret(given: Any, secret: str) -> Any:
    if isinstance(given, SecretStr):
        return SecretStr(given.get_secret_value().replace("%", secret))
    if isinstance(given, str):
        return given.replace("%", secret)
    if isinstance(given, dict):
        return {name: with_secret(value, secret) for name, value in given.items()}
    return type(given)(with_secret(value, secret) for value in given)


def strong(kind: type[Kind]) -> dict[str, Any]:
    if kind is SimulatorSettings:
        return {"gateway_api_key": SecretStr(STRONG), "webhook_secret": SecretStr(STRONG)}
    return {"token_keys": {"1": SecretStr(STRONG)}}


@pytest.mark.parametrize("place", CAN_BE_TRIED, ids=str)
def test_each_secret_of_each_process_has_to_be_strong_where_it_can_be_tried(
    place: dict[str, Any],
) -> None:
    for kind, given, name, short in holders():
        kind(**strong(kind) | with_secret(given, STRONG) | place)
        for weak in (short * LEAST_CHARACTERS, *([] if name == "TOKEN_KEYS" else [short])):
            with pytest.raises(ValidationError, match=name) as refused:
                kind(**strong(kind) | with_secret(given, weak) | place)
            assert "openssl rand" in str(refused.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.3.2.1"])
@pytest.mark.parametrize("kind", [*SERVICES, WorkerSettings, SimulatorSettings])
def test_on_one_machine_the_defaults_work(kind: type[Kind], host: str) -> None:
    assert kind(host=host).profile == "local"


@pytest.mark.parametrize("kind", [*SERVICES, WorkerSettings, SimulatorSettings])
@pytest.mark.parametrize("place", CAN_BE_TRIED, ids=str)
def test_elsewhere_they_are_refused(kind: type[Kind], place: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="no public default of ours"):
        kind(**place)


def test_a_database_that_asks_for_no_password_is_the_servers_decision() -> None:
    ServiceSettings(profile="production", token_keys={"1": SecretStr(STRONG)})
