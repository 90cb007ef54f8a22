"""Takes the README's pictures: the portal of a customer to whom everything has happened, at a desk
and on a phone, in light and in dark."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, async_playwright

from clients.portal import PortalClient
from contracts.portal import HandOver
from scenarios.offerings import set_up
from scenarios.patience import Patience
from scenarios.people import Customer, People, new_key
from scenarios.system import System
from scenarios.whole_life import a_whole_life
from stack.running.connection import Connection
from stack.running.stack_state import StackState
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
PICTURES = (
    ("dashboard", "/", DESK),
    ("order", "/order", DESK),
    ("order", "/order", PHONE_AT_NIGHT),
    ("cart", "/order?window=1", DESK),
    ("checkout", "/checkout", PHONE),
    ("services", "/services", PHONE),
    ("finance", "/finance", DESK),
)


async def take_pictures(state: StackState, browser: str, said: Said) -> None:
    """Of a running stack, with the Chromium at this path."""
    async with Connection.to(state) as connection, async_playwright() as playwright:
        people = People(connection.http, connection.urls)
        system = System(people, await set_up(people.operator), PATIENCE)
        life = await a_whole_life(system)
        chromium = await playwright.chromium.launch(executable_path=browser)
        try:
            await _take_all(chromium, connection.portal, life.customer, said)
        finally:
            await chromium.close()


async def _take_all(browser: Browser, portal: PortalClient, customer: Customer, said: Said) -> None:
    FOLDER.mkdir(exist_ok=True)
    for look in {look for _, _, look in PICTURES}:
        context = await _window(browser, look)
        handed_over = HandOver(partner_id=customer.partner_id, customer_id=customer.id)
        entry = await portal.hand_over(handed_over, key=new_key())
        await (await context.new_page()).goto(entry.url, wait_until="networkidle")
        for name, path, wanted in PICTURES:
            if wanted == look:
                file = FOLDER / f"{name}-{look.name}.png"
                await _take(context, f"{portal.base_url}{path}", file)
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
