"""Staff signs in by a provider of identities: whoever has a verified address there and works here,
by an answer that this browser asked for, and by no other."""

import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx2 as httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import FastAPI
from pydantic import SecretStr, ValidationError

from clients.http import HttpClient
from clients.staff import StaffClient
from contracts.staff import PutStaff
from portal.admin.app import build_app
from portal.admin.oidc.provider import challenge_of
from portal.admin.settings import AdminSettings
from portal.identity.repository.staff import find_staff, set_disabled
from tests.portal.admin.identity_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    ISSUER,
    IdentityProvider,
)
from tests.portal.admin.people import PASSWORD
from tests.portal.admin.test_second_factor import code_of, secret_of
from tests.portal.world import ADMIN_URL, STAFF_COOKIE, Browser, PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines
EMAIL = "ada@provider.example"
HERE = "/sign-in/elsewhere"


@pytest.fixture
def provider() -> IdentityProvider:
    return IdentityProvider(EMAIL)


@pytest.fixture(scope="module")
def database_url(new_database: Callable[[str], str]) -> str:
    return new_database("admin")


@pytest.fixture
async def desk(
    provider: IdentityProvider,
    database_url: str,
    token_keys: dict[str, SecretStr],
    running_portal: PortalWorld,
) -> AsyncIterator[FastAPI]:
    settings = AdminSettings(
        profile="test",
        database_url=SecretStr(database_url),
        token_keys=token_keys,
        admin_url=ADMIN_URL,
        admin_oidc_issuer=ISSUER,
        admin_oidc_client_id=CLIENT_ID,
        admin_oidc_client_secret=SecretStr(CLIENT_SECRET),
        orders_url="http://orders.test",
        notifications_url="http://notifications.test",
    )
    app = build_app(
        settings,
        http=HttpClient("admin", token_keys, transport=running_portal.network),
        to_provider=httpx.ASGITransport(app=provider.app(), raise_app_exceptions=False),
    )
    async with app.router.lifespan_context(app):
        http = HttpClient("cli", token_keys, transport=httpx.ASGITransport(app=app))
        wanted = PutStaff(name="Ada Adler", role="super_admin", password=PASSWORD)
        await StaffClient(http, ADMIN_URL, OPERATOR).put_staff(EMAIL, wanted)
        await http.close()
        yield app


@pytest.fixture
async def browser(desk: FastAPI) -> AsyncIterator[Browser]:
    browser = Browser(desk, base_url=ADMIN_URL)
    yield browser
    await browser.close()


async def set_out(browser: Browser, to: str = "/security") -> str:
    answer = await browser.get(f"{HERE}?next={to}")
    assert answer.status_code == 303
    return answer.headers["location"]


def is_in(browser: Browser) -> bool:
    return bool(browser._http.cookies.get(STAFF_COOKIE))


async def test_whoever_works_here_comes_in_to_the_page_that_was_wanted(
    browser: Browser, provider: IdentityProvider
) -> None:
    for algorithm in ("RS256", "ES256"):
        provider.algorithm = algorithm
        page = await browser.get("/sign-in?next=/security")
        assert f'href="{HERE}?next=/security"' in page.text
        assert "Sign in with login.test" in page.text
        there = await set_out(browser)
        assert there.startswith(f"{ISSUER}/authorize?tenant=7&")
        back = provider.lets_in(there)
        answer = await browser.get(back)
        assert answer.headers["location"] == "/security"
        page = await browser.follow(answer)
        assert "Ada Adler" in page.text
        again = await browser.get(back)
        assert again.status_code == 403
        await browser.get("/security")
        await browser.post("/sign-out")
    assert provider.asked_for.count("/.well-known/openid-configuration") == 1


WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.test"},
    "another audience": {"aud": "somebody else"},
    "an audience too many": {"aud": [CLIENT_ID, "somebody else"]},
    "another party": {"aud": [CLIENT_ID, "another"], "azp": "another"},
    "too old": {"exp": int(time.time()) - 3_600},
    "no end": {"exp": None},
    "another nonce": {"nonce": "of another sign-in"},
    "no nonce": {"nonce": None},
    "not verified": {"email_verified": False},
    "not verified in words": {"email_verified": "true"},
    "nothing of it": {"email_verified": None},
    "no address": {"email": None},
    "nobody here": {"email": "eve@provider.example"},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG.keys())
async def test_a_token_that_says_anything_else_lets_nobody_in(
    browser: Browser, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    page = await browser.get(provider.lets_in(await set_out(browser)))
    assert (page.status_code, is_in(browser)) == (403, False)
    assert "Nobody was signed in" in page.text


@pytest.mark.parametrize("algorithm", ["RS256", "none", "HS256"])
async def test_a_token_that_somebody_else_signed_lets_nobody_in(
    browser: Browser, provider: IdentityProvider, algorithm: str
) -> None:
    forged = {
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
        "none": "",
        "HS256": CLIENT_SECRET * 2,
    }
    provider.algorithm, provider.signing_key = algorithm, forged[algorithm]
    page = await browser.get(provider.lets_in(await set_out(browser)))
    assert (page.status_code, is_in(browser)) == (403, False)


async def test_an_answer_works_in_the_browser_that_asked_alone(
    desk: FastAPI, browser: Browser, provider: IdentityProvider
) -> None:
    back = provider.lets_in(await set_out(browser))
    other = Browser(desk, base_url=ADMIN_URL)
    assert (await other.get(back)).status_code == 403
    await set_out(other)
    assert (await other.get(back)).status_code == 403
    assert not is_in(other)
    await other.close()
    assert (await browser.get(back)).status_code == 303


async def test_who_was_not_let_in_there_reads_so(browser: Browser) -> None:
    there = await set_out(browser)
    state = there.partition("state=")[2].partition("&")[0]
    page = await browser.get(f"{HERE}/back?error=access_denied&state={state}")
    assert (page.status_code, "You were not let in there" in page.text) == (403, True)


async def test_who_is_kept_out_here_does_not_come_in(
    desk: FastAPI, browser: Browser, provider: IdentityProvider
) -> None:
    context = desk.state.context
    async with context.database.begin() as connection:
        account = await find_staff(connection, EMAIL)
        assert account is not None
        await set_disabled(connection, account.id, context.now())
    page = await browser.get(provider.lets_in(await set_out(browser)))
    assert (page.status_code, is_in(browser)) == (403, False)


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.test"},
        {"token_endpoint": "http://login.test/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": None},
    ],
)
async def test_a_provider_that_is_not_what_it_should_be_is_left(
    browser: Browser, provider: IdentityProvider, discovery: dict[str, Any]
) -> None:
    provider.discovery = discovery
    page = await browser.get(HERE)
    assert (page.status_code, "gave no usable answer" in page.text) == (403, True)


async def test_while_it_is_away_a_password_still_signs_in(
    browser: Browser, provider: IdentityProvider
) -> None:
    provider.is_away = True
    page = await browser.get(f"{HERE}?next=/security")
    assert "gave no usable answer" in page.text
    fields = {"email": EMAIL, "password": PASSWORD}
    answer = await browser.post("/sign-in", fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/security")


async def test_a_key_that_is_new_there_is_asked_for(
    browser: Browser, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.published = ["ES256"]
    page = await browser.get(provider.lets_in(await set_out(browser)))
    assert page.status_code == 403
    provider.published = ["ES256", "RS256"]
    monkeypatch.setattr("portal.admin.oidc.provider.KEYS_AGAIN_SECONDS", -1.0)
    assert (await browser.get(provider.lets_in(await set_out(browser)))).status_code == 303


async def test_a_provider_that_reads_the_secret_in_the_form_gets_it_there(
    browser: Browser, provider: IdentityProvider
) -> None:
    provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert (await browser.get(provider.lets_in(await set_out(browser)))).status_code == 303


async def test_a_second_factor_is_set_up_right_after_it_and_asked_for_then(
    browser: Browser, provider: IdentityProvider
) -> None:
    await browser.get(provider.lets_in(await set_out(browser)))
    factor = "/security/second-factor"
    page = await browser.get(factor)
    assert 'type="password"' not in page.text
    page = await browser.follow(await browser.post(f"{factor}/begin"))
    code = code_of(secret_of(page.text), -1)
    assert (await browser.post(f"{factor}/confirm", {"code": code})).status_code == 303
    await browser.post("/sign-out")
    answer = await browser.get(provider.lets_in(await set_out(browser)))
    assert answer.headers["location"] == "/sign-in/code?next=%2Fsecurity"
    assert not is_in(browser)


async def test_without_a_provider_there_is_no_such_way(pages: PortalWorld) -> None:
    browser = pages.at_the_desk()
    assert "elsewhere" not in (await browser.get("/sign-in")).text
    for path in (HERE, f"{HERE}/back"):
        assert (await browser.get(path)).status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"admin_oidc_issuer": ISSUER},
        {"admin_oidc_client_id": CLIENT_ID, "admin_oidc_client_secret": CLIENT_SECRET},
        {"admin_oidc_issuer": "login.test"},
    ],
)
def test_half_of_a_provider_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        AdminSettings(profile="test", **given)


def test_the_challenge_is_that_of_the_rfc() -> None:
    """Appendix B of RFC 7636."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
