"""Whether somebody knows the password of a mail address. An unknown address costs as much."""

from contracts.portal import SignInDataIsWrong
from portal.identity.context import Context
from portal.identity.domain.attempts import (
    PASSWORD_FROM_ADDRESS,
    PASSWORD_OF_ACCOUNT,
    network_of,
)
from portal.identity.domain.proofs import email_key
from portal.identity.repository.accounts import find_password, renew_hash
from portal.identity.repository.attempts import forget_attempts
from portal.identity.use_cases.limit_attempts import limit_attempts, subject_of


async def check_password(context: Context, email: str, password: str, address: str) -> None:
    """The attempt is counted before it is tried. Raises `SignInDataIsWrong`, `TooManyAttempts`."""
    of_account = ("password", email_key(email), PASSWORD_OF_ACCOUNT)
    from_address = ("password from", network_of(address), PASSWORD_FROM_ADDRESS)
    async with context.database.autocommit() as connection:
        await limit_attempts(context, connection, from_address, of_account)
        hashed = await find_password(connection, email)
    if not await context.hashing.is_right(hashed, password):
        raise SignInDataIsWrong
    async with context.database.autocommit() as connection:
        await forget_attempts(connection, subject_of(*of_account[:2]))
        if hashed and context.hashing.is_outdated(hashed):
            await renew_hash(connection, email, hashed, await context.hashing.make(password))
