"""All parts of the pages as a browser shows them: narrow and wide, light and dark, with JavaScript
and without."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, Route, expect

from portal.web.headers import policy
from tests.architecture.test_size import ROOT
from tests.chromium import a_browser
from tests.portal.gallery import Scheme, drawn

pytestmark = pytest.mark.browser
ORIGIN = "http://127.0.0.1"
TOO_SMALL = """() => [...document.querySelectorAll('a, button, input, select, summary')]
    .filter(one => one.checkVisibility() && getComputedStyle(one).display !== 'inline')
    .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 20 || box.width < 20))
    .map(([html]) => html)"""
CLICKED_THRICE = """button => {
    let sent = 0
    document.addEventListener('submit', event => {
        if (!event.defaultPrevented) sent++
        event.preventDefault()
    })
    button.click(), button.click(), button.click()
    return [sent, button.textContent.trim(), button.getAttribute('aria-busy')]
}"""
SHIFTED = """() => new Promise(done => new PerformanceObserver(list =>
    done(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
    .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 200))"""


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with a_browser() as found:
        yield found


@asynccontextmanager
async def gallery(
    browser: Browser,
    *,
    scheme: Scheme = "light",
    width: int = 1280,
    has_scripts: bool = True,
    device: str = "light",
    has_window: bool = False,
) -> AsyncIterator[Page]:
    """Its files come from the source, under the policy of the pages."""
    context = await browser.new_context(
        viewport={"width": width, "height": 640},
        java_script_enabled=has_scripts,
        color_scheme="dark" if device == "dark" else "light",
    )
    page = await context.new_page()

    async def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if path.startswith("/static/"):
            await route.fulfill(path=ROOT / "portal" / path.lstrip("/"))
        elif route.request.method == "GET":
            headers = {"Content-Security-Policy": policy(), "Content-Type": "text/html"}
            await route.fulfill(body=drawn(scheme, has_window=has_window), headers=headers)

    await page.route(f"{ORIGIN}/**", answer)
    await page.goto(f"{ORIGIN}/")
    yield page
    await context.close()


@pytest.mark.parametrize("width", [320, 1280])
async def test_nothing_is_wider_than_the_screen(browser: Browser, width: int) -> None:
    async with gallery(browser, width=width) as page:
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not await page.evaluate(wide)


async def test_what_is_clicked_is_large_enough(browser: Browser) -> None:
    async with gallery(browser, width=320) as page:
        assert await page.evaluate(TOO_SMALL) == []


async def test_the_policy_has_nothing_to_refuse(browser: Browser) -> None:
    async with gallery(browser) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        await page.reload()
        await page.get_by_role("button", name="Show the password").click()
        await expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
        assert said == []


@pytest.mark.parametrize(
    ("scheme", "device", "is_dark"),
    [
        ("system", "dark", True),
        ("system", "light", False),
        ("light", "dark", False),
        ("dark", "light", True),
    ],
)
async def test_colours_are_the_persons_choice_else_the_devices(
    browser: Browser, scheme: Scheme, device: str, is_dark: bool
) -> None:
    async with gallery(browser, scheme=scheme, device=device) as page:
        body = page.locator("body")
        colour = "rgb(14, 19, 26)" if is_dark else "rgb(246, 247, 249)"
        await expect(body).to_have_css("background-color", colour)


@pytest.mark.parametrize("has_scripts", [True, False])
async def test_the_menu_opens_on_a_phone_without_javascript_too(
    browser: Browser, has_scripts: bool
) -> None:
    async with gallery(browser, width=360, has_scripts=has_scripts) as page:
        entry = page.get_by_role("link", name="My services")
        await expect(entry).to_be_hidden()
        await page.get_by_role("button", name="Menu").click()
        await expect(entry).to_be_visible()


@pytest.mark.parametrize("has_scripts", [True, False])
async def test_a_window_is_closed_by_its_address(browser: Browser, has_scripts: bool) -> None:
    async with gallery(browser, has_scripts=has_scripts, has_window=True) as page:
        window = page.get_by_role("dialog", name="Your cart")
        await expect(window).to_be_visible()
        if has_scripts:
            await page.keyboard.press("Escape")
        else:
            await window.get_by_role("link", name="Close").click()
        await expect(page).to_have_url(f"{ORIGIN}/closed")


async def test_a_form_is_sent_once_and_is_as_new_when_it_comes_back(browser: Browser) -> None:
    async with gallery(browser) as page:
        await page.locator("input[name=terms]").check()
        for name in ("password", "code"):
            await page.locator(f"input[name={name}]").fill("123456")
        await page.locator("input[name=email]").fill("zoe@example.com")
        button = page.get_by_role("button", name="Order with obligation to pay")
        assert await button.evaluate(CLICKED_THRICE) == [1, "One moment…", "true"]
        await page.evaluate("dispatchEvent(new Event('pageshow'))")
        await expect(page.locator("[aria-busy]")).to_have_count(0)
        await expect(button).to_have_text("Order with obligation to pay")


async def test_the_summary_of_faults_has_the_focus_and_leads_to_fields(browser: Browser) -> None:
    async with gallery(browser) as page:
        summary = page.get_by_role("alert")
        await expect(summary).to_be_focused()
        await summary.get_by_role("link", name="This is no address").click()
        await expect(page.locator("input[name=email]")).to_be_focused()


async def test_the_page_stays_where_it_is_while_it_loads(browser: Browser) -> None:
    async with gallery(browser) as page:
        assert await page.evaluate(SHIFTED) <= 0.02
