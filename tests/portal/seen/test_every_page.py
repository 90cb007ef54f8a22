"""Every page that links lead to: for whoever sees it badly, on a phone, in the dark, elsewhere."""

import gzip
import hashlib
import re
from urllib.parse import urlsplit

import pytest

from clients.system.orders import SystemOrders
from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.crawling import ID, READ, ROUTES, STARTS, pages_by_links
from tests.portal.seen.looking import AXE, DESK, PHONE
from tests.portal.world import COOKIE, PortalWorld

SERVICES = ("catalog", "orders", "payments", "notifications")
FIRST_VISIT_BYTES = 80_000
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
WRITTEN = [route.path for route in ROUTES if "POST" in (route.methods or ())]


async def with_a_life(pages: PortalWorld) -> SystemOrders:
    """A customer who has paid for something, asked for something, and has a plan in the cart."""
    customer = await pages.customer()
    await pages.paid(customer)
    await pages.request(customer)
    await pages.quote(customer, await pages.plan(title="<script>alert(1)</script> \u05d0\u05d1"))
    return customer


def test_axe_is_as_it_was_taken() -> None:
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == AXE_SHA256


@pytest.mark.engines
@pytest.mark.browser
@pytest.mark.parametrize(
    ("state", "language", "size"),
    [
        ("filled", "en", DESK),
        pytest.param("filled", "de", PHONE, marks=pytest.mark.nightly),
        ("empty", "de", PHONE),
        pytest.param("empty", "en", DESK, marks=pytest.mark.nightly),
        pytest.param("away", "en", DESK, marks=pytest.mark.nightly),
        ("away", "de", PHONE),
    ],
)
async def test_no_page_has_a_barrier(
    pages: PortalWorld, window: OpenWindow, state: str, language: str, size: tuple[int, int]
) -> None:
    customer = await (pages.customer() if state == "empty" else with_a_life(pages))
    cookie = await pages.session_of(customer)
    browser = pages.anonymous(language)
    browser.keep(COOKIE, cookie)
    found = await pages_by_links(browser, *STARTS)
    assert not {path: status for path, status in found.items() if status != 200}
    if state == "away":
        pages.network.blocked |= {f"{name}.test" for name in SERVICES}
    eyes = await window(cookie=cookie, language=language, size=size)
    barriers: list[str] = []
    for path in found:
        here = [*await eyes.barriers_on(path), *await eyes.unsteady()]
        barriers += [f"{path}: {barrier}" for barrier in here]
    if state == "away":
        eyes.complaints = [each for each in eyes.complaints if not each.endswith(": 503")]
    assert not barriers, "\n".join(barriers)


@pytest.mark.engines
async def test_a_first_visit_is_small(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await with_a_life(pages))
    for path in await pages_by_links(browser, *STARTS):
        page = await browser.get(path)
        files = {
            part for part in page.text.replace("'", '"').split('"') if part.startswith("/static/")
        }
        files = {file.partition("#")[0] for file in files}
        parts = [page.content, *[(await browser.get(file)).content for file in files]]
        assert sum(len(gzip.compress(part)) for part in parts) <= FIRST_VISIT_BYTES, path


@pytest.mark.engines
@pytest.mark.parametrize("service", SERVICES)
async def test_with_a_service_away_every_page_still_is_one(
    pages: PortalWorld, service: str
) -> None:
    browser = await pages.signed_in(await with_a_life(pages))
    found = await pages_by_links(browser, *STARTS)
    pages.network.blocked.add(f"{service}.test")
    for path, before in found.items():
        answer = await browser.get(path)
        assert answer.status_code in (before, 503), path
        assert "</main>" in answer.text, path
        assert 'href="/services"' in answer.text, f"{path} has lost its menu"


@pytest.mark.engines
async def test_scripts_and_marks_in_names_stay_text(pages: PortalWorld) -> None:
    browser = await pages.signed_in(await with_a_life(pages))
    for path in await pages_by_links(browser, *STARTS):
        assert "<script>alert" not in (await browser.get(path)).text, path


@pytest.mark.engines
async def test_whoever_has_not_signed_in_is_led_there(pages: PortalWorld) -> None:
    found = await pages_by_links(await pages.signed_in(await with_a_life(pages)), "/services")
    paths = [path for path in found if path.startswith("/services")]
    assert paths
    for path in paths:
        answer = await pages.anonymous().get(path)
        assert answer.headers["location"].startswith("/sign-in"), path


def with_ids(path: str, an_id: str = "ord_00000000000000000000000000") -> str:
    return re.sub(r"\{[^}]*\}", an_id, path)


@pytest.mark.engines
@pytest.mark.parametrize("path", WRITTEN)
async def test_no_form_is_taken_without_its_token(pages: PortalWorld, path: str) -> None:
    """Nor with one of another session."""
    cookie = await pages.session_of(await pages.customer())
    foreign = await pages.session_of(await pages.customer())
    browser = pages.anonymous()
    browser.keep(COOKIE, cookie)
    for token in ("", "A" * 43 + "=", pages.portal.state.context.signer.form_token(foreign)):
        answer = await browser.post(with_ids(path), {"csrf": token})
        assert answer.status_code == 403, path


@pytest.mark.engines
@pytest.mark.parametrize("path", [path for path in READ if "{" in path])
async def test_what_is_not_there_is_not_found(pages: PortalWorld, path: str) -> None:
    browser = await pages.signed_in(await pages.customer())
    answer = await browser.get(with_ids(path))
    assert answer.status_code in (404, 410), path


@pytest.mark.engines
async def test_what_is_anothers_is_not_found(pages: PortalWorld) -> None:
    own = await pages_by_links(await pages.signed_in(await with_a_life(pages)), *STARTS)
    stranger = await pages.signed_in(await pages.customer())
    of_somebody = [path for path in own if ID.search(urlsplit(path).path) and own[path] == 200]
    assert of_somebody
    for path in of_somebody:
        assert (await stranger.get(path)).status_code == 404, path
