"""Sign in with a mail address and its password. An unknown address is answered in the same words as
a wrong password."""

from contracts.portal import NobodyHasThisAddress, SignInDataIsWrong
from portal.identity.context import Context
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.check_password import check_password
from portal.identity.use_cases.enter import ToChoose, enter


async def sign_in_by_password(
    context: Context, email: str, password: str, browser: Browser
) -> SignedIn | ToChoose:
    """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
    await check_password(context, email, password, browser.address)
    try:
        return await enter(context, email, "password", browser)
    except NobodyHasThisAddress:
        raise SignInDataIsWrong from None
