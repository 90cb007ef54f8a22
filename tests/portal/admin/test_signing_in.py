"""How staff comes into the admins' portal, and who does not."""

from asyncio import gather
from collections.abc import Callable

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from chassis.ids import new_id
from clients.http import HttpClient
from clients.staff import StaffClient
from contracts.problems import ActionIsNotAllowed
from contracts.staff import FirstStaff, PutStaff
from portal.admin.app import build_app
from portal.admin.first_admin import let_in
from portal.admin.settings import AdminSettings
from tests.portal.admin.people import PASSWORD, sign_in, staff_of, with_password
from tests.portal.world import ADMIN_URL, COOKIE, STAFF_COOKIE, Browser, PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines


async def test_staff_signs_in_to_the_page_that_was_wanted_and_out(pages: PortalWorld) -> None:
    email = await with_password(pages)
    browser = pages.at_the_desk()
    refused = await browser.get("/security")
    assert refused.headers["location"] == "/sign-in?next=%2Fsecurity"
    await sign_in(browser, email)
    page = await browser.get("/")
    assert (page.status_code, "Ada Adler" in page.text) == (200, True)
    await browser.follow(await browser.post("/sign-out"))
    assert (await browser.get("/security")).status_code == 303


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    pages: PortalWorld,
) -> None:
    email = await with_password(pages)
    browser = pages.at_the_desk()
    await browser.get("/sign-in")
    answers = []
    for address in (email, f"{new_id('nobody')}@provider.example"):
        answer = await browser.post("/sign-in", {"email": address, "password": "wrong"})
        assert STAFF_COOKIE not in answer.cookies
        answers.append((answer.status_code, "given a new one by an admin" in answer.text))
    assert answers == [(422, True), (422, True)]


async def test_who_guesses_has_to_wait(pages: PortalWorld) -> None:
    email = await with_password(pages)
    browser = pages.at_the_desk()
    await browser.get("/sign-in")
    tried = [
        (await browser.post("/sign-in", {"email": email, "password": "wrong"})).status_code
        for _ in range(7)
    ]
    assert tried == [422] * 5 + [429] * 2
    right = await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert right.status_code == 429


async def test_neither_portal_knows_the_others_sessions(pages: PortalWorld) -> None:
    of_customer = await pages.session_of(await pages.customer())
    of_staff = await pages.session_of_staff("super_admin")
    desk, customer = pages.at_the_desk(), pages.anonymous()
    for name in (COOKIE, STAFF_COOKIE):
        desk.keep(name, of_customer)
        customer.keep(name, of_staff)
    assert (await desk.get("/")).status_code == 303
    assert (await customer.get("/services")).status_code == 303


async def test_only_an_operator_lets_somebody_in(pages: PortalWorld) -> None:
    wanted = PutStaff(name="Eve", role="super_admin", password=PASSWORD)
    as_admin = staff_of(pages).as_actor(pages.admin()._actor)
    with pytest.raises(ActionIsNotAllowed):
        await as_admin.put_staff("eve@provider.example", wanted)


async def test_a_new_password_ends_the_sessions_of_the_old_one(pages: PortalWorld) -> None:
    email = await with_password(pages)
    browser = pages.at_the_desk()
    await sign_in(browser, email)
    again = PutStaff(name="Ada Adler", role="operator", password="umbrella quartz nine meadows")
    await staff_of(pages).put_staff(email.upper(), again)
    assert (await browser.get("/")).status_code == 303
    await browser.get("/sign-in")
    old = await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert old.status_code == 422


async def test_the_first_one_is_let_in_once(
    pages: PortalWorld, new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> None:
    """Into a database where nobody is yet, also when two ask at the same moment."""
    url = new_database("admin")
    app = build_app(
        AdminSettings(profile="test", database_url=SecretStr(url), token_keys=token_keys)
    )
    wanted = FirstStaff(email="First@turnup.local", name="First", password=PASSWORD)
    async with app.router.lifespan_context(app):
        http = HttpClient("cli", token_keys, transport=httpx.ASGITransport(app=app))
        staff = StaffClient(http, ADMIN_URL, OPERATOR)
        answers = await gather(*(staff.put_first_staff(wanted) for _ in range(3)))
        answers.append(await staff.put_first_staff(wanted))
        told = await let_in(staff, "second@turnup.local")
        await http.close()
    assert told.startswith("Nothing was done")
    made = [answer.made for answer in answers if answer.made]
    assert [(one.email, one.role) for one in made] == [("first@turnup.local", "super_admin")]


async def test_in_containers_a_command_tells_the_first_password(
    pages: PortalWorld, new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> None:
    url = new_database("admin")
    app = build_app(
        AdminSettings(profile="test", database_url=SecretStr(url), token_keys=token_keys)
    )
    async with app.router.lifespan_context(app):
        http = HttpClient("admin", token_keys, transport=httpx.ASGITransport(app=app))
        told = await let_in(StaffClient(http, ADMIN_URL, OPERATOR), "ada@provider.example")
        await http.close()
        password = told.split()[6]
        browser = Browser(app, base_url=ADMIN_URL)
        await browser.get("/sign-in")
        fields = {"email": "ada@provider.example", "password": password}
        assert (await browser.post("/sign-in", fields)).status_code == 303
        await browser.close()
