"""Tell the owner of a mail address that wrong codes are typed for it: once a day, as whoever
guesses could flood it otherwise. Whether anybody has the address is looked up afterwards."""

from datetime import UTC

from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.notifications import SendSignInMail
from portal.identity.context import Context
from portal.identity.domain.attempts import A_DAY, GUESSES
from portal.identity.messages import CODES_GUESSED, CodesGuessed
from portal.identity.repository import links
from portal.identity.repository.accounts import find_account
from portal.identity.use_cases.enter import customers_with
from portal.identity.use_cases.limit_attempts import subject_of


async def warn_of_guesses(
    context: Context, connection: AsyncConnection, link_id: str
) -> int | None:
    """After a wrong code, in its transaction: the message to deliver, if there were too many."""
    now = context.now()
    guessed = await links.wrong_codes_for(connection, link_id, now - A_DAY)
    if guessed.count < GUESSES:
        return None
    day = now.astimezone(UTC).date().isoformat()
    key = f"{subject_of('codes guessed', guessed.email_key)}/{day}"
    told = CodesGuessed(link_id=link_id)
    return await CODES_GUESSED.add(context.outbox, connection, key, told)


async def mail_of_guesses(context: Context, key: str, guessed: CodesGuessed) -> None:
    """To whoever has the address, if anybody has; of a change of address, to its account."""
    async with context.database.autocommit() as connection:
        link = await links.find_link(connection, guessed.link_id)
        account_id = link.account_id if link else None
        account = await find_account(connection, account_id) if account_id else None
    if link is None:
        return
    if account is not None:
        email, language = account.email, account.language
        owner = (account.partner_id, account.customer_id)
    else:
        customers = await customers_with(context, link.email)
        if not customers:
            return
        first = customers[0]
        email, language, owner = first.email, first.language, (first.partner_id, first.id)
    await context.notifications.send_sign_in_mail(
        SendSignInMail(
            key=f"guessed/{key}",
            kind="codes_guessed",
            partner_id=owner[0],
            customer_id=owner[1],
            email=email,
            language=language or "en",
        )
    )
