"""People who sign in, as tests need them."""

import re
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

from sqlalchemy import event, insert

from chassis.ids import new_id
from contracts.actors import Audience
from contracts.mails import MailView
from contracts.orders import CustomerFields
from portal.identity.domain.devices import Device
from portal.identity.domain.sessions import Session, SessionKind
from portal.identity.identity import Identity
from portal.identity.repository.accounts import put_password
from portal.identity.tables import accounts
from portal.identity.use_cases.begin_session import Browser, SignedIn, begin_session
from tests.patience import eventually
from tests.portal.world import PortalWorld
from tests.services.orders.world import OPERATOR

PHONE = Device(browser="Firefox", system="Android")
PASSWORD = "gravel lantern seven tides"


@dataclass(frozen=True)
class Mailed:
    """What somebody finds in a mail."""

    token: str
    code: str


class World:
    def __init__(self, identity: Identity, pages: PortalWorld) -> None:
        self.identity = identity
        self.pages = pages
        self.context = identity.context

    def browser(self, cookie: str | None = None) -> Browser:
        """Of a household of its own."""
        return Browser(PHONE, cookie, f"2001:db8:{token_hex(2)}:{token_hex(2)}::1")

    async def customer(self, email: str | None = None, partner_id: int | None = None) -> str:
        """The mail address of a new customer in orders."""
        customer_id = new_id("cus")
        email = email or f"{customer_id}@example.org"
        fields = CustomerFields(
            partner_id=partner_id or self.pages.partner_id, name="Mia Moser", email=email
        )
        await self.pages.acting(OPERATOR).put_customer(customer_id, fields)
        return email

    async def with_password(self, email: str | None = None) -> str:
        email = email or await self.customer()
        hashed = await self.context.hashing.make(PASSWORD)
        async with self.context.database.autocommit() as connection:
            await put_password(connection, email, hashed, self.context.now())
        return email

    async def ask_for_link(self, email: str, next_page: str = "/orders") -> str:
        return await self.identity.ask_for_link(
            email, next_page=next_page, language="en", address=self.browser().address
        )

    async def mails(self, email: str, kind: str = "sign_in") -> list[MailView]:
        """Newest first."""
        notifications = self.pages.services(OPERATOR).notifications
        listed = await notifications.mails(event=kind, limit=200)  # type: ignore[arg-type]
        return [mail for mail in listed.items if mail.to == [email]]

    async def mailed(self, email: str, count: int = 1) -> Mailed:
        found: list[MailView] = []

        async def has_come() -> bool:
            found[:] = await self.mails(email)
            return len(found) >= count

        await eventually(has_come)
        token = re.search(r"/sign-in/link/(\S+)", found[0].body)
        code = re.search(r"\b[0-9]{6}\b", found[0].body)
        assert token
        assert code
        return Mailed(token[1], code[0])

    async def is_quiet(self) -> None:
        """Return once what was to be mailed is on its way."""

        async def quiet() -> bool:
            return not self.context.inline._running

        await eventually(quiet)

    async def account(self, partner_id: int = 1) -> str:
        """Of a new customer."""
        account_id, customer_id = new_id("acc"), new_id("cus")
        email = f"{customer_id}@example.org"
        values = {
            "id": account_id,
            "partner_id": partner_id,
            "customer_id": customer_id,
            "email": email,
            "email_key": email,
            "name": "Mia Moser",
            "language": "de",
            "audience": Audience(location="north").model_dump(mode="json"),
            "created_at": self.context.now(),
        }
        async with self.context.database.begin() as connection:
            await connection.execute(insert(accounts).values(**values))
        return account_id

    async def signed_in(
        self,
        account_id: str | None = None,
        kind: SessionKind = "password",
        cookie: str | None = None,
    ) -> SignedIn:
        """Past all proof."""
        account_id = account_id or await self.account()
        async with self.context.database.begin() as connection:
            return await begin_session(
                self.context, connection, account_id, kind, replace(self.browser(), cookie=cookie)
            )

    async def session_of(self, signed_in: object) -> Session:
        assert isinstance(signed_in, SignedIn)
        session = await self.identity.session(signed_in.cookie)
        assert isinstance(session, Session)
        return session

    def statements(self) -> "Statements":
        return Statements(self.context.database._engine.sync_engine)


class Statements:
    """Those that are sent meanwhile."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.sent: list[str] = []

    def _note(self, _: object, __: object, statement: str, *___: object) -> None:
        self.sent.append(statement)

    def __enter__(self) -> "Statements":
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)
