"""Sign one of the staff in: with the mail address and its password, and where a second factor is
set up, a code after it. There is no session before the second step."""

from dataclasses import dataclass

from contracts.portal import SignInDataIsWrong
from contracts.staff import SignInElsewhereFailed
from portal.identity.context import Context
from portal.identity.domain.second_factor import SECOND_STEP_LASTS
from portal.identity.domain.sessions import SessionKind
from portal.identity.repository import accounts, staff
from portal.identity.repository.staff import StaffAccount
from portal.identity.use_cases import second_factor
from portal.identity.use_cases.begin_session import Browser, SignedIn, begin_session
from portal.identity.use_cases.check_password import check_password
from portal.identity.use_cases.tell_owner import tell_of_sign_in

PROOF = "second step"


@dataclass(frozen=True)
class ToProve:
    """A code is wanted, within five minutes; `proof` of the first step goes along with it."""

    proof: str


async def sign_in_staff(
    context: Context, email: str, password: str, browser: Browser
) -> SignedIn | ToProve:
    """Raises `SignInDataIsWrong`, also for whoever is disabled, and `TooManyAttempts`."""
    await check_password(context, email, password, browser.address)
    async with context.database.autocommit() as connection:
        account = await staff.find_staff(connection, email)
    if account is None or account.disabled_at is not None:
        raise SignInDataIsWrong
    if await second_factor.has_factor(context, account.id):
        return to_prove(context, account)
    return await _begin(context, account, browser)


async def sign_in_known(context: Context, email: str, browser: Browser) -> SignedIn | ToProve:
    """Whom a provider of identities knows by this address, which it has verified. Raises
    `SignInElsewhereFailed` for whoever does not work here, or is kept out."""
    async with context.database.autocommit() as connection:
        account = await staff.find_staff(connection, email)
    if account is None or account.disabled_at is not None:
        raise SignInElsewhereFailed("unknown")
    if await second_factor.has_factor(context, account.id):
        return to_prove(context, account)
    return await _begin(context, account, browser, "elsewhere")


def to_prove(context: Context, account: StaffAccount) -> ToProve:
    """For whoever has taken the first step."""
    facts = {"email": account.email, "at": context.now().timestamp()}
    return ToProve(context.keys.seal(PROOF, facts).decode())


async def prove(context: Context, proof: str, code: str, browser: Browser) -> SignedIn | None:
    """None where the first step is too long ago or the password has changed since. Raises
    `SecondCodeIsWrong`, `TooManyAttempts`."""
    facts = context.keys.open(PROOF, proof.encode("utf-8", "replace"), SECOND_STEP_LASTS)
    if facts is None:
        return None
    async with context.database.autocommit() as connection:
        account = await staff.find_staff(connection, facts["email"])
        changed_at = await accounts.password_changed_at(connection, facts["email"])
    if account is None or account.disabled_at is not None:
        return None
    if changed_at is not None and changed_at.timestamp() > facts["at"]:
        return None
    await second_factor.check(context, account.id, code, browser.address)
    return await _begin(context, account, browser)


async def _begin(
    context: Context, account: StaffAccount, browser: Browser, kind: SessionKind = "password"
) -> SignedIn:
    """A browser that the account is not known in is told to its owner."""
    async with context.database.begin() as connection:
        changed_at = await accounts.password_changed_at(connection, account.email)
        signed_in = await begin_session(
            context, connection, account.id, kind, browser, proved_email=account.email
        )
        messages = await tell_of_sign_in(
            context, connection, account.id, account.email, signed_in, browser, changed_at
        )
    context.inline.deliver_soon(messages)
    return signed_in
