"""Every page of the admins' portal that links lead to: what `test_every_page.py` asks of customers'
pages. It finds pages by itself; a new one needs no line here."""

import pytest
from fastapi.routing import APIRoute

from contracts.staff import STAFF_ROLES, StaffRole
from portal.admin.app import MENU, PAGES
from tests.portal.admin.people import PASSWORD, account_of, sign_in, with_password
from tests.portal.admin.test_inviting import links_to, sent_again
from tests.portal.admin.test_second_factor import HERE
from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.crawling import pages_by_links
from tests.portal.seen.looking import DESK, PHONE, SCHEMES
from tests.portal.seen.test_every_page import SERVICES, with_a_life, with_ids
from tests.portal.world import STAFF_COOKIE, PortalWorld

pytestmark = [pytest.mark.engines, pytest.mark.timeout(300)]  # a guard: pages become more
ROUTES = [route for page in PAGES for route in page.router.routes if isinstance(route, APIRoute)]
READ = [route.path for route in ROUTES if "GET" in (route.methods or ())]
WRITTEN = [route.path for route in ROUTES if "POST" in (route.methods or ())]
STARTS = sorted({entry.href for entry in MENU} | {path for path in READ if "{" not in path})


async def pages_of(pages: PortalWorld, cookie: str, language: str = "en") -> list[str]:
    """What links lead this person to; what is closed to it is none."""
    browser = pages.at_the_desk(language)
    browser.keep(STAFF_COOKIE, cookie)
    found = await pages_by_links(browser, *STARTS)
    return [path for path, status in found.items() if status == 200]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("role", "state", "language", "size"),
    [
        pytest.param("partner_admin", "filled", "en", DESK, marks=pytest.mark.nightly),
        pytest.param("partner_admin", "filled", "de", PHONE, marks=pytest.mark.nightly),
        pytest.param("super_admin", "empty", "fr", PHONE, marks=pytest.mark.nightly),
        ("super_admin", "filled", "de", PHONE),
        ("operator", "away", "en", PHONE),
    ],
)
async def test_no_page_has_a_barrier(
    pages: PortalWorld,
    desk_window: OpenWindow,
    role: StaffRole,
    state: str,
    language: str,
    size: tuple[int, int],
) -> None:
    if state != "empty":
        await with_a_life(pages)
    cookie = await pages.session_of_staff(role)
    found = await pages_of(pages, cookie, language)
    if state == "away":
        pages.network.blocked |= {f"{name}.test" for name in SERVICES}
    eyes = await desk_window(cookie=cookie, language=language, size=size)
    barriers: list[str] = []
    for path in found:
        barriers += [f"{path}: {barrier}" for barrier in await eyes.barriers_on(path)]
        if (wide := await eyes.too_wide_by()) > 0:
            barriers.append(f"{path}: {wide} px too wide")
    if state == "away":
        eyes.complaints = [each for each in eyes.complaints if not each.endswith(": 503")]
    assert not barriers, "\n".join(barriers)


@pytest.mark.browser
async def test_signing_in_has_no_barrier(pages: PortalWorld, desk_window: OpenWindow) -> None:
    eyes = await desk_window(size=PHONE)
    for scheme in SCHEMES:
        await eyes.see_in(scheme)
        await eyes.go("/sign-in")
        await eyes.page.fill("#email", "nobody@provider.example")
        await eyes.page.fill("#password", "wrong")
        await eyes.page.click("main button[type=submit]")
        await eyes.page.wait_for_selector("[role=alert]")
        assert await eyes.barriers() == []


@pytest.mark.browser
async def test_neither_an_invitation_nor_a_drawn_key_has_a_barrier(
    pages: PortalWorld, desk_window: OpenWindow
) -> None:
    email, browser = await with_password(pages), pages.at_the_desk()
    await sent_again(pages, await account_of(pages, email))
    (invitation,) = await links_to(pages, email)
    await sign_in(browser, email)
    await browser.get(HERE)
    await browser.post(f"{HERE}/begin", {"password": PASSWORD})
    cookie = browser._http.cookies.get(STAFF_COOKIE)
    eyes = await desk_window(cookie=cookie, size=PHONE)
    for path, seen in ((HERE, "svg[role=img]"), (invitation, "#new_password")):
        for scheme in SCHEMES:
            await eyes.see_in(scheme)
            await eyes.go(path)
            await eyes.page.wait_for_selector(seen)
            assert await eyes.barriers() == []
        assert await eyes.too_wide_by() <= 0, path


@pytest.mark.parametrize("service", SERVICES)
async def test_with_a_service_away_every_page_still_is_one(
    pages: PortalWorld, service: str
) -> None:
    await with_a_life(pages)
    browser = await pages.signed_in_staff()
    found = [path for path, code in (await pages_by_links(browser, *STARTS)).items() if code == 200]
    pages.network.blocked.add(f"{service}.test")
    for path in found:
        answer = await browser.get(path)
        assert answer.status_code in (200, 503), path
        assert 'id="menu"' in answer.text, f"{path} has lost its menu"


@pytest.mark.parametrize("role", STAFF_ROLES)
async def test_scripts_and_marks_in_names_stay_text(pages: PortalWorld, role: StaffRole) -> None:
    await with_a_life(pages)
    browser = await pages.signed_in_staff(role)
    for path in await pages_by_links(browser, *STARTS):
        assert "<script>alert" not in (await browser.get(path)).text, path


@pytest.mark.parametrize("path", WRITTEN)
async def test_no_form_is_taken_without_its_token(pages: PortalWorld, path: str) -> None:
    """Nor with one of another session, or of a customer's."""
    cookie = await pages.session_of_staff("super_admin")
    signer = pages.admin_portal.state.context.signer
    others = [
        await pages.session_of_staff("super_admin"),
        await pages.session_of(await pages.customer()),
    ]
    browser = pages.at_the_desk()
    browser.keep(STAFF_COOKIE, cookie)
    for token in ("", "A" * 43 + "=", *(signer.form_token(other) for other in others)):
        answer = await browser.post(with_ids(path), {"csrf": token})
        assert answer.status_code == 403, path
