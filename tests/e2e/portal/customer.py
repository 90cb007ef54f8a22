"""A customer at a browser: the portal's pages as they are seen and used, by what a thing is (its
role) and what it is called."""

import re
from dataclasses import dataclass, field

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from clients.portal import PortalClient
from contracts.portal import HandOver
from scenarios.people import Customer, new_key
from tests.e2e.patience import PATIENCE

RESULTS = ("Successful", "Pending", "Failed", "Sent for approval", "Checking")
"""What a customer reads who is back from paying: one of these."""
ANY_RESULT = re.compile(f"^({'|'.join(RESULTS)})$")
PAY_BUTTONS = re.compile("^(Pay now|Pay again or in another way)$")


@dataclass(frozen=True)
class Look:
    """How large a window is, and whether its browser runs scripts."""

    name: str
    width: int
    height: int
    has_scripts: bool = True


DESK = Look("desk", 1280, 800)
PHONE = Look("phone", 320, 640)
DESK_WITHOUT_SCRIPTS = Look("desk-without-scripts", 1280, 800, has_scripts=False)
PHONE_WITHOUT_SCRIPTS = Look("phone-without-scripts", 320, 640, has_scripts=False)
LOOKS = (DESK, PHONE, DESK_WITHOUT_SCRIPTS, PHONE_WITHOUT_SCRIPTS)


@dataclass
class Windows:
    """One for each look, opened once: who is handed over into it is somebody else from then on."""

    browser: Browser
    portal: PortalClient
    opened: dict[Look, BrowserContext] = field(default_factory=dict)
    more: list[BrowserContext] = field(default_factory=list)

    async def at(self, look: Look, customer: Customer, path: str = "/") -> "AtPortal":
        """A customer's window, at a page of the portal."""
        context = self.opened.get(look) or await self._open(look)
        self.opened[look] = context
        for page in context.pages:
            await page.close()
        at_portal = AtPortal(await context.new_page(), self.portal.base_url, look)
        await self.sign_in(at_portal, customer, path)
        return at_portal

    async def another(self, look: Look, customer: Customer, path: str = "/") -> "AtPortal":
        """A window beside the others, for one of several customers at a time."""
        context = await self._open(look)
        self.more.append(context)
        at_portal = AtPortal(await context.new_page(), self.portal.base_url, look)
        await self.sign_in(at_portal, customer, path)
        return at_portal

    async def sign_in(self, at_portal: "AtPortal", customer: Customer, path: str = "/") -> None:
        """By the address that a provider's own portal gets for its customer."""
        wanted = HandOver(partner_id=customer.partner_id, customer_id=customer.id, page=path)
        entry = await self.portal.hand_over(wanted, key=new_key())
        await at_portal.page.goto(entry.url)

    async def close(self) -> None:
        for context in [*self.opened.values(), *self.more]:
            await context.close()

    async def _open(self, look: Look) -> BrowserContext:
        return await self.browser.new_context(
            locale="en-GB",
            viewport={"width": look.width, "height": look.height},
            java_script_enabled=look.has_scripts,
            reduced_motion="reduce",
        )


@dataclass(frozen=True)
class AtPortal:
    page: Page
    base_url: str
    look: Look

    async def goto(self, path: str) -> int:
        """The answer's status."""
        answer = await self.page.goto(self.base_url + path)
        assert answer is not None
        return answer.status

    async def follow_the_menu(self, name: str) -> None:
        if self.look.width < DESK.width:
            await self.button("Menu").click()
        await (
            self.page.get_by_role("navigation", name="Menu")
            .get_by_role("link", name=name, exact=True)
            .click()
        )

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def button_for(self, words: str, title: str) -> Locator:
        """One of several; what it is for is in its name and not on the screen."""
        name = re.compile(f"^{re.escape(words)} ?: {re.escape(title)}$")
        return self.page.get_by_role("button", name=name)

    def heading(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("heading", name=name, exact=True)

    def row(self, words: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=words)

    async def until_row(self, path: str, named: str, words: str = "") -> None:
        """Open a page until a row says what follows by itself."""

        async def rows() -> list[str]:
            await self.goto(path)
            return await self.row(named).all_inner_texts()

        await PATIENCE.until(
            rows, lambda shown: any(words in row for row in shown), f"{named} {words} on {path}"
        )

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    # The products, and the window over them.

    def select(self, title: str) -> Locator:
        return self.button_for("Select the service", title)

    @property
    def window(self) -> Locator:
        return self.page.get_by_role("dialog", name="Product checkout")

    def line(self, title: str) -> Locator:
        return self.window.get_by_role("heading", name=title, exact=True)

    async def has_in_the_cart(self, count: int, total: str) -> None:
        """The icon's number, and the total at the top right, with the window closed."""
        if count:
            products = "product" if count == 1 else "products"
            await expect(self.link(f"Cart, {count} {products}")).to_be_visible()
        else:
            await expect(self.link("Cart")).to_be_visible()
        await expect(self.link(f"Total: {total}")).to_be_visible()

    # From the checkout to the gateway and back.

    @property
    def order_button(self) -> Locator:
        return self.button("Order new product(s)")

    async def pay(self, card: str = "pays at once", on: str = "") -> str:
        """On the gateway's page, which is somebody else's, by a card that behaves as it says, and
        back to the portal; returns the gateway's id of the payment."""
        await self.page.wait_for_url(re.compile("/pay/[^/]+$"))
        checkout_id = self.page.url.rpartition("/")[2]
        choice = self.page.get_by_role("radio", name=re.compile(f" {re.escape(card)}$")).first
        if not await choice.is_visible():
            await self.page.get_by_text("Does not pay", exact=True).click()
        await choice.check()
        if on:
            await self.page.get_by_label("Date the payment (optional)").fill(on)
        await self.page.get_by_role("button", name=re.compile("^Pay ")).click()
        await self.page.wait_for_url(re.compile("/orders/[^/]+/return"))
        return checkout_id

    @property
    def result(self) -> Locator:
        return self.heading(ANY_RESULT)

    async def ends(self, word: str) -> None:
        """By itself; nobody loads the page."""
        await expect(self.result).to_have_text(word)

    async def reads(self, word: str) -> None:
        """Sooner: a page without scripts loads itself again in ten seconds, and this customer does
        not wait for them."""

        async def shown() -> list[str]:
            if not self.look.has_scripts:
                await self.page.reload()
            return await self.result.all_inner_texts()

        await PATIENCE.until(shown, lambda words: words == [word], f"{word} to be read")

    @property
    def pay_buttons(self) -> Locator:
        return self.page.get_by_role("link", name=PAY_BUTTONS)
