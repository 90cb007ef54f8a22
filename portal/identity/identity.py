"""What a portal knows of identity: who is signed in, how one signs in and out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from chassis.context import Clock, utc_now
from chassis.database import Database
from chassis.housekeeping import Sweep
from portal.identity.context import Context
from portal.identity.domain.sessions import EndedSession, Session
from portal.identity.keys import Keys
from portal.identity.repository import sessions
from portal.identity.repository.sweeps import sweeps
from portal.identity.settings import IdentitySettings
from portal.identity.use_cases import keep_draft as drafts
from portal.identity.use_cases.read_session import read_session

MIGRATIONS = Path(__file__).parent / "migrations"


def make_identity(
    database: Database, settings: IdentitySettings, *, now: Clock = utc_now
) -> "Identity":
    """On the portal's own schema, whose history is in `MIGRATIONS`."""
    keys = Keys(settings.token_keys)
    return Identity(Context(database=database, now=now, keys=keys, settings=settings))


class Identity:
    """For one process. Every method raises `ServiceIsUnavailable` when the database is away."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def session(self, cookie: str) -> Session | EndedSession | None:
        """Whose the cookie is, in one statement; None where it is nobody's any more."""
        return await read_session(self._context, cookie)

    async def sign_out(self, session_id: str) -> None:
        async with self._context.database.autocommit() as connection:
            await sessions.end_session(connection, session_id, self._context.now())

    async def sign_out_everywhere(self, account_id: str, except_session: str | None) -> int:
        """How many sessions of the account ended."""
        async with self._context.database.autocommit() as connection:
            return await sessions.end_sessions_of(
                connection, account_id, self._context.now(), but=except_session
            )

    async def keep_draft(self, account_id: str, page: str, fields: Mapping[str, str]) -> None:
        """Sealed, for a day, in place of an earlier one of the page; never a password, and nothing
        of a form that is larger than people fill in."""
        await drafts.keep_draft(self._context, account_id, page, fields)

    async def take_draft(self, account_id: str, page: str) -> dict[str, str] | None:
        """What was typed on the page; the draft is gone afterwards."""
        return await drafts.take_draft(self._context, account_id, page)

    @property
    def sweeps(self) -> Sequence[Sweep]:
        """For the process's housekeeping."""
        return sweeps()
