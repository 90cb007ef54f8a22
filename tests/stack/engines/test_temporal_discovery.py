"""Which Temporal is taken, in which order."""

import sys
from pathlib import Path

import pytest

from stack.engines.temporal_discovery import choose_temporal
from stack.problems import TemporalIsMissing


def program(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "temporal"
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def told() -> list[str]:
    return []


def test_a_given_address_wins_over_every_binary(tmp_path: Path, told: list[str]) -> None:
    given = {"TEMPORAL_ADDRESS": "host:7233", "TEMPORAL_CLI": str(program(tmp_path))}
    choice = choose_temporal(given, told.append)
    assert (choice.address, choice.binary) == ("host:7233", None)
    assert "TEMPORAL_ADDRESS" in told[0]


def test_a_given_cli_wins_over_the_wheel(tmp_path: Path, told: list[str]) -> None:
    cli = program(tmp_path)
    assert choose_temporal({"TEMPORAL_CLI": str(cli)}, told.append).binary == cli
    assert "TEMPORAL_CLI" in told[0]


def test_the_wheel_wins_over_path_and_path_is_next(
    tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    of_the_wheel, on_path = program(tmp_path / "venv"), program(tmp_path / "path")
    environ = {"PATH": str(on_path.parent)}
    monkeypatch.setattr(sys, "executable", str(of_the_wheel.parent / "python"))

    assert choose_temporal(environ, told.append).binary == of_the_wheel
    of_the_wheel.unlink()
    assert choose_temporal(environ, told.append).binary == on_path
    assert "PATH" in told[1]


def test_with_none_the_remedies_are_named(
    tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(TemporalIsMissing, match="TEMPORAL_ADDRESS"):
        choose_temporal({"PATH": ""}, told.append)


def test_a_given_cli_that_cannot_run_is_refused(tmp_path: Path, told: list[str]) -> None:
    with pytest.raises(TemporalIsMissing, match="TEMPORAL_CLI"):
        choose_temporal({"TEMPORAL_CLI": str(tmp_path / "nothing")}, told.append)
