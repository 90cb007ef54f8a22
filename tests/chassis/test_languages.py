"""An answer speaks the language that its request asks for, and says which one it is."""

import httpx2 as httpx
import pytest
from pydantic import BaseModel

from chassis.problems import App, not_found
from contracts.message import Language
from contracts.problems import RequestIsTooLarge


class Body(BaseModel):
    text: str


def an_app(languages: tuple[Language, ...] = ("en", "de", "fr")) -> App:
    app = App(languages=languages)

    @app.get("/missing")
    async def missing() -> None:
        raise not_found("order")

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError

    @app.post("/body")
    async def body(given: Body) -> Body:
        return given

    return app


def client(app: App) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


@pytest.mark.parametrize(
    ("wanted", "language", "detail"),
    [
        ("", "en", "There is no such order. Nothing was done."),
        ("de-AT, en;q=0.5", "de", "Nicht gefunden: Bestellung. Es wurde nichts getan."),
        ("fr", "fr", "Introuvable : commande. Rien n’a été fait."),
        ("es", "en", "There is no such order. Nothing was done."),
    ],
)
async def test_a_refusal_is_worded_in_the_language_of_its_request(
    wanted: str, language: str, detail: str
) -> None:
    async with client(an_app()) as http:
        answer = await http.get("/missing", headers={"Accept-Language": wanted})
    assert (answer.status_code, answer.json()["detail"]) == (404, detail)
    assert answer.headers["content-language"] == language
    assert "accept-language" in answer.headers["vary"].lower()


async def test_so_is_what_the_framework_refuses() -> None:
    async with client(an_app()) as http:
        german = {"Accept-Language": "de"}
        malformed = await http.post("/body", json={}, headers=german)
        broken = await http.get("/broken", headers=german)
        large = await http.post("/body", content=b"x" * 2_000_000, headers=german)
    assert malformed.json()["detail"] == (
        "body/text: das fehlt. Es wurde nichts getan; berichtigen Sie es und senden Sie es erneut."
    )
    assert broken.json()["detail"].startswith("Bei uns ist etwas schiefgegangen")
    assert (large.status_code, large.json()["type"]) == (413, RequestIsTooLarge.type)
    assert large.json()["detail"].startswith("Der Inhalt einer Anfrage darf hier")
    assert {answer.headers["content-language"] for answer in (malformed, large)} == {"de"}


async def test_a_program_that_speaks_one_language_says_so() -> None:
    async with client(an_app(("en",))) as http:
        answer = await http.get("/missing", headers={"Accept-Language": "de"})
    assert answer.headers["content-language"] == "en"
    assert answer.json()["detail"].startswith("There is no such order")
