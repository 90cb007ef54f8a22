"""Ask for a link with a code, and mail it. The answer comes before anybody looks whether somebody
has the address. Link and code follow from the link's id and our key: neither is kept."""

import hashlib
import secrets

from chassis.ids import new_id
from contracts.message import Language
from contracts.notifications import SendSignInMail
from portal.identity.context import Context
from portal.identity.domain.attempts import (
    LINKS_FROM_ADDRESS,
    LINKS_TO_ADDRESSEE,
    network_of,
)
from portal.identity.domain.proofs import INVITATION_LASTS, LINK_LASTS, code_of, email_key, token_of
from portal.identity.messages import LINK_ASKED, LinkAsked
from portal.identity.repository import links
from portal.identity.repository.accounts import find_account
from portal.identity.use_cases.enter import customers_with
from portal.identity.use_cases.limit_attempts import limit_attempts

LINK, CODE = "link", "code"


async def ask_for_link(
    context: Context,
    email: str,
    *,
    next_page: str,
    language: Language,
    address: str,
    purpose: links.Purpose = "sign_in",
    account_id: str | None = None,
) -> str:
    """What the browser keeps, so that the code works in it alone. Raises `TooManyAttempts`."""
    browser, link_id, now = secrets.token_urlsafe(32), new_id("lnk"), context.now()
    async with context.database.begin() as connection:
        await limit_attempts(
            context,
            connection,
            ("link from", network_of(address), LINKS_FROM_ADDRESS),
            ("link", email_key(email), LINKS_TO_ADDRESSEE),
        )
        if account_id is not None:  # of several changes the newest counts
            await links.void_links_of(connection, [account_id], now)
        await links.add_link(
            connection,
            id=link_id,
            purpose=purpose,
            email=email.strip(),
            email_key=email_key(email),
            account_id=account_id,
            browser_digest=digest_of_browser(browser),
            next_page=next_page,
            created_at=now,
            expires_at=now + (INVITATION_LASTS if purpose == "invitation" else LINK_LASTS),
        )
        asked = LinkAsked(link_id=link_id, language=language)
        message = await LINK_ASKED.add(context.outbox, connection, link_id, asked)
    context.inline.deliver_soon([message])
    return browser


async def mail_link(context: Context, asked: LinkAsked) -> None:
    """To whoever has the address, if anybody has."""
    async with context.database.autocommit() as connection:
        link = await links.find_link(connection, asked.link_id)
        account = (
            await find_account(connection, link.account_id) if link and link.account_id else None
        )
    if link is None or link.used_at is not None or link.expires_at <= context.now():
        return
    if account is not None:
        owner, to = (account.partner_id, account.customer_id), link.email
    else:
        customers = await customers_with(context, link.email)
        if not customers:
            return
        owner = (customers[0].partner_id, customers[0].id)
        # As it is known: other letters than were typed may be the same in small ones.
        known = [one.email for one in customers]
        to = link.email if link.email in known else known[0]
    is_unasked = link.purpose == "invitation"  # by any browser in which a code would work
    token = token_of(link.id, context.keys.secret(LINK, link.id))
    await context.notifications.send_sign_in_mail(
        SendSignInMail(
            key=f"link/{link.id}",
            kind=link.purpose,
            partner_id=owner[0],
            customer_id=owner[1],
            email=to,
            language=asked.language,
            link=f"{context.settings.own_url}/sign-in/link/{token}",
            code=None if is_unasked else code_of(context.keys.secret(CODE, link.id)),
        )
    )


def digest_of_browser(browser: str) -> bytes:
    return hashlib.sha256(browser.encode("utf-8", "surrogateescape")).digest()
