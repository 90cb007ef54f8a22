"""One run of docker-compose.yml under a name, ports and secrets of its own."""

import json
import os
import secrets
import time
from pathlib import Path

from pydantic import SecretStr

from clients.http import HttpClient
from clients.services import ServiceUrls
from stack.ports import random_ports
from tests.docker.daemon import inspect, run, works

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120
POLL_SECONDS = 0.3
PUBLISHED = ("temporal", "temporal_ui", "catalog", "orders", "payments", "notifications")
PASSWORDS = (
    "POSTGRES_PASSWORD",
    "CATALOG_DB_PASSWORD",
    "ORDERS_DB_PASSWORD",
    "PAYMENTS_DB_PASSWORD",
    "NOTIFICATIONS_DB_PASSWORD",
    "PORTAL_DB_PASSWORD",
    "ADMIN_DB_PASSWORD",
    "LISTENER_DB_PASSWORD",
)
IMAGE = "turnup:test"
"""Kept after the tests, so that the next build finds its layers."""
_KILL_ALL = "import os, signal; os.kill(-1, signal.SIGKILL)"


class Composition:
    """The containers; everything that can be overridden is, and nothing of the caller's `.env`."""

    def __init__(self, compose: tuple[str, ...], empty_file: Path) -> None:
        self.project = f"turnup-test-{secrets.token_hex(4)}"
        self.ports = random_ports([*PUBLISHED, "simulator"])
        self.token_key = secrets.token_urlsafe(48)
        self.gateway_api_key = f"gateway-{self.token_key}"
        self._passwords = {name: secrets.token_hex(32) for name in PASSWORDS}
        self._compose = (*compose, "--env-file", str(empty_file), "-p", self.project)

    @property
    def gateway_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['simulator']}"

    @property
    def temporal_ui_url(self) -> str:
        return f"http://127.0.0.1:{self.ports['temporal_ui']}"

    def up(self) -> None:
        replaced = image_id()
        self.run("build", "--quiet")
        if replaced and replaced != image_id():
            works("docker", "image", "rm", replaced)
        self.run("up", "-d")
        self.wait_until_healthy()

    def down(self) -> None:
        self.run("down", "--volumes", "--remove-orphans")

    def run(self, *arguments: str) -> str:
        return run(*self._compose, *arguments, env=self._environment(), cwd=str(ROOT))

    def container(self, service: str) -> str:
        return self.run("ps", "-q", service).strip()

    def services(self) -> list[str]:
        """Those that stay; one only says something to Temporal, and ends."""
        named = self.run("config", "--services").split()
        return [service for service in named if service != "temporal-retention"]

    def wait_until_healthy(self) -> None:
        waiting = {service: self.container(service) for service in self.services()}
        deadline = time.monotonic() + PATIENCE_SECONDS
        while waiting := {s: c for s, c in waiting.items() if health_of(c) != "healthy"}:
            if time.monotonic() > deadline:
                logs = self.run("logs", "--tail=20", *waiting)
                raise AssertionError(f"{sorted(waiting)} did not become healthy:\n{logs}")
            time.sleep(POLL_SECONDS)

    def kill(self, service: str) -> None:
        """kill -9 from outside; Docker takes that for a wish and does not start it again."""
        run("docker", "kill", "--signal=KILL", self.container(service))

    def start(self, service: str) -> None:
        run("docker", "start", self.container(service))

    def crash(self, service: str) -> None:
        """kill -9 of the process inside; the restart policy has to bring it back."""
        container = self.container(service)
        before = inspect(container)["StartedAt"]
        run("docker", "exec", container, "python", "-c", _KILL_ALL)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (state := inspect(container))["StartedAt"] == before or not state["Running"]:
            assert time.monotonic() < deadline, f"{service} was not started again"
            time.sleep(POLL_SECONDS)

    def http(self) -> HttpClient:
        """Signs with the key that the containers were given; to be closed."""
        return HttpClient("portal", {"test": SecretStr(self.token_key)})

    @property
    def urls(self) -> ServiceUrls:
        names = ("catalog", "orders", "payments", "notifications")
        return ServiceUrls(**{name: f"http://127.0.0.1:{self.ports[name]}" for name in names})

    def _environment(self) -> dict[str, str]:
        ours = ("TURNUP_", "PUBLISH_", "POSTGRES_", "COMPOSE_")
        given = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        ports = {f"PUBLISH_{name.upper()}_PORT": str(port) for name, port in self.ports.items()}
        return (
            given
            | ports
            | {
                # Not production: only elsewhere can the story be dated in the past.
                "TURNUP_PROFILE": "test",
                "TURNUP_IMAGE_TAG": IMAGE.partition(":")[2],
                "TURNUP_TOKEN_KEYS": json.dumps({"test": self.token_key}),
                "TURNUP_WEBHOOK_SECRET": f"webhook-{self.token_key}",
                "TURNUP_WEBHOOK_SECRETS": f"webhook-{self.token_key}",
                "TURNUP_GATEWAY_API_KEY": self.gateway_api_key,
                "PUBLISH_HOST": "127.0.0.1",
                **self._passwords,
            }
        )


def health_of(container: str) -> object:
    health = inspect(container).get("Health")
    return health["Status"] if isinstance(health, dict) else None


def image_id() -> str:
    return run("docker", "images", "--no-trunc", "--quiet", IMAGE).strip()
