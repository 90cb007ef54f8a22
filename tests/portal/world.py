"""The portal over the real services, in one process on a real PostgreSQL; only the workflow engine
is faked, as in the tests of orders. A browser without scripts asks it."""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx2 as httpx
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from chassis.ids import new_id
from clients.services import Services, ServiceUrls
from clients.system.orders import SystemOrders
from contracts.actors import Actor, Audience
from contracts.settings import ChangePartnerSettings
from contracts.staff import PutStaff, StaffRole
from portal.identity.domain.devices import Device
from portal.identity.repository.staff import find_staff, put_staff
from portal.identity.tables import accounts, attempts
from portal.identity.use_cases.begin_session import Browser as Device_
from portal.identity.use_cases.begin_session import begin_session
from services.notifications.tables import METADATA as NOTIFICATIONS
from services.payments.tables import METADATA as PAYMENTS
from tests.moved_clock import MovedClock
from tests.partners import delete_all
from tests.services.orders.world import OPERATOR, World

PORTAL_URL = "http://portal.test"
PROVIDER_ORIGIN = "https://provider.example"
"""Of a portal that hands its customers over."""
ADMIN_URL = "http://admin.test"
TEMPORAL_URL = "http://temporal.test:8233"
"""Where nobody listens: Temporal's own pages."""
URLS = ServiceUrls(
    "http://catalog.test", "http://orders.test", "http://payments.test", "http://notifications.test"
)
ACCOUNT = {"recipient": "Example <b>Telecom", "iban": "AT61 1904 3002 3457 3201"}
"""Where bank transfers go."""
COOKIE = "turnup-customer-session"
STAFF_COOKIE = "turnup-admin-session"
_households = itertools.count(1)
DEVICE = Device(browser="Firefox", system="Android")


class Browser:
    """A person's: keeps cookies, follows nothing by itself, and posts what a page's form holds."""

    def __init__(
        self, portal: FastAPI, language: str = "en", base_url: str = PORTAL_URL, address: str = ""
    ) -> None:
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=portal, raise_app_exceptions=False),
            base_url=base_url,
            headers={
                "Accept-Language": language,
                **({"X-Forwarded-For": address} if address else {}),
            },
        )
        self._hidden: dict[str, str] = {}

    async def get(self, path: str) -> httpx.Response:
        """The page; its form's hidden fields are remembered for `post`."""
        answer = await self._http.get(path)
        if answer.headers.get("content-type", "").startswith("text/html"):
            self._hidden = hidden_fields(answer.text) or self._hidden
        return answer

    async def post(
        self, path: str, fields: Mapping[str, Any] | None = None, **more: Any
    ) -> httpx.Response:
        """With the token of the page that was seen last; fields of one's own win."""
        return await self._http.post(path, data={**self._hidden, **(fields or {})}, **more)

    async def follow(self, answer: httpx.Response) -> httpx.Response:
        assert answer.status_code == 303, answer.text
        return await self.get(answer.headers["location"])

    def keep(self, name: str, value: str) -> None:
        self._http.cookies.set(name, value)

    async def close(self) -> None:
        await self._http.aclose()


def hidden_fields(page: str) -> dict[str, str]:
    """Of the first form that has a token."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        attributes = dict(re.findall(r'([a-z_-]+)="([^"]*)"', tag))
        found.setdefault(attributes["name"], unescape(attributes.get("value", "")))
    return found if "csrf" in found else {}


@dataclass(kw_only=True)
class PortalWorld(World):
    """As the world of orders, with real payments and notifications, and the portal in front."""

    payments_app: FastAPI
    notifications_app: FastAPI
    portal: FastAPI
    books_clock: MovedClock
    """Of payments."""
    admin_portal: FastAPI
    browsers: list[Browser] = field(default_factory=list)

    async def begin_anew(self) -> None:
        await super().begin_anew()
        for portal in (self.portal, self.admin_portal):
            context = portal.state.context
            context.people.__init__(context.http, URLS.orders)  # nothing of another test
            async with context.database.begin() as connection:
                await connection.execute(attempts.delete())  # all come from one address

    async def forget(self) -> None:
        await super().forget()
        payments, mails = self.payments_app.state.context, self.notifications_app.state.context
        await delete_all(payments.database, PAYMENTS, but=["number_counters"])
        await delete_all(mails.database, NOTIFICATIONS)

    async def settle_partner(self, **settings: Any) -> None:
        """Change the partner's settings."""
        command = ChangePartnerSettings.model_validate(settings)
        await self.acting(OPERATOR).change_settings(str(self.partner_id), command)

    def services(self, actor: Actor) -> Services:
        return Services.acting_as(actor, self.http, URLS)

    def anonymous(self, language: str = "en") -> Browser:
        browser = Browser(self.portal, language)
        self.browsers.append(browser)
        return browser

    async def signed_in(self, customer: SystemOrders, language: str = "en") -> Browser:
        """The browser of a customer that this partner has."""
        browser = self.anonymous(language)
        browser.keep(COOKIE, await self.session_of(customer))
        return browser

    async def session_of(self, customer: SystemOrders) -> str:
        """The cookie of a new session; each has an account of its own if there is none."""
        actor = customer._actor
        context = self.portal.state.context.identity._context
        values = {
            "id": new_id("acc"),
            "partner_id": actor.partner_id,
            "customer_id": actor.id,
            "email": f"{actor.id}@example.net",
            "email_key": f"{actor.id}@example.net",
            "name": "Carl",
            "audience": Audience().model_dump(mode="json"),
            "created_at": context.now(),
        }
        async with context.database.begin() as connection:
            added = insert(accounts).values(**values).on_conflict_do_nothing()
            await connection.execute(added)
            mine = (accounts.c.partner_id == actor.partner_id) & (
                accounts.c.customer_id == actor.id
            )
            account_id = await connection.scalar(select(accounts.c.id).where(mine))
            signed_in = await begin_session(
                context, connection, account_id, "password", Device_(DEVICE, None)
            )
        return signed_in.cookie

    def at_the_desk(self, language: str = "en") -> Browser:
        """A browser at the admins' portal of somebody who has not signed in, elsewhere than all
        others, as attempts count by the address."""
        browser = Browser(
            self.admin_portal, language, ADMIN_URL, f"2001:db8:{next(_households):x}::1"
        )
        self.browsers.append(browser)
        return browser

    async def signed_in_staff(
        self,
        role: StaffRole = "partner_admin",
        *,
        partner_id: int | None = None,
        language: str = "en",
    ) -> Browser:
        """The browser of somebody new who works here; a partner's admin is this partner's, where
        no other is named."""
        browser = self.at_the_desk(language)
        browser.keep(STAFF_COOKIE, await self.session_of_staff(role, partner_id=partner_id))
        return browser

    async def session_of_staff(
        self, role: StaffRole = "partner_admin", *, partner_id: int | None = None
    ) -> str:
        """The cookie of a new session of a new person."""
        return await self.session_of_one(await self.one_of_the_staff(role, partner_id=partner_id))

    async def session_of_one(self, email: str) -> str:
        """The cookie of a new session of one of the staff."""
        context = self.admin_portal.state.context.identity.context
        async with context.database.begin() as connection:
            account = await find_staff(connection, email)
            assert account is not None
            signed_in = await begin_session(
                context, connection, account.id, "password", Device_(DEVICE, None)
            )
        return signed_in.cookie

    async def one_of_the_staff(
        self, role: StaffRole = "partner_admin", *, partner_id: int | None = None
    ) -> str:
        """The mail address of somebody new who works here, whose password is nobody's."""
        email = f"{new_id('ada')}@provider.example"
        if role == "partner_admin":
            partner_id = partner_id or self.partner_id
        wanted = PutStaff(
            name="Ada Adler", role=role, partner_id=partner_id, password=new_id("unguessable")
        )
        context = self.admin_portal.state.context.identity.context
        async with context.database.begin() as connection:
            await put_staff(connection, email, wanted, context.now())
        return email
