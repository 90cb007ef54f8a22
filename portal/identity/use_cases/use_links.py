"""Use a link or its code: once, by a POST. Looking at a link changes nothing, as mail scanners do
that before the person."""

from dataclasses import dataclass
from hmac import compare_digest
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.portal import CodeIsWrong, LinkCannotBeUsed
from portal.identity.context import Context
from portal.identity.domain.attempts import CODES_FROM_ADDRESS, network_of
from portal.identity.domain.proofs import code_of, masked, parts_of
from portal.identity.repository import links
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.change_email import take_new_email
from portal.identity.use_cases.enter import ToChoose, enter
from portal.identity.use_cases.limit_attempts import limit_attempts
from portal.identity.use_cases.mail_links import CODE, LINK, digest_of_browser
from portal.identity.use_cases.warn_of_guesses import warn_of_guesses


@dataclass(frozen=True)
class SeenLink:
    """What its page may say."""

    state: Literal["usable", "used", "expired"]
    purpose: links.Purpose
    masked_email: str
    next_page: str


@dataclass(frozen=True)
class UsedLink:
    outcome: SignedIn | ToChoose
    purpose: links.Purpose
    next_page: str


async def look_at_link(context: Context, token: str) -> SeenLink | None:
    """None for what was never ours, or is forgotten."""
    link_id = _link_of(context, token)
    if link_id is None:
        return None
    async with context.database.autocommit() as connection:
        link = await links.find_link(connection, link_id)
    if link is None:
        return None
    is_old = link.expires_at <= context.now()
    state: Literal["usable", "used", "expired"] = "expired" if is_old else "usable"
    if link.used_at is not None:
        state = "used"
    return SeenLink(state, link.purpose, masked(link.email), link.next_page)


async def use_link(context: Context, token: str, browser: Browser) -> UsedLink:
    """Raises `LinkCannotBeUsed`, `NobodyHasThisAddress`, `AddressIsOfSomebodyElse`."""
    link_id = _link_of(context, token)
    if link_id is None:
        raise LinkCannotBeUsed
    async with context.database.autocommit() as connection:
        link = await _used(context, connection, link_id)
    return await _enter(context, link, browser)


async def use_code(context: Context, asked_by: str, code: str, browser: Browser) -> UsedLink:
    """In the browser that asked (`asked_by` is what it keeps). Raises `CodeIsWrong`,
    `TooManyAttempts`, and as `use_link` does."""
    async with context.database.autocommit() as connection:
        from_address = ("code from", network_of(browser.address), CODES_FROM_ADDRESS)
        await limit_attempts(context, connection, from_address)
    warning = None
    async with context.database.begin() as connection:
        link_id = await links.try_code(connection, digest_of_browser(asked_by), context.now())
        is_right = link_id is not None and _is_code_of(context, link_id, code)
        if link_id is not None and not is_right:
            warning = await warn_of_guesses(context, connection, link_id)
    if warning is not None:
        context.inline.deliver_soon([warning])
    if link_id is None:
        raise LinkCannotBeUsed
    if not is_right:
        raise CodeIsWrong
    async with context.database.autocommit() as connection:
        link = await _used(context, connection, link_id)
    return await _enter(context, link, browser)


def _is_code_of(context: Context, link_id: str, code: str) -> bool:
    right, given = code_of(context.keys.secret(CODE, link_id)), "".join(code.split())
    return compare_digest(right.encode(), given.encode())


async def _used(context: Context, connection: AsyncConnection, link_id: str) -> links.Link:
    link = await links.use_link(connection, link_id, context.now())
    if link is None:
        raise LinkCannotBeUsed
    return link


async def _enter(context: Context, link: links.Link, browser: Browser) -> UsedLink:
    if link.purpose == "change_email" and link.account_id is not None:
        await take_new_email(context, link.account_id, link.email)
    outcome = await enter(context, link.email, "link", browser)
    return UsedLink(outcome, link.purpose, link.next_page)


def _link_of(context: Context, token: str) -> str | None:
    parts = parts_of(token)
    return parts[0] if parts and context.keys.is_secret(LINK, *parts) else None
