"""Staff with a password, and how they come in."""

from chassis.ids import new_id
from clients.staff import StaffClient
from contracts.staff import PutStaff, StaffRole
from portal.identity.repository.staff import StaffAccount, find_staff
from portal.identity.use_cases.begin_session import Browser as Device_
from portal.identity.use_cases.begin_session import begin_session
from tests.portal.world import ADMIN_URL, DEVICE, STAFF_COOKIE, Browser, PortalWorld
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


async def somebody(
    pages: PortalWorld, role: StaffRole = "partner_admin", *, partner_id: int | None = None
) -> StaffAccount:
    """New here, whose password is nobody's."""
    return await account_of(pages, await pages.one_of_the_staff(role, partner_id=partner_id))


async def account_of(pages: PortalWorld, email: str) -> StaffAccount:
    async with pages.admin_portal.state.context.database.autocommit() as connection:
        found = await find_staff(connection, email)
    assert found is not None
    return found


async def signed_in_as(pages: PortalWorld, account: StaffAccount) -> Browser:
    context = pages.admin_portal.state.context.identity.context
    async with context.database.begin() as connection:
        signed_in = await begin_session(
            context, connection, account.id, "password", Device_(DEVICE, None)
        )
    browser = pages.at_the_desk()
    browser.keep(STAFF_COOKIE, signed_in.cookie)
    return browser
