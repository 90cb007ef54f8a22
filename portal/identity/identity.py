"""What a portal knows of identity: who is signed in, how one signs in and out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from chassis.context import Clock, utc_now
from chassis.database import Database
from chassis.housekeeping import Sweep
from chassis.inline_delivery import InlineDelivery
from chassis.outbox import Outbox
from clients.http import HttpClient
from clients.notifications import NotificationsClient
from clients.orders import OrdersClient
from clients.staff import StaffClient
from contracts.actors import Actor
from contracts.message import Language
from portal.identity.context import Context
from portal.identity.domain.sessions import EndedSession, Session
from portal.identity.handlers import handlers_of
from portal.identity.hashing import Hashing
from portal.identity.keys import Keys
from portal.identity.repository import carts, sessions
from portal.identity.repository.sessions import SignedInDevice
from portal.identity.repository.sweeps import sweeps
from portal.identity.settings import IdentitySettings
from portal.identity.use_cases import (
    change_email,
    enter,
    mail_links,
    read_session,
    set_password,
    use_links,
    visits,
)
from portal.identity.use_cases import keep_draft as drafts
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.enter import ToChoose
from portal.identity.use_cases.hand_over import use_hand_over
from portal.identity.use_cases.sign_in_by_password import sign_in_by_password
from portal.identity.use_cases.use_links import SeenLink, UsedLink

MIGRATIONS = Path(__file__).parent / "migrations"


def make_identity(
    database: Database,
    outbox: Outbox,
    settings: IdentitySettings,
    http: HttpClient,
    *,
    now: Clock = utc_now,
) -> "Identity":
    """On the portal's own schema, whose history is in `MIGRATIONS`; the outbox is its alone. It
    asks others as an operator, which a portal may act as."""
    operator = Actor(kind="operator", id=http.service)
    context = Context(
        database=database,
        now=now,
        outbox=outbox,
        inline=InlineDelivery(outbox),
        keys=Keys(settings.token_keys),
        hashing=Hashing(),
        settings=settings,
        orders=OrdersClient(http, settings.orders_url, operator),
        notifications=NotificationsClient(http, settings.notifications_url, operator),
        staff=StaffClient(http, settings.admin_api_url or settings.admin_url, operator),
    )
    outbox.handle(handlers_of(context))
    return Identity(context)


class Identity:
    """For one process. Every method raises `ServiceIsUnavailable` when the database is away."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def session(self, cookie: str) -> Session | EndedSession | None:
        """Whose the cookie is, in one statement; None where it is nobody's any more."""
        return await read_session.read_session(self._context, cookie)

    async def session_goes_on(self, session: Session) -> bool:
        """Whether it has not ended meanwhile; unlike `session`, this does not put off its end."""
        return await read_session.goes_on(self._context, session)

    async def sign_in(self, email: str, password: str, browser: Browser) -> SignedIn | ToChoose:
        """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
        return await sign_in_by_password(self._context, email, password, browser)

    async def choose(self, proof: str, account_id: str, browser: Browser) -> SignedIn | None:
        """As which of several customers; None where the proof is too old or does not fit."""
        return await enter.choose(self._context, proof, account_id, browser)

    async def to_choose(self, proof: str) -> ToChoose | None:
        """Between which customers; None where the proof is too old."""
        return await enter.to_choose(self._context, proof)

    async def ask_for_link(
        self, email: str, *, next_page: str, language: Language, address: str
    ) -> str:
        """What the browser keeps for the code. The same whether anybody has the address. Raises
        `TooManyAttempts`."""
        return await mail_links.ask_for_link(
            self._context, email, next_page=next_page, language=language, address=address
        )

    async def look_at_link(self, token: str) -> SeenLink | None:
        """Changes nothing; None for what is none of ours."""
        return await use_links.look_at_link(self._context, token)

    async def use_link(self, token: str, browser: Browser) -> UsedLink:
        """Once. Raises `LinkCannotBeUsed`, `NobodyHasThisAddress`, `AddressIsOfSomebodyElse`."""
        return await use_links.use_link(self._context, token, browser)

    async def use_code(self, asked_by: str, code: str, browser: Browser) -> UsedLink:
        """In the browser that asked. Raises as `use_link` does, and `CodeIsWrong`,
        `TooManyAttempts`."""
        return await use_links.use_code(self._context, asked_by, code, browser)

    async def use_hand_over(self, token: str, browser: Browser) -> tuple[SignedIn, str]:
        """Signed in, and the page to go on to. Raises `HandOverCannotBeUsed`."""
        return await use_hand_over(self._context, token, browser)

    async def begin_visit(self, token: str, browser: Browser) -> SignedIn:
        """Of one of the staff, as a customer. Raises `VisitCannotBegin`."""
        return await visits.begin_visit(self._context, token, browser)

    async def visit_goes_on(self, session: Session) -> bool:
        """Whether its visitor may still come; else it is over. Raises `ServiceIsUnavailable`."""
        return await visits.goes_on(self._context, session)

    async def has_password(self, session: Session) -> bool:
        return await set_password.has_password(self._context, session)

    def is_fresh(self, session: Session) -> bool:
        """Whether a link proved the person so lately that no old password is needed."""
        return set_password.is_fresh(self._context, session)

    async def set_password(self, session: Session, new: str, old: str | None) -> None:
        """Raises `FreshProofIsNeeded`, `SignInDataIsWrong`, `PasswordIsTooEasy`,
        `TooManyAttempts`."""
        await set_password.set_password(self._context, session, new, old)

    async def ask_to_change_email(
        self, session: Session, email: str, password: str | None, *, address: str
    ) -> str:
        """A link to the new address, which changes it once it is used. What the browser keeps for
        the code. Raises as `set_password` does."""
        await set_password.require_proof(self._context, session, password)
        return await mail_links.ask_for_link(
            self._context,
            email,
            next_page=change_email.NEXT_PAGE,
            language=session.language or "en",
            address=address,
            purpose="change_email",
            account_id=session.account_id,
        )

    async def devices(self, account_id: str) -> list[SignedInDevice]:
        """Where the account is signed in, the last used first."""
        async with self._context.database.autocommit() as connection:
            return await sessions.list_sessions(connection, account_id, self._context.now())

    async def end_session_of(self, account_id: str, session_id: str) -> None:
        """Nothing where it is another account's."""
        async with self._context.database.autocommit() as connection:
            await sessions.end_session(
                connection, session_id, self._context.now(), account_id=account_id
            )

    async def sign_out(self, session_id: str) -> None:
        async with self._context.database.autocommit() as connection:
            await sessions.end_session(connection, session_id, self._context.now())

    async def sign_out_everywhere(self, account_id: str, except_session: str | None) -> int:
        """How many sessions of the account ended."""
        async with self._context.database.autocommit() as connection:
            return await sessions.end_sessions_of(
                connection, [account_id], self._context.now(), but=except_session
            )

    async def keep_draft(self, account_id: str, page: str, fields: Mapping[str, str]) -> None:
        """Sealed, for a day, in place of an earlier one of the page; never a password, and nothing
        of a form that is larger than people fill in."""
        await drafts.keep_draft(self._context, account_id, page, fields)

    async def take_draft(self, account_id: str, page: str) -> dict[str, str] | None:
        """What was typed on the page; the draft is gone afterwards."""
        return await drafts.take_draft(self._context, account_id, page)

    async def note_cart(self, session: Session, line_count: int) -> None:
        """As a page has read it, for those that do not; for all sessions of the account."""
        async with self._context.database.autocommit() as connection:
            await carts.note_line_count(
                connection, session.account_id, line_count, session.cart_changes
            )

    async def forget_cart(self, session: Session) -> None:
        """After it was changed, until a page reads it."""
        async with self._context.database.autocommit() as connection:
            await carts.forget_line_count(connection, session.account_id)

    @property
    def context(self) -> Context:
        """For the API, which is served beside the pages."""
        return self._context

    @property
    def sweeps(self) -> Sequence[Sweep]:
        """For the process's housekeeping."""
        return sweeps()
