"""Takes the README's pictures: the portal of a customer to whom everything has happened, and that
of an admin for whom orders wait, at a desk and on a phone, in light and in dark."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, async_playwright

from clients.portal import PortalClient
from clients.staff import StaffClient
from contracts.portal import HandOver
from scenarios.journey import Journey
from scenarios.offerings import EAST, set_up
from scenarios.patience import Patience
from scenarios.people import Customer, People, new_key
from scenarios.stories import TRUE_START, a_paid_order
from scenarios.system import System
from scenarios.whole_life import a_whole_life
from stack.running.connection import Connection
from stack.running.stack_state import StackState
from stack.staff_login import make_login
from stack.state.layout import CHECKOUT

FOLDER = CHECKOUT / "docs" / "pictures"
PATIENCE = Patience(seconds=60)
Said = Callable[[Path], None]


@dataclass(frozen=True)
class Look:
    """How wide and high a window is, and its colours."""

    name: str
    width: int
    height: int
    is_dark: bool = False


DESK = Look("desk", 1280, 800)
PHONE = Look("phone", 390, 800)
PHONE_AT_NIGHT = Look("phone-dark", 390, 800, is_dark=True)
Sight = tuple[str, str, Look]
"""A picture's name, its page and the window."""
CUSTOMERS: tuple[Sight, ...] = (
    ("dashboard", "/", DESK),
    ("order", "/order", DESK),
    ("order", "/order", PHONE_AT_NIGHT),
    ("cart", "/order?window=1", DESK),
    ("checkout", "/checkout", PHONE),
    ("services", "/services", PHONE),
    ("finance", "/finance", DESK),
)
WHO_WAITS = ("Anna", "Ben", "Clara", "David", "Emma")


async def take_pictures(state: StackState, browser: str, said: Said) -> None:
    """Of a running stack, with the Chromium at this path."""
    async with Connection.to(state) as connection, async_playwright() as playwright:
        people = People(connection.http, connection.urls)
        system = System(people, await set_up(people.operator), PATIENCE)
        life = await a_whole_life(system)
        sights = await _sights_of_staff(system)
        FOLDER.mkdir(exist_ok=True)
        chromium = await playwright.chromium.launch(executable_path=browser)
        try:
            await _take_customers(chromium, connection.portal, life.customer, said)
            await _take_staffs(chromium, connection.staff, sights, said)
        finally:
            await chromium.close()


async def _sights_of_staff(system: System) -> tuple[Sight, ...]:
    """With some orders that wait, of which one was paid and started later."""
    for name in WHO_WAITS:
        await Journey.at_once(system, system.offerings.bundle, name=name, pay=False)
    paid = await a_paid_order(system)
    item = paid.placed.order.items[0]
    decide = f"/orders/{paid.id}/items/{item.id}/decide?verdict=approve&start_on={TRUE_START}"
    return (
        ("admin-start", "/", DESK),
        ("admin-approvals", "/approvals", DESK),
        ("admin-order", f"/orders/{paid.id}", DESK),
        ("admin-preview", decide, DESK),
        ("admin-approvals", "/approvals", PHONE_AT_NIGHT),
    )


async def _take_customers(
    browser: Browser, portal: PortalClient, customer: Customer, said: Said
) -> None:
    for look in {look for _, _, look in CUSTOMERS}:
        context = await _window(browser, look)
        handed_over = HandOver(partner_id=customer.partner_id, customer_id=customer.id)
        entry = await portal.hand_over(handed_over, key=new_key())
        await (await context.new_page()).goto(entry.url, wait_until="networkidle")
        await _take_all(context, portal.base_url, look, CUSTOMERS, said)


async def _take_staffs(
    browser: Browser, staff: StaffClient, sights: tuple[Sight, ...], said: Said
) -> None:
    login = await make_login(staff, "pictures@turnup.local", "Ada", "partner_admin", EAST)
    for look in {look for _, _, look in sights}:
        context = await _window(browser, look)
        page = await context.new_page()
        await page.goto(f"{staff.base_url}/sign-in")
        await page.locator("input[name=email]").fill(login.email)
        await page.locator("input[name=password]").fill(login.password)
        await page.locator("main button[type=submit]").click()
        await page.wait_for_url(f"{staff.base_url}/")
        await _take_all(context, staff.base_url, look, sights, said)


async def _take_all(
    context: BrowserContext, base_url: str, look: Look, sights: tuple[Sight, ...], said: Said
) -> None:
    """What this window is for; it is closed afterwards."""
    for name, path, wanted in sights:
        if wanted == look:
            file = FOLDER / f"{name}-{look.name}.png"
            await _take(context, f"{base_url}{path}", file)
            said(file)
    await context.close()


def _window(browser: Browser, look: Look) -> Awaitable[BrowserContext]:
    return browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.is_dark else "light",
        reduced_motion="reduce",
        locale="en-GB",
    )


async def _take(context: BrowserContext, address: str, file: Path) -> None:
    page = await context.new_page()
    await page.goto(address, wait_until="networkidle")
    await page.screenshot(path=file)
    await page.close()
