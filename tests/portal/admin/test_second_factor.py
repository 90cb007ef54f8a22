"""The second factor of staff: set up with the password, asked for in a step of its own, each code
once."""

import base64
import re

import pytest
from sqlalchemy import select

from chassis.context import utc_now
from portal.identity.domain.second_factor import STEP_SECONDS, code_at
from portal.identity.tables import recovery_codes, second_factors
from tests.portal.admin.people import PASSWORD, sign_in, with_password
from tests.portal.world import STAFF_COOKIE, Browser, PortalWorld

pytestmark = pytest.mark.engines
HERE = "/security/second-factor"


def code_of(secret: bytes, later: int = 0) -> str:
    return code_at(secret, int(utc_now().timestamp()) // STEP_SECONDS + later)


def secret_of(page: str) -> bytes:
    return base64.b32decode(re.findall(r"secret=([A-Z2-7]+)", page)[0])


async def with_factor(pages: PortalWorld) -> tuple[str, bytes, list[str], Browser]:
    """Mail address, the app's secret, recovery codes, and the browser it was set up in."""
    email, browser = await with_password(pages), pages.at_the_desk()
    await sign_in(browser, email)
    await browser.get(HERE)
    page = await browser.follow(await browser.post(f"{HERE}/begin", {"password": PASSWORD}))
    secret = secret_of(page.text)
    codes = re.findall(r"\b(?:[a-z2-7]{4}-){3}[a-z2-7]{4}\b", page.text)
    assert len(codes) == 10
    assert (await browser.post(f"{HERE}/confirm", {"code": "000000"})).status_code == 422
    done = await browser.follow(
        await browser.post(f"{HERE}/confirm", {"code": code_of(secret, -1)})
    )
    assert not [code for code in codes if code in done.text]
    return email, secret, codes, browser


async def first_step(pages: PortalWorld, email: str) -> Browser:
    browser = pages.at_the_desk()
    await browser.get("/sign-in?next=/security")
    answer = await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert answer.headers["location"] == "/sign-in/code?next=%2Fsecurity"
    assert STAFF_COOKIE not in browser._http.cookies
    await browser.follow(answer)
    return browser


async def test_there_is_no_session_before_the_second_step(pages: PortalWorld) -> None:
    email, secret, _, _ = await with_factor(pages)
    browser = await first_step(pages, email)
    assert (await browser.get("/")).status_code == 303
    await browser.get("/sign-in/code?next=/security")
    assert (await browser.post("/sign-in/code", {"code": "000000"})).status_code == 422
    answer = await browser.post("/sign-in/code", {"code": code_of(secret)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/security")
    assert (await browser.get("/security")).status_code == 200


async def test_each_code_is_good_once(pages: PortalWorld) -> None:
    email, secret, (recovery, *_), _ = await with_factor(pages)
    for code in (code_of(secret, 1), recovery):
        first, second = await first_step(pages, email), await first_step(pages, email)
        assert (await first.post("/sign-in/code", {"code": code})).status_code == 303
        assert (await second.post("/sign-in/code", {"code": code})).status_code == 422


async def test_who_guesses_codes_has_to_wait(pages: PortalWorld) -> None:
    email, secret, _, _ = await with_factor(pages)
    browser = await first_step(pages, email)
    tried = [
        (await browser.post("/sign-in/code", {"code": "000000"})).status_code for _ in range(6)
    ]
    assert tried[-1] == 429
    right = await browser.post("/sign-in/code", {"code": code_of(secret)})
    assert right.status_code == 429


async def test_a_first_step_with_the_password_of_before_is_none(pages: PortalWorld) -> None:
    email, secret, _, mine = await with_factor(pages)
    theirs = await first_step(pages, email)
    await mine.get("/security")
    changed = {"old_password": PASSWORD, "new_password": "umbrella quartz nine meadows"}
    assert (await mine.post("/security/password", changed)).status_code == 303
    answer = await theirs.post("/sign-in/code", {"code": code_of(secret)})
    assert answer.headers["location"] == "/sign-in?next=%2Fsecurity"
    assert STAFF_COOKIE not in theirs._http.cookies


async def test_without_the_first_step_no_code_is_taken(pages: PortalWorld) -> None:
    _, secret, _, _ = await with_factor(pages)
    browser = pages.at_the_desk()
    await browser.get("/sign-in/code")
    answer = await browser.post("/sign-in/code", {"code": code_of(secret, 1)})
    assert answer.headers["location"] == "/sign-in"


async def test_it_is_removed_with_the_password_alone(pages: PortalWorld) -> None:
    email, _, _, browser = await with_factor(pages)
    await browser.get(HERE)
    assert (await browser.post(f"{HERE}/remove", {"password": "wrong"})).status_code == 422
    await first_step(pages, email)
    await browser.get(HERE)
    assert (await browser.post(f"{HERE}/remove", {"password": PASSWORD})).status_code == 303
    await sign_in(pages.at_the_desk(), email)


async def test_the_database_holds_neither_secret_nor_recovery_codes(
    pages: PortalWorld,
) -> None:
    _, secret, codes, _ = await with_factor(pages)
    database = pages.admin_portal.state.context.database
    async with database.autocommit() as connection:
        kept = [str(row) for row in await connection.execute(select(second_factors))]
        kept += [str(row) for row in await connection.execute(select(recovery_codes))]
    assert not [code for code in codes if any(code in row for row in kept)]
    assert not [row for row in kept if secret.hex() in row or repr(secret) in row]
