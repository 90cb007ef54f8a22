"""People with a mail address, and how they come in."""

import re

from chassis.ids import new_id
from clients.portal import PortalClient
from contracts.actors import Actor
from contracts.orders import CustomerFields
from contracts.portal import PutAccount
from tests.patience import eventually
from tests.portal.world import COOKIE, PORTAL_URL, Browser, PortalWorld
from tests.services.orders.world import OPERATOR

PASSWORD = "gravel lantern seven tides"


async def customer_of(pages: PortalWorld, email: str | None = None) -> tuple[str, str]:
    """Id and mail address of a new one."""
    customer_id = new_id("cus")
    email = email or f"{customer_id}@example.org"
    fields = CustomerFields(partner_id=pages.partner_id, name="Mia Moser", email=email)
    await pages.acting(OPERATOR).put_customer(customer_id, fields)
    return customer_id, email


async def with_password(pages: PortalWorld) -> tuple[str, str]:
    customer_id, email = await customer_of(pages)
    await portal_of(pages).put_account(pages.partner_id, customer_id, PutAccount(password=PASSWORD))
    return customer_id, email


def portal_of(pages: PortalWorld, actor: Actor = OPERATOR) -> PortalClient:
    return PortalClient(pages.http, PORTAL_URL, actor)


async def mailed(pages: PortalWorld, email: str) -> tuple[str, str]:
    """Path of the link, and code."""
    body = await _newest(pages, email)
    code = re.search(r"\b[0-9]{6}\b", body)
    assert code
    return _path_in(body), code[0]


async def invited(pages: PortalWorld, email: str) -> str:
    """Path of the link; there is no code."""
    body = await _newest(pages, email)
    assert "A customer account was made for you" in body
    assert not re.search(r"\b[0-9]{6}\b", body)
    return _path_in(body)


def _path_in(body: str) -> str:
    path = re.search(rf"{re.escape(PORTAL_URL)}(/\S+)", body)
    assert path
    return path[1]


async def _newest(pages: PortalWorld, email: str) -> str:
    found: list[str] = []

    async def has_come() -> bool:
        listed = await pages.services(OPERATOR).notifications.mails(event="sign_in", limit=50)
        found[:] = [mail.body for mail in listed.items if mail.to == [email]]
        return bool(found)

    await eventually(has_come)
    return found[0]


def cookie_of(browser: Browser) -> str:
    return browser._http.cookies.get(COOKIE) or ""


async def sign_in(browser: Browser, email: str, to: str = "/services") -> None:
    await browser.get(f"/sign-in?next={to}")
    answer = await browser.post("/sign-in", {"email": email, "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, to)
