"""Sign in with a mail address and its password. An unknown address costs as much and is answered
in the same words."""

from contracts.portal import NobodyHasThisAddress, SignInDataIsWrong
from portal.identity.context import Context
from portal.identity.domain.attempts import (
    PASSWORD_FROM_ADDRESS,
    PASSWORD_OF_ACCOUNT,
    network_of,
)
from portal.identity.domain.proofs import email_key
from portal.identity.repository.accounts import find_password, renew_hash
from portal.identity.repository.attempts import forget_attempts
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.enter import ToChoose, enter
from portal.identity.use_cases.limit_attempts import limit_attempts, subject_of


async def sign_in_by_password(
    context: Context, email: str, password: str, browser: Browser
) -> SignedIn | ToChoose:
    """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
    of_account = ("password", email_key(email), PASSWORD_OF_ACCOUNT)
    from_address = ("password from", network_of(browser.address), PASSWORD_FROM_ADDRESS)
    async with context.database.autocommit() as connection:
        await limit_attempts(context, connection, from_address, of_account)
        hashed = await find_password(connection, email)
    if not await context.hashing.is_right(hashed, password):
        raise SignInDataIsWrong
    async with context.database.autocommit() as connection:
        await forget_attempts(connection, subject_of(*of_account[:2]))
        if hashed and context.hashing.is_outdated(hashed):
            await renew_hash(connection, email, hashed, await context.hashing.make(password))
    try:
        return await enter(context, email, "password", browser)
    except NobodyHasThisAddress:
        raise SignInDataIsWrong from None
