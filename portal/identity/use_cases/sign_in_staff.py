"""Sign one of the staff in: with the mail address and its password."""

from contracts.portal import SignInDataIsWrong
from portal.identity.context import Context
from portal.identity.repository import staff
from portal.identity.use_cases.begin_session import Browser, SignedIn, begin_session
from portal.identity.use_cases.check_password import check_password


async def sign_in_staff(context: Context, email: str, password: str, browser: Browser) -> SignedIn:
    """Raises `SignInDataIsWrong`, also for whoever is disabled, and `TooManyAttempts`."""
    await check_password(context, email, password, browser.address)
    async with context.database.begin() as connection:
        account = await staff.find_staff(connection, email)
        if account is None or account.disabled_at is not None:
            raise SignInDataIsWrong
        return await begin_session(
            context, connection, account.id, "password", browser, proved_email=account.email
        )
