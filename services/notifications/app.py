"""Puts the notifications service together."""

from pathlib import Path

from fastapi import FastAPI

from chassis.app import create_app
from chassis.service import lay_foundation
from services.notifications.api import mails, notifications, tickets
from services.notifications.channels.mailbox import EmbeddedMailbox
from services.notifications.channels.port import MailChannel
from services.notifications.channels.smtp import SmtpChannel
from services.notifications.settings import NotificationsSettings
from services.notifications.tables import METADATA
from services.notifications.use_cases.deliver_mail import MailDelivery
from services.notifications.use_cases.post_room import MAIL_TOPIC, PostRoom

NAME = "notifications"
MIGRATIONS = Path(__file__).parent / "migrations"


def build_app(settings: NotificationsSettings) -> FastAPI:
    """The ASGI app with its mail relay; migrates its schema first when the settings say so."""
    foundation = lay_foundation(NAME, settings, METADATA, MIGRATIONS)
    delivery = MailDelivery(foundation.database, _channel(settings))
    outbox = foundation.outbox({MAIL_TOPIC: delivery})
    app = create_app(
        NAME,
        settings,
        title="Turnup notifications",
        routers=[notifications.router, tickets.router, mails.router],
        database=foundation.database,
        idempotency=foundation.idempotency,
        housekeeping=foundation.housekeeping(),
        outbox=outbox,
    )
    app.state.post_room = PostRoom(foundation.database, outbox, settings.message_host)
    return app


def _channel(settings: NotificationsSettings) -> MailChannel:
    if settings.smtp_url is None:
        return EmbeddedMailbox()
    return SmtpChannel(settings.smtp_url.get_secret_value(), settings.mail_from)
