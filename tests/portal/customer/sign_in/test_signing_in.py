"""Signing in as a browser without scripts does it."""

import asyncio
import re

import pytest

from chassis.ids import new_id
from tests.portal.customer.people import (
    PASSWORD,
    cookie_of,
    customer_of,
    mailed,
    sign_in,
    with_password,
)
from tests.portal.world import COOKIE, PortalWorld

pytestmark = pytest.mark.engines


async def test_who_must_sign_in_comes_to_the_page_that_was_wanted(pages: PortalWorld) -> None:
    _, email = await with_password(pages)
    browser = pages.anonymous()
    asked = await browser.get("/services?q=fibre")
    assert asked.headers["location"] == "/sign-in?next=%2Fservices%3Fq%3Dfibre"
    await browser.follow(asked)
    answer = await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert answer.headers["location"] == "/services?q=fibre"
    assert (await browser.follow(answer)).status_code == 200


async def test_the_session_is_in_a_cookie_that_no_script_reads(pages: PortalWorld) -> None:
    _, email = await with_password(pages)
    browser = pages.anonymous()
    await browser.get("/sign-in")
    answer = await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith(f"{COOKIE}=")]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


async def test_a_session_that_somebody_planted_is_not_taken_over(pages: PortalWorld) -> None:
    _, email = await with_password(pages)
    browser = pages.anonymous()
    await sign_in(browser, email)
    first = cookie_of(browser)
    thief = pages.anonymous()
    thief.keep(COOKIE, first)
    assert (await thief.get("/services")).status_code == 200
    await browser.get("/services")
    await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert cookie_of(browser) != first
    assert (await thief.get("/services")).status_code == 303


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/sign-out",
        "nonsense",
        "/./sign-in/from/hdo_1.thiefs",
        "/orders/%2e%2E/sign-in/from/hdo_1.thiefs",
    ],
)
async def test_nobody_is_led_elsewhere(pages: PortalWorld, to: str) -> None:
    _, email = await with_password(pages)
    browser = pages.anonymous()
    await browser.get("/sign-in")
    fields = {"email": email, "password": PASSWORD, "next": to}
    assert (await browser.post("/sign-in", fields)).headers["location"] == "/"


async def test_known_and_unknown_read_the_same(pages: PortalWorld) -> None:
    _, known = await with_password(pages)
    for by, password in (("password", "a wrong one"), ("link", "")):
        told = []
        for email in (known, f"{new_id('cus')}@example.org"):
            browser = pages.anonymous()
            await browser.get("/sign-in")
            answer = await browser.post(
                "/sign-in", {"email": email, "password": password, "by": by}
            )
            headers = {n: v for n, v in answer.headers.items() if n not in VARYING}
            if answer.status_code == 303:
                answer = await browser.follow(answer)
            told.append((answer.status_code, headers, without_tokens(answer.text, email)))
        assert told[0] == told[1]


VARYING = {"x-request-id", "set-cookie", "date", "content-length"}


def without_tokens(text: str, email: str) -> str:
    text = text.replace(email, "").replace(email.partition("@")[0], "")
    return re.sub(r'value="[^"]{20,}"', "", text)


async def test_who_forgot_the_password_types_the_code_of_a_mail(pages: PortalWorld) -> None:
    _, email = await customer_of(pages)
    browser = pages.anonymous()
    await browser.get("/sign-in?next=/security")
    page = await browser.follow(await browser.post("/sign-in", {"email": email, "by": "link"}))
    assert email in page.text
    _, code = await mailed(pages, email)
    wrong = await browser.post("/sign-in/code", {"code": "999999" if code != "999999" else "0" * 6})
    assert wrong.status_code == 422
    answer = await browser.post("/sign-in/code", {"code": code})
    assert answer.headers["location"] == "/security"
    page = await browser.follow(answer)
    assert "old_password" not in page.text
    chosen = "umbrella quartz nine meadows"
    done = await browser.post("/security/password", {"new_password": chosen})
    assert done.status_code == 303
    again = pages.anonymous()
    await again.get("/sign-in")
    assert (await again.post("/sign-in", {"email": email, "password": chosen})).status_code == 303


async def test_a_link_works_on_another_device_once(pages: PortalWorld) -> None:
    _, email = await customer_of(pages)
    browser, phone, scanner = (pages.anonymous() for _ in range(3))
    await browser.get("/sign-in?next=/services")
    await browser.post("/sign-in", {"email": email, "by": "link"})
    path, _ = await mailed(pages, email)
    for _ in range(10):
        assert (await scanner.get(path)).status_code == 200
    await phone.get(path)
    answer = await phone.post(path)
    assert answer.headers["location"] == "/services"
    assert (await phone.follow(answer)).status_code == 200
    gone = await scanner.get(path)
    assert gone.status_code == 410
    assert 'name="next" value="/services"' in gone.text
    assert (await scanner.post(path)).status_code == 410


async def test_twenty_presses_of_the_button_are_one_sign_in(pages: PortalWorld) -> None:
    _, email = await customer_of(pages)
    browser = pages.anonymous()
    await browser.get("/sign-in")
    await browser.post("/sign-in", {"email": email, "by": "link"})
    path, _ = await mailed(pages, email)
    await browser.get(path)
    answers = await asyncio.gather(*(browser.post(path) for _ in range(20)))
    statuses = sorted(answer.status_code for answer in answers)
    # Those that come after it come with the new session's cookie, for which the token is none.
    assert statuses.count(303) == 1
    assert set(statuses) <= {303, 403, 410}


async def test_whoever_is_several_customers_chooses(pages: PortalWorld) -> None:
    _, email = await with_password(pages)
    second, _ = await customer_of(pages, email)
    browser = pages.anonymous()
    await browser.get("/sign-in?next=/services")
    page = await browser.follow(
        await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    )
    assert page.text.count('type="radio"') == 2
    account = re.search(r'value="(acc_[a-z0-9]+)"(?:(?!value=).)*' + second, page.text, re.DOTALL)
    assert account
    answer = await browser.post("/sign-in/choose", {"account_id": account[1]})
    assert answer.headers["location"] == "/services"
    assert (await browser.follow(answer)).status_code == 200


async def test_a_choice_without_its_proof_leads_back(pages: PortalWorld) -> None:
    browser = pages.anonymous()
    await browser.get("/sign-in")
    answer = await browser.post("/sign-in/choose", {"account_id": "acc_1"})
    assert answer.headers["location"] == "/sign-in"


async def test_too_many_attempts_say_when_to_come_back(pages: PortalWorld) -> None:
    browser = pages.anonymous()
    await browser.get("/sign-in")
    fields = {"email": f"{new_id('cus')}@example.org", "password": "wrong"}
    statuses = [(await browser.post("/sign-in", fields)).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


async def test_signing_out_ends_the_session(pages: PortalWorld) -> None:
    _, email = await with_password(pages)
    browser = pages.anonymous()
    await sign_in(browser, email)
    cookie = cookie_of(browser)
    await browser.get("/services")
    page = await browser.follow(await browser.post("/sign-out"))
    assert "You are signed out." in page.text
    browser.keep(COOKIE, cookie)
    assert (await browser.get("/services")).status_code == 303


@pytest.mark.parametrize("language", ["en", "de", "fr"])
async def test_every_page_of_it_is_there_in_each_language(
    pages: PortalWorld, language: str
) -> None:
    browser = pages.anonymous(language)
    for path, status in (
        ("/sign-in", 200),
        ("/sign-in/code", 200),
        ("/sign-in/link/lnk_1.0", 410),
        ("/sign-in/from/hdo_1.0", 410),
    ):
        answer = await browser.get(path)
        assert answer.status_code == status
        assert f'lang="{language}"' in answer.text
