"""Who handles each outbox message of identity."""

from collections.abc import Mapping

from chassis.outbox import Handler, OutboxMessage
from contracts.notifications import SendSignInMail
from portal.identity.context import Context
from portal.identity.messages import (
    CODES_GUESSED,
    LINK_ASKED,
    NOTICE_DUE,
    STAFF_INVITED,
    LinkAsked,
    StaffInvited,
)
from portal.identity.repository.accounts import find_account
from portal.identity.repository.staff import find_staff_by_id
from portal.identity.use_cases.invite_staff import mail_invitation
from portal.identity.use_cases.mail_links import mail_link
from portal.identity.use_cases.warn_of_guesses import mail_of_guesses


def handlers_of(context: Context) -> Mapping[str, Handler]:
    """One handler a topic."""

    async def link(asked: LinkAsked) -> None:
        await mail_link(context, asked)

    async def invitation(invited: StaffInvited) -> None:
        await mail_invitation(context, invited)

    async def notice(message: OutboxMessage) -> None:
        due = NOTICE_DUE.read(message)
        async with context.database.autocommit() as connection:
            customer = await find_account(connection, due.account_id)
            account = customer or await find_staff_by_id(connection, due.account_id)
        if account is None:
            return
        await context.notifications.send_sign_in_mail(
            SendSignInMail(
                key=message.key,
                kind=due.kind,
                partner_id=account.partner_id,
                customer_id=customer.customer_id if customer else None,
                email=due.email,
                language=account.language or "en",
                device=due.device,
                by=due.by,
            )
        )

    async def guessed(message: OutboxMessage) -> None:
        await mail_of_guesses(context, message.key, CODES_GUESSED.read(message))

    return dict(
        [
            LINK_ASKED.handled_by(link),
            STAFF_INVITED.handled_by(invitation),
            (NOTICE_DUE.name, notice),
            (CODES_GUESSED.name, guessed),
        ]
    )
