"""People who sign in, as tests need them."""

from sqlalchemy import insert

from chassis.ids import new_id
from contracts.actors import Audience
from portal.identity.domain.devices import Device
from portal.identity.domain.sessions import Session, SessionKind
from portal.identity.identity import Identity
from portal.identity.tables import accounts
from portal.identity.use_cases.begin_session import Browser, SignedIn, begin_session

PHONE = Device(browser="Firefox", system="Android")


class World:
    def __init__(self, identity: Identity) -> None:
        self.identity = identity
        self.context = identity._context

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
                self.context, connection, account_id, kind, Browser(PHONE, cookie)
            )

    async def session_of(self, signed_in: SignedIn) -> Session:
        session = await self.identity.session(signed_in.cookie)
        assert isinstance(session, Session)
        return session
