"""Staff with a password, and how they come in."""

from chassis.ids import new_id
from clients.staff import StaffClient
from contracts.staff import PutStaff, StaffRole
from tests.portal.world import ADMIN_URL, Browser, PortalWorld
from tests.services.orders.world import OPERATOR

PASSWORD = "gravel lantern seven tides"


def staff_of(pages: PortalWorld) -> StaffClient:
    return StaffClient(pages.http, ADMIN_URL, OPERATOR)


async def with_password(pages: PortalWorld, role: StaffRole = "partner_admin") -> str:
    """The mail address of somebody new."""
    email = f"{new_id('ada')}@provider.example"
    partner_id = pages.partner_id if role == "partner_admin" else None
    wanted = PutStaff(name="Ada Adler", role=role, partner_id=partner_id, password=PASSWORD)
    await staff_of(pages).put_staff(email, wanted)
    return email


async def sign_in(browser: Browser, email: str, to: str = "/security") -> None:
    await browser.get(f"/sign-in?next={to}")
    answer = await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, to)
