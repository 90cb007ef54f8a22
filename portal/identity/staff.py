"""What the admins' portal knows of its staff: how they sign in, and who they are."""

from portal.identity.context import Context
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.sign_in_staff import sign_in_staff


class Staff:
    """Beside `Identity`, which every portal has: sessions, devices and drafts."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def sign_in(self, email: str, password: str, browser: Browser) -> SignedIn:
        """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
        return await sign_in_staff(self._context, email, password, browser)
