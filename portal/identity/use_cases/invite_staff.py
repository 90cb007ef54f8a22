"""Let somebody work here: an account, and a link by mail to choose a password with. The same link
is sent again to whoever lost it, or the password."""

import secrets
from dataclasses import dataclass

from chassis.ids import new_id
from chassis.problems import not_found
from contracts.message import Language
from contracts.notifications import SendSignInMail
from contracts.staff import StaffIsThereAlready
from portal.identity.context import Context
from portal.identity.domain.attempts import LINKS_FROM_ADDRESS, LINKS_TO_ADDRESSEE, network_of
from portal.identity.domain.proofs import INVITATION_LASTS, email_key, token_of
from portal.identity.domain.sessions import Session
from portal.identity.domain.staffing import Post, may_change
from portal.identity.messages import STAFF_INVITED, StaffInvited
from portal.identity.repository import links, staff, staff_acts
from portal.identity.use_cases.act_on_staff import At, Deed, acting, who
from portal.identity.use_cases.limit_attempts import limit_attempts
from portal.identity.use_cases.mail_links import digest_of_browser

INVITATION = "staff invitation"


@dataclass(frozen=True)
class Newcomer:
    """Who is to work here."""

    email: str
    name: str
    post: Post
    language: Language


async def invite_staff(
    context: Context, by: Session, newcomer: Newcomer, *, key: str, address: str
) -> str:
    """The account's id; of the first one with this key. Raises `StaffIsThereAlready`,
    `ObjectIsNotFound` where the post is not this one's to give, and `TooManyAttempts`."""
    async with context.database.begin() as connection:
        await staff.one_at_a_time(connection)
        giver = await staff.find_staff_by_id(connection, by.account_id)
        if giver is None or giver.disabled_at or not may_change(giver.post, newcomer.post):
            raise not_found("account")
        done = await staff_acts.account_of_act(connection, key)
        if done is not None:
            return done
        if await staff.find_staff(connection, newcomer.email) is not None:
            raise StaffIsThereAlready(email=newcomer.email)
        made = await staff.add_staff(
            connection,
            newcomer.email,
            newcomer.name,
            newcomer.post,
            newcomer.language,
            context.now(),
        )
        at = At(context, connection, Deed(by, made.id, key), giver, made)
        await at.note("invited", who=who(made.name, made.post))
        message = await _link(at, address, newcomer.language)
    context.inline.deliver_soon([message])
    return made.id


async def send_invitation(
    context: Context, deed: Deed, language: Language, *, address: str
) -> None:
    """Once more: those before do not work any longer. Raises `ObjectIsNotFound`, also for whoever
    is kept out, and `TooManyAttempts`."""
    async with acting(context, deed) as at:
        if at is None:
            return
        if at.whom.disabled_at is not None:
            raise not_found("account")
        await at.note("link_sent")
        message = await _link(at, address, at.whom.language or language)
    context.inline.deliver_soon([message])


async def mail_invitation(context: Context, invited: StaffInvited) -> None:
    """To whoever it is for, unless it does not work any more."""
    async with context.database.autocommit() as connection:
        link = await links.find_link(connection, invited.link_id)
        account_id = link.account_id if link else None
        account = account_id and await staff.find_staff_by_id(connection, account_id)
    if not link or not account or link.used_at or link.expires_at <= context.now():
        return
    token = token_of(link.id, context.keys.secret(INVITATION, link.id))
    await context.notifications.send_sign_in_mail(
        SendSignInMail(
            key=f"link/{link.id}",
            kind="staff_invitation",
            partner_id=account.partner_id,
            customer_id=None,
            email=account.email,
            language=invited.language,
            link=f"{context.settings.own_url}/sign-in/invitation/{token}",
            by=invited.by,
        )
    )


async def _link(at: At, address: str, language: Language) -> int:
    """A new one in place of those before, and the message that has it mailed."""
    context, connection, whom = at.context, at.connection, at.whom
    link_id, now = new_id("lnk"), context.now()
    await limit_attempts(
        context,
        connection,
        ("link from", network_of(address), LINKS_FROM_ADDRESS),
        ("link", email_key(whom.email), LINKS_TO_ADDRESSEE),
    )
    await links.void_links_of(connection, [whom.id], now)
    await links.add_link(
        connection,
        id=link_id,
        purpose="staff_invitation",
        email=whom.email,
        email_key=email_key(whom.email),
        account_id=whom.id,
        browser_digest=digest_of_browser(secrets.token_urlsafe(32)),  # nobody's: there is no code
        next_page="/",
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    invited = StaffInvited(link_id=link_id, language=language, by=at.by.email)
    return await STAFF_INVITED.add(context.outbox, connection, link_id, invited)
