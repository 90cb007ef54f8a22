"""Whether mail gets out: a server that puts off every recipient leaves it queued, though nothing
fails."""

from datetime import timedelta

from chassis.checks import Check, Trouble
from services.notifications.context import Context
from services.notifications.repository.mails import count_late_mails

LATE_AFTER = timedelta(minutes=15)
"""Servers that do not know a sender put it off for some minutes."""


def mail_check(context: Context) -> Check:
    """Names no mail and no answer of a server, as these name people."""

    async def look() -> None:
        async with context.database.autocommit() as connection:
            late = await count_late_mails(connection, context.now() - LATE_AFTER)
        if late.count:
            raise Trouble(
                f"Mails wait to be sent for more than 15 minutes: {late.count}, the oldest since"
                f" {late.oldest:%Y-%m-%d %H:%M:%S}."
            )

    return Check(
        "mail",
        look,
        "See what the mail server answers: GET /v1/mails?state=queued says so of each mail. It is"
        " tried for three days, so that all go out once the server of TURNUP_SMTP_URL takes them.",
        is_vital=False,
        every_seconds=15,
    )
