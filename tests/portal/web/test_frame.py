"""What every page has: headers, permissions, forms of its own, errors that say what to do."""

from collections.abc import AsyncIterator

import httpx2 as httpx
import pytest
from structlog.testing import capture_logs

from chassis.ids import new_id
from contracts.message import LARGEST_BODY_BYTES
from portal.customer.app import PAGES, PERMISSIONS
from portal.identity.domain.attempts import LINKS_FROM_ADDRESS
from portal.identity.identity import Identity
from portal.web.forms import LARGEST_FORM_BYTES
from tests.portal.world import COOKIE, PortalWorld


def test_every_route_declares_a_permission() -> None:
    declared = [
        (getattr(route, "openapi_extra", None) or {}).get("permission")
        for page in PAGES
        for route in page.router.routes
    ]
    assert declared
    assert set(declared) <= PERMISSIONS.names


async def test_an_answer_allows_nothing_but_our_own(pages: PortalWorld) -> None:
    answer = await pages.anonymous().get("/nowhere")
    assert answer.status_code == 404
    assert answer.headers["content-security-policy"].startswith("default-src 'self'; ")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-request-id"] in answer.text


@pytest.mark.parametrize("token", ["", "nonsense", "A" * 43 + "="])
async def test_a_form_without_its_token_does_nothing(pages: PortalWorld, token: str) -> None:
    browser = await pages.signed_in(await pages.customer())
    answer = await browser.post("/preferences", {"csrf": token, "language": "de"})
    assert answer.status_code == 403
    assert "Nothing was done" in answer.text


async def test_a_token_is_of_its_session_alone(pages: PortalWorld) -> None:
    customer = await pages.customer()
    mine, other = await pages.session_of(customer), await pages.session_of(await pages.customer())
    signer = pages.portal.state.context.signer
    browser = pages.anonymous()
    browser.keep(COOKIE, mine)
    foreign = await browser.post("/preferences", {"csrf": signer.form_token(other)})
    own = await browser.post("/preferences", {"csrf": signer.form_token(mine)})
    assert (foreign.status_code, own.status_code) == (403, 303)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
async def test_a_form_of_another_site_does_nothing(
    pages: PortalWorld, headers: dict[str, str]
) -> None:
    cookie = await pages.session_of(await pages.customer())
    browser = pages.anonymous()
    browser.keep(COOKIE, cookie)
    token = pages.portal.state.context.signer.form_token(cookie)
    answer = await browser.post("/preferences", {"csrf": token}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/\\evil.example"])
async def test_no_form_leads_away_from_the_portal(pages: PortalWorld, to: str) -> None:
    cookie = await pages.session_of(await pages.customer())
    browser = pages.anonymous()
    browser.keep(COOKIE, cookie)
    token = pages.portal.state.context.signer.form_token(cookie)
    answer = await browser.post("/preferences", {"csrf": token, "form_page": to})
    assert answer.headers["location"] == "/"


async def test_a_form_that_is_too_large_is_refused_on_a_page(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await pages.customer(), "de")
    await browser.get("/tickets/new")

    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(0, LARGEST_FORM_BYTES + 10_000, 10_000):
            yield b"x=" + b"x" * 10_000 + b"&"

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for content in (b"x" * (LARGEST_FORM_BYTES + 1), unannounced()):
        answer = await browser._http.post("/preferences", content=content, headers=kind)
        assert answer.status_code == 413, answer.text
        assert answer.headers["connection"] == "close"
        assert answer.headers["content-type"].startswith("text/html")
        assert 'lang="de"' in answer.text
        assert answer.headers["x-request-id"] in answer.text
    of_programs = await browser._http.post(
        "/v1/portal-sessions", content=b"x" * (LARGEST_BODY_BYTES + 1)
    )
    assert of_programs.status_code == 413
    assert of_programs.json()["most_bytes"] == LARGEST_BODY_BYTES


async def test_whoever_comes_by_reads_no_api(pages: PortalWorld) -> None:
    browser = pages.anonymous()
    for path in ("/docs", "/redoc", "/openapi.json"):
        answer = await browser.get(path)
        assert answer.status_code == 404
        assert "<h1>" in answer.text
    assert "checks" not in (await browser.get("/healthz")).json()
    assert (await browser.get("/readyz")).json()["checks"] == []


async def test_a_chosen_language_holds(pages: PortalWorld) -> None:
    browser = pages.anonymous("fr")
    cookie = await pages.session_of(await pages.customer())
    browser.keep(COOKIE, cookie)
    token = pages.portal.state.context.signer.form_token(cookie)
    await browser.post("/preferences", {"csrf": token, "language": "de"})
    answer = await browser.get("/nowhere")
    assert 'lang="de"' in answer.text


async def test_the_answer_to_a_fault_is_as_safe_and_its_log_opens_nothing(
    pages: PortalWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Identity, "look_at_link", fails)
    with capture_logs() as logged:
        answer = await pages.anonymous().get("/sign-in/link/lnk_1.secret")
    assert answer.status_code == 500
    assert answer.headers["content-security-policy"].startswith("default-src 'self'; ")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-request-id"] in answer.text
    (line,) = [line for line in logged if line["event"] == "request_failed"]
    assert line["path"] == "/sign-in/link/{token}"


async def test_attempts_count_by_the_address_that_the_proxy_saw(pages: PortalWorld) -> None:
    browser = pages.anonymous()
    await browser.get("/sign-in")

    async def asked(seen_by_proxies: str) -> int:
        fields = {"email": f"{new_id('cus')}@example.org", "by": "link"}
        headers = {"X-Forwarded-For": seen_by_proxies}
        answers.append(await browser.post("/sign-in", fields, headers=headers))
        return answers[-1].status_code

    answers: list[httpx.Response] = []
    assert {await asked("203.0.113.7") for _ in range(LINKS_FROM_ADDRESS.free)} == {303}
    assert await asked("198.51.100.1, 203.0.113.7") == 429
    assert "tried too often" in answers[-1].text
    assert answers[-1].headers["retry-after"] == "30"
    assert await asked("203.0.113.8") == 303


@pytest.mark.parametrize("once", ["", "short", "é" * 20, "a" * 65, "line\nline-of-another"])
async def test_what_a_form_names_itself_is_no_way_into_a_header(
    pages: PortalWorld, once: str
) -> None:
    cookie = await pages.session_of(await pages.customer())
    browser = pages.anonymous()
    browser.keep(COOKIE, cookie)
    token = pages.portal.state.context.signer.form_token(cookie)
    fields = {"csrf": token, "offering_id": "off_1", "once": once}
    answer = await browser.post("/order", fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    ("charset", "status"), [("unicode_escape", 422), ("punycode", 400), ("utf-16", 403)]
)
async def test_a_form_in_a_strange_charset_is_refused_in_words(
    pages: PortalWorld, charset: str, status: int
) -> None:
    browser = pages.anonymous()
    await browser.get("/sign-in")
    fields = {**browser._hidden, "email": "\\ud800", "by": "password"}
    parts = [
        f'--=\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    kind = f"multipart/form-data; boundary==; charset={charset}"
    answer = await browser._http.post(
        "/sign-in", content="".join([*parts, "--=--\r\n"]), headers={"Content-Type": kind}
    )
    assert answer.status_code == status
    assert "<h1>" in answer.text
