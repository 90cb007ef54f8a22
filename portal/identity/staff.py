"""What the admins' portal knows of its staff: how they sign in, and who they are."""

from portal.identity.context import Context
from portal.identity.domain.sessions import Session
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.change_staff_password import change_staff_password
from portal.identity.use_cases.sign_in_staff import sign_in_staff


class Staff:
    """Beside `Identity`, which every portal has: sessions, devices and drafts."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def sign_in(self, email: str, password: str, browser: Browser) -> SignedIn:
        """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
        return await sign_in_staff(self._context, email, password, browser)

    async def change_password(self, session: Session, new: str, old: str, *, address: str) -> None:
        """One's own. Raises `SignInDataIsWrong` for a wrong old one, `PasswordIsTooEasy`,
        `TooManyAttempts`."""
        await change_staff_password(self._context, session, new, old, address)
