"""The Docker daemon as tests need it: there with these images, or skipped with the remedy."""

import json
import os
import subprocess
from functools import cache

import pytest

REQUIRED = "TURNUP_REQUIRE_DOCKER"
POSTGRES, TEMPORAL, PYTHON = "postgres:17", "temporalio/temporal:1.9.1", "python:3.11-slim"


def run(*command: str, env: dict[str, str] | None = None, cwd: str | None = None) -> str:
    """The command's output; a failure shows what it wrote."""
    done = subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def need_images(*images: str) -> None:
    """Skip the test, saying what to do, unless a daemon has these images."""
    if not works("docker", "info"):
        _do_without("no Docker daemon answers. Start one and be allowed to use it (`docker info`).")
    missing = [image for image in images if not works("docker", "image", "inspect", image)]
    if missing:
        pulls = " && ".join(f"docker pull {image}" for image in missing)
        _do_without(f"images are missing. Get them: {pulls}")


@cache
def compose() -> tuple[str, ...]:
    """The compose command, of either generation."""
    for command in (("docker", "compose"), ("docker-compose",)):
        if works(*command, "version"):
            return command
    _do_without("there is no `docker compose` and no `docker-compose`. Install one of them.")
    return ()


def inspect(container: str) -> dict[str, object]:
    found = json.loads(run("docker", "inspect", container))
    state = found[0]["State"]
    assert isinstance(state, dict)
    return state


def _do_without(reason: str) -> None:
    if os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, but {reason}")
    pytest.skip(f"NOT TESTED IN CONTAINERS: {reason} ({REQUIRED}=1 makes this a failure.)")
