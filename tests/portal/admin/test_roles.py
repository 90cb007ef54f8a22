"""The role × route matrix, generated from the routes: who comes where. What each
permission means is written down here once more, by hand."""

import re
from typing import Any

import pytest
from fastapi.routing import APIRoute

from portal.admin.app import MENU, PAGES
from portal.admin.permissions import PERMISSIONS
from tests.portal.world import COOKIE, STAFF_COOKIE, Browser, PortalWorld

NOBODY, CUSTOMER = "nobody", "customer"
STAFF = ("partner_admin", "super_admin", "operator")
WHO = (NOBODY, CUSTOMER, *STAFF)
ADMITTED = {
    "open": set(WHO),
    "signed_in": set(STAFF),
    "setting_up": set(STAFF),
    "staff": set(STAFF),
    "decide": {"partner_admin", "super_admin"},
    "operate": {"super_admin", "operator"},
    "users": {"partner_admin", "super_admin"},
    "partners": {"super_admin"},
}
ROUTES = [
    (method, route.path, (route.openapi_extra or {})["permission"])
    for page in PAGES
    for route in page.router.routes
    if isinstance(route, APIRoute)
    for method in route.methods or ()
]


def test_the_matrix_names_every_permission() -> None:
    assert set(ADMITTED) == PERMISSIONS.names
    assert {permission for _, _, permission in ROUTES} <= PERMISSIONS.names
    assert {entry.permission for entry in MENU} <= PERMISSIONS.names


async def _cookie(pages: PortalWorld, who: str) -> str:
    if who == NOBODY:
        return ""
    if who == CUSTOMER:
        return await pages.session_of(await pages.customer())
    return await pages.session_of_staff(who)  # type: ignore[arg-type]


async def _ask(browser: Browser, method: str, path: str, token: str) -> Any:
    address = re.sub(r"\{[^}]*\}", "1", path)
    if method == "GET":
        return await browser.get(address)
    return await browser.post(address, {"csrf": token})


@pytest.mark.engines
@pytest.mark.parametrize("who", WHO)
async def test_each_comes_to_its_own_pages_alone(
    pages: PortalWorld, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """`admits` is asked first, for the route's own permission, and what it says is what happens:
    nothing, or a page that is not there, or a way to sign in."""
    asked: list[tuple[str, bool]] = []
    admits = type(PERMISSIONS).admits

    def listening(rules: Any, name: str, session: Any) -> bool:
        asked.append((name, admits(rules, name, session)))
        return asked[-1][1]

    monkeypatch.setattr(type(PERMISSIONS), "admits", listening)
    signer = pages.admin_portal.state.context.signer
    for method, path, permission in ROUTES:
        browser = pages.at_the_desk()
        cookie = await _cookie(pages, who)
        if who == CUSTOMER:
            browser.keep(COOKIE, cookie)
        if cookie:
            browser.keep(STAFF_COOKIE, cookie)
        if who in (NOBODY, CUSTOMER):
            await browser.get("/sign-in")
            token = browser._hidden["csrf"]
        else:
            token = signer.form_token(cookie)
        asked.clear()
        answer = await _ask(browser, method, path, token)
        place = f"{who} at {method} {path}"
        is_admitted = who in ADMITTED[permission]
        assert asked[0] == (permission, is_admitted), place
        if not is_admitted and who in STAFF:
            assert answer.status_code == 404, place
        elif not is_admitted:
            assert answer.status_code == 303, place
            assert answer.headers["location"].startswith("/sign-in"), place


@pytest.mark.engines
@pytest.mark.parametrize("who", STAFF)
async def test_the_menu_leads_nowhere_that_is_closed(pages: PortalWorld, who: str) -> None:
    browser = await pages.signed_in_staff(who)  # type: ignore[arg-type]
    page = await browser.get("/")
    shown = {entry.href for entry in MENU if f'href="{entry.href}"' in page.text}
    assert shown >= {entry.href for entry in MENU if who in ADMITTED[entry.permission]}
    for href in shown:
        assert (await browser.get(href)).status_code == 200
