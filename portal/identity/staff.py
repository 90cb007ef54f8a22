"""What the admins' portal knows of its staff: how they sign in, and who they are."""

from portal.identity.context import Context
from portal.identity.domain.sessions import Session
from portal.identity.use_cases import second_factor
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.change_staff_password import change_staff_password
from portal.identity.use_cases.second_factor import SetUp
from portal.identity.use_cases.sign_in_staff import ToProve, prove, sign_in_staff


class Staff:
    """Beside `Identity`, which every portal has: sessions, devices and drafts."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def sign_in(self, email: str, password: str, browser: Browser) -> SignedIn | ToProve:
        """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
        return await sign_in_staff(self._context, email, password, browser)

    async def change_password(self, session: Session, new: str, old: str) -> None:
        """One's own. Raises `SignInDataIsWrong` for a wrong old one, `PasswordIsTooEasy`,
        `TooManyAttempts`."""
        await change_staff_password(self._context, session, new, old)

    async def prove(self, proof: str, code: str, browser: Browser) -> SignedIn | None:
        """The second step; None where the first is too long ago. Raises `SecondCodeIsWrong`,
        `TooManyAttempts`."""
        return await prove(self._context, proof, code, browser)

    async def has_factor(self, session: Session) -> bool:
        return await second_factor.has_factor(self._context, session.account_id)

    async def begin_factor(self, session: Session, password: str) -> None:
        """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
        await second_factor.begin(self._context, session, password)

    async def set_up(self, session: Session) -> SetUp | None:
        """What its owner is shown until it is confirmed."""
        return await second_factor.set_up(self._context, session)

    async def confirm_factor(self, session: Session, code: str, *, address: str) -> None:
        """Raises `SecondCodeIsWrong`, `TooManyAttempts`."""
        await second_factor.confirm(self._context, session, code, address)

    async def remove_factor(self, session: Session, password: str) -> None:
        """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
        await second_factor.remove(self._context, session, password)
