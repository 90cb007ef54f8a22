"""How one of the staff comes into the customers' portal, for tests of what it finds there."""

from clients.system.orders import SystemOrders
from contracts.staff import StaffRole
from tests.portal.world import PORTAL_URL, STAFF_COOKIE, Browser, PortalWorld

VISIT_COOKIE = "turnup-customer-visit"
REASON = "She calls & cannot find her invoice"


async def desk_of(pages: PortalWorld, role: StaffRole = "partner_admin") -> tuple[Browser, str]:
    """The browser of somebody new, and who that is."""
    email, browser = await pages.one_of_the_staff(role), pages.at_the_desk()
    browser.keep(STAFF_COOKIE, await pages.session_of_one(email))
    return browser, email


def page_of(pages: PortalWorld, customer: SystemOrders, role: StaffRole, part: str = "") -> str:
    named = f"?partner_id={pages.partner_id}" if role == "super_admin" else ""
    return f"/customers/{customer._actor.id}{part}{named}"


async def sent(
    pages: PortalWorld, desk: Browser, customer: SystemOrders, role: StaffRole = "partner_admin"
) -> str:
    """Where the desk sends the browser, without the origin."""
    form = page_of(pages, customer, role, "/visit")
    assert (await desk.get(form)).status_code == 200
    answer = await desk.post(form, {"reason": REASON})
    assert answer.status_code == 303, answer.text
    to = answer.headers["location"]
    assert to.startswith(f"{PORTAL_URL}/sign-in/visit/")
    return str(to.removeprefix(PORTAL_URL))


async def visiting(
    pages: PortalWorld, customer: SystemOrders, browser: Browser | None = None
) -> tuple[Browser, str]:
    """A browser on a visit, and whose."""
    desk, email = await desk_of(pages)
    browser = browser or pages.anonymous()
    answer = await browser.get(await sent(pages, desk, customer))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    return browser, email


def visit_cookie(browser: Browser) -> str:
    return browser._http.cookies.get(VISIT_COOKIE) or ""
