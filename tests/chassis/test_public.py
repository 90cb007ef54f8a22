"""What a process shows of itself where everybody comes by: no API, and no trouble in words."""

import httpx2 as httpx
import pytest
from fastapi import FastAPI

from chassis.app import create_app
from chassis.checks import Check
from chassis.settings import ProcessSettings


async def away() -> None:
    """Never looked at, as the app is not started: so it is not ready."""


def an_app(*, is_public: bool) -> FastAPI:
    check = Check(name="database", look=away, fix="Start it.")
    return create_app("test", ProcessSettings(), title="Test", checks=[check], is_public=is_public)


async def ask(
    path: str,
    *,
    is_public: bool = True,
    peer: str = "127.0.0.1",
    host: str = "127.0.0.1:8107",
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    transport = httpx.ASGITransport(app=an_app(is_public=is_public), client=(peer, 50_000))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as http:
        return await http.get(path, headers=headers)


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
async def test_only_a_process_of_ours_alone_describes_its_api(path: str) -> None:
    assert (await ask(path)).status_code == 404
    assert (await ask(path, is_public=False)).status_code == 200


@pytest.mark.parametrize(
    ("peer", "host", "headers", "is_told"),
    [
        ("127.0.0.1", "127.0.0.1:8107", {}, True),
        ("127.0.0.1", "localhost:8107", {}, True),
        ("203.0.113.7", "127.0.0.1:8107", {}, False),
        ("127.0.0.1", "portal.example.org", {}, False),
        ("127.0.0.1", "127.0.0.1:8107", {"X-Forwarded-For": "203.0.113.7"}, False),
        ("127.0.0.1", "127.0.0.1:8107", {"Forwarded": "for=203.0.113.7"}, False),
        ("127.0.0.1", "rebound.example:8107", {}, False),
    ],
)
async def test_what_is_wrong_is_told_to_this_machine_alone(
    peer: str, host: str, headers: dict[str, str], is_told: bool
) -> None:
    answer = await ask("/readyz", peer=peer, host=host, headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert bool(answer.json()["checks"]) is is_told


async def test_a_process_of_ours_alone_tells_everybody() -> None:
    answer = await ask("/readyz", is_public=False, peer="203.0.113.7", host="orders.example")
    assert answer.json()["checks"]


async def test_that_it_lives_is_told_to_everybody() -> None:
    assert (await ask("/healthz", peer="203.0.113.7")).json() == {"status": "ok"}
