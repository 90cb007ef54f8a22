"""A second factor of one of the staff: begun with the password, good once a code of the app was
typed, asked for at each sign-in, and gone with the password again."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from contracts.staff import SecondCodeIsWrong
from portal.identity.context import Context
from portal.identity.domain.attempts import (
    CODES_FROM_ADDRESS,
    SECOND_CODE_OF_ACCOUNT,
    network_of,
)
from portal.identity.domain.second_factor import (
    RECOVERY_BYTES,
    RECOVERY_CODES,
    SECRET_BYTES,
    key_of,
    recovery_code_of,
    recovery_digest,
    step_of,
)
from portal.identity.domain.sessions import Session
from portal.identity.repository import second_factors, sessions
from portal.identity.repository.attempts import forget_attempts
from portal.identity.repository.second_factors import SecondFactor
from portal.identity.use_cases.act_on_staff import note_own_act
from portal.identity.use_cases.limit_attempts import limit_attempts, subject_of
from portal.identity.use_cases.set_password import require_proof
from portal.identity.use_cases.tell_owner import tell_owner

ISSUER = "Turnup"
KEPT = timedelta(days=36_500)
"""A seal bounds no age here: the row does."""
WHAT = "second code"


@dataclass(frozen=True)
class SetUp:
    """What its owner is shown until it is confirmed, and never again."""

    key: str
    address: str
    recovery_codes: list[str]


async def has_factor(context: Context, account_id: str) -> bool:
    async with context.database.autocommit() as connection:
        factor = await second_factors.find_factor(connection, account_id)
    return factor is not None and factor.confirmed_at is not None


async def begin(context: Context, session: Session, password: str) -> None:
    """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
    await require_proof(context, session, password)
    facts = {
        "secret": secrets.token_bytes(SECRET_BYTES).hex(),
        "codes": [
            recovery_code_of(secrets.token_bytes(RECOVERY_BYTES)) for _ in range(RECOVERY_CODES)
        ],
    }
    sealed = context.keys.seal(_purpose(session.account_id), facts)
    async with context.database.autocommit() as connection:
        await second_factors.begin_factor(connection, session.account_id, sealed, context.now())


async def set_up(context: Context, session: Session) -> SetUp | None:
    """None where none was begun, or it is confirmed already."""
    async with context.database.autocommit() as connection:
        factor = await second_factors.find_factor(connection, session.account_id)
    if factor is None or factor.confirmed_at is not None:
        return None
    facts = _opened(context, session.account_id, factor)
    secret = bytes.fromhex(facts["secret"])
    address = app_address(secret, session.email, ISSUER)
    return SetUp(key_of(secret), address, list(facts["codes"]))


async def confirm(context: Context, session: Session, code: str, address: str) -> None:
    """By a code of the app; all other sessions end. Raises `SecondCodeIsWrong`,
    `TooManyAttempts`."""
    account_id, now = session.account_id, context.now()
    async with context.database.begin() as connection:
        factor = await second_factors.find_factor(connection, account_id)
        if factor is None or factor.confirmed_at is not None:
            raise SecondCodeIsWrong
    await _limit(context, account_id, address)
    facts = _opened(context, account_id, factor)
    step = step_of(bytes.fromhex(facts["secret"]), code, now)
    if step is None:
        raise SecondCodeIsWrong
    sealed = context.keys.seal(_purpose(account_id), {"secret": facts["secret"]})
    digests = [recovery_digest(one) for one in facts["codes"]]
    async with context.database.begin() as connection:
        if not await second_factors.confirm_factor(
            connection, account_id, factor.sealed, sealed, step, digests, now
        ):
            raise SecondCodeIsWrong
        await sessions.end_sessions_of(connection, [account_id], now, but=session.id)
        await note_own_act(context, connection, account_id, "factor_set_up", session.email)
        message = await tell_owner(
            context, connection, account_id, session.email, "second_factor_set_up"
        )
    context.inline.deliver_soon([message])


async def check(context: Context, account_id: str, code: str, address: str) -> None:
    """A code of the app or a recovery code, each once. Counted before it is tried. Raises
    `SecondCodeIsWrong`, `TooManyAttempts`."""
    await _limit(context, account_id, address)
    async with context.database.autocommit() as connection:
        factor = await second_factors.find_factor(connection, account_id)
        if factor is None or factor.confirmed_at is None:
            raise SecondCodeIsWrong
        secret = bytes.fromhex(_opened(context, account_id, factor)["secret"])
        now = context.now()
        step = step_of(secret, code, now)
        if step is not None:
            is_right = await second_factors.use_step(connection, account_id, step)
        else:
            digest = recovery_digest(code)
            is_right = await second_factors.use_recovery_code(connection, account_id, digest, now)
        if not is_right:
            raise SecondCodeIsWrong
        await forget_attempts(connection, subject_of(WHAT, account_id))


async def remove(context: Context, session: Session, password: str) -> None:
    """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
    await require_proof(context, session, password)
    async with context.database.begin() as connection:
        await second_factors.remove_factor(connection, session.account_id)
        account_id, by = session.account_id, session.email
        await note_own_act(context, connection, account_id, "factor_removed", by)
        message = await tell_owner(context, connection, account_id, by, "second_factor_removed")
    context.inline.deliver_soon([message])


def app_address(secret: bytes, email: str, issuer: str) -> str:
    """What opens an app that is on the same device."""
    query = urlencode({"secret": key_of(secret).replace(" ", ""), "issuer": issuer})
    return f"otpauth://totp/{quote(f'{issuer}:{email}')}?{query}"


async def _limit(context: Context, account_id: str, address: str) -> None:
    async with context.database.autocommit() as connection:
        await limit_attempts(
            context,
            connection,
            ("second code from", network_of(address), CODES_FROM_ADDRESS),
            (WHAT, account_id, SECOND_CODE_OF_ACCOUNT),
        )


def _opened(context: Context, account_id: str, factor: SecondFactor) -> dict[str, Any]:
    """Raises `SecondCodeIsWrong` where the key that sealed it is gone."""
    facts = context.keys.open(_purpose(account_id), factor.sealed, KEPT)
    if facts is None:
        raise SecondCodeIsWrong
    return facts


def _purpose(account_id: str) -> str:
    return f"second factor {account_id}"
