"""What docker-compose.yml tells Temporal is what the embedded server is told; and it knows no
secret, as everybody can read it."""

import json
import re
import shutil
import subprocess
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from chassis.secret_strength import is_weak
from stack.engines.temporal import TemporalServer
from stack.engines.temporal_retention import CLOSED_ARE_KEPT

COMPOSE_FILE = Path(__file__).parents[2] / "docker-compose.yml"
VARIABLE = re.compile(r"\$\{(\w+)([^}]*)\}")
SECRET = re.compile(r"PASSWORD|SECRET|KEY")
SHARED = ("--namespace", "--search-attribute", "--dynamic-config-value", "--sqlite-pragma")


def test_temporal_in_a_container_is_configured_like_the_embedded_one() -> None:
    command = TemporalServer(Path("folder"), Path("temporal"))._command()
    embedded = {f"{flag}={value}" for flag, value in pairwise(command) if flag in SHARED}
    flags = re.findall(r"^ +- (--\S+=.+)$", COMPOSE_FILE.read_text(), re.MULTILINE)
    composed = {flag for flag in flags if flag.startswith(SHARED)}
    assert embedded
    # The health check names its namespace with the same flag.
    assert composed == embedded


def test_temporal_in_a_container_keeps_what_is_closed_as_long_as_the_embedded_one() -> None:
    [retention] = re.findall(r"--retention=(\d+)d", COMPOSE_FILE.read_text())
    assert timedelta(days=int(retention)) == CLOSED_ARE_KEPT


def test_every_secret_has_to_be_given_to_it_and_none_has_a_default() -> None:
    text = COMPOSE_FILE.read_text()
    secrets = [(name, rest) for name, rest in VARIABLE.findall(text) if SECRET.search(name)]
    must = ":?sh deploy/make-secrets.sh makes it"
    assert {rest for _, rest in secrets} == {"", must}
    assert {name for name, rest in secrets if not rest} <= {name for name, rest in secrets if rest}
    assert "not-a-secret" not in text


def test_no_variable_stands_within_another() -> None:
    """The first Compose, which distributions still ship, takes such a one for its words."""
    assert not re.findall(r"\$\{[^}]*\$\{", COMPOSE_FILE.read_text())


def test_all_that_it_asks_for_is_made_and_strong_and_stays(tmp_path: Path) -> None:
    asked = {n for n, rest in VARIABLE.findall(COMPOSE_FILE.read_text()) if rest.startswith(":?")}
    shutil.copytree(COMPOSE_FILE.parent / "deploy", tmp_path / "deploy")
    file = tmp_path / ".env"
    file.write_text("POSTGRES_PASSWORD=mine")

    for _ in range(2):
        subprocess.run(["sh", str(tmp_path / "deploy" / "make-secrets.sh")], check=True)

    lines = file.read_text().splitlines()
    made = dict(line.split("=", 1) for line in lines)
    assert len(lines) == len(made)
    assert made.keys() == asked
    assert made.pop("POSTGRES_PASSWORD") == "mine"
    assert made.pop("TURNUP_WEBHOOK_SECRETS") == made["TURNUP_WEBHOOK_SECRET"]
    (key,) = json.loads(made.pop("TURNUP_TOKEN_KEYS")).values()
    assert not [secret for secret in (key, *made.values()) if is_weak(secret)]
    assert len({key, *made.values()}) == len(made) + 1


EMPTY = ("", " ", '""', "''", " # to be made", "\r")


@pytest.mark.parametrize("nothing", EMPTY)
def test_a_name_without_a_value_counts_as_missing(tmp_path: Path, nothing: str) -> None:
    shutil.copytree(COMPOSE_FILE.parent / "deploy", tmp_path / "deploy")
    file = tmp_path / ".env"
    mine = f"ORDERS_DB_PASSWORD=mine\nTURNUP_TOKEN_KEYS={nothing}\n"
    mine += f"POSTGRES_PASSWORD=old\nPOSTGRES_PASSWORD={nothing}\n"
    file.write_bytes(mine.encode())

    for _ in range(2):
        subprocess.run(["sh", str(tmp_path / "deploy" / "make-secrets.sh")], check=True)

    text = file.read_bytes().decode()
    assert text.startswith(mine)
    made = [line.split("=", 1) for line in text[len(mine) :].splitlines()]
    assert len(made) == len(dict(made)) == 11
    assert {"TURNUP_TOKEN_KEYS", "POSTGRES_PASSWORD"} <= dict(made).keys()
    assert "ORDERS_DB_PASSWORD" not in dict(made)


def test_what_listens_for_other_machines_in_a_container_asks_for_strong_secrets() -> None:
    """`chassis.settings` refuses weak ones wherever a process listens beyond its own machine."""
    assert "TURNUP_HOST=0.0.0.0" in (COMPOSE_FILE.parent / "Dockerfile").read_text()
    published = re.findall(r'^ +- "(\S+?):\$\{PUBLISH_(\w+)_PORT', COMPOSE_FILE.read_text(), re.M)
    temporal = {address for address, name in published if name.startswith("TEMPORAL")}
    others = {address for address, name in published if not name.startswith("TEMPORAL")}
    assert temporal == {"${PUBLISH_TEMPORAL_ADDRESS:-127.0.0.1}"}
    assert others == {"${PUBLISH_ADDRESS:-127.0.0.1}"}
