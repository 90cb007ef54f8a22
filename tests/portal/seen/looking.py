"""A person at a browser: what is on the screen, and whatever the browser complains of meanwhile."""

from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Response

from tests.architecture.test_size import ROOT
from tests.portal.world import COOKIE

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PHONE, DESK = (320, 640), (1280, 800)
ZOOMED = (320, 200)
"""What is left of a desk's window at 400 %."""
HERE = ROOT / "tests" / "portal" / "seen"
AXE = HERE / "axe" / "axe.min.js"
PROBES = HERE / "probes.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STILL = """async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
}"""
LOOK = f"async () => (await axe.run(document, {{runOnly: {TAGS}}})).violations"
WIDER = """() => { const root = document.documentElement;
  return Math.floor(root.scrollWidth - root.getBoundingClientRect().width) }"""
"""A page may keep room for its scroll bar, which is no room for what it shows."""
EXPECTED = "Failed to load resource: the server responded with a status of "
"""A page that says no is told in the console too; `_on_response` judges the status."""


MOST_SHIFTED = 0.02
"""By the browser's own measure, summed up over the whole time of loading."""


@dataclass
class Eyes:
    """One window. `complaints` are refused by every test's end."""

    context: BrowserContext
    page: Page
    base_url: str
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._on_console)
        self.page.on("pageerror", self._on_error)
        self.page.on("response", self._on_response)

    async def go(self, path: str) -> Response:
        answer = await self.page.goto(self.base_url + path)
        assert answer is not None
        return answer

    async def see_in(self, scheme: Scheme) -> None:
        """From the next page on; what moves would be judged half way."""
        await self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    async def is_still(self) -> None:
        """Once nothing on the open page changes its colours any more."""
        await self.page.evaluate(STILL)

    async def barriers(self) -> list[str]:
        """What axe finds: the rule, where, and why."""
        found: list[dict[str, Any]] = await self.page.evaluate(LOOK)
        return [
            f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for rule in found
            for node in rule["nodes"]
        ]

    async def barriers_on(self, path: str) -> list[str]:
        """The same of that page, opened by day; night falls while it is open."""
        await self.see_in("light")
        await self.go(path)
        found = await self.barriers()
        await self.see_in("dark")
        await self.is_still()
        return [*found, *await self.barriers()]

    async def too_wide_by(self) -> int:
        """In CSS pixels; 0 where nothing has to be scrolled sideways."""
        return int(await self.page.evaluate(WIDER))

    async def ask(self, probe: str) -> Any:
        """What `probes.js` finds on the open page."""
        return await self.page.evaluate(f"window.probes.{probe}()")

    async def unsteady(self) -> list[str]:
        """What jumped while the page was loaded, moves on, or is not to be read whole."""
        wide, shifted = await self.too_wide_by(), await self.ask("shifted")
        return [
            *([f"{wide} px too wide"] if wide > 0 else []),
            *([f"shifted by {shifted:.3f}"] if shifted > MOST_SHIFTED else []),
            *[f"cut off: {each}" for each in await self.ask("cut")],
            *[f"moves: {each}" for each in await self.ask("moving")],
        ]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _on_error(self, error: Error) -> None:
        self.complaints.append(f"{self.page.url}: {error.message}")

    def _on_response(self, answer: Response) -> None:
        if answer.status >= 500 and answer.url.startswith(self.base_url):
            self.complaints.append(f"{answer.url}: {answer.status}")


async def open_eyes(
    browser: Browser,
    base_url: str,
    *,
    cookie: str = "",
    cookie_name: str = COOKIE,
    language: str = "en",
    size: tuple[int, int] = DESK,
    scale: float = 1,
    has_scripts: bool = True,
) -> Eyes:
    """A window of its own with that session. axe and probes are put into pages past their policy,
    which holds for all that the pages bring."""
    context = await browser.new_context(
        locale=language,
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        java_script_enabled=has_scripts,
    )
    if has_scripts:
        await context.add_init_script(path=AXE)
        await context.add_init_script(path=PROBES)
    if cookie:
        await context.add_cookies([{"name": cookie_name, "value": cookie, "url": base_url}])
    eyes = Eyes(context, await context.new_page(), base_url)
    eyes.listen()
    return eyes
