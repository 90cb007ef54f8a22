"""Puts the notifications service together."""

from pathlib import Path

from fastapi import FastAPI

from chassis.context import Clock, utc_now
from chassis.inline_delivery import InlineDelivery
from chassis.secret_strength import can_be_tried
from chassis.service import lay_foundation
from clients.http import HttpClient
from clients.orders import OrdersClient
from clients.payments import PaymentsClient
from contracts.actors import Actor
from services.notifications.api import (
    desk,
    mail_texts,
    mails,
    notifications,
    sign_in_mails,
    tickets,
)
from services.notifications.api.mailbox import pages as mailbox
from services.notifications.channels.mailbox import EmbeddedMailbox
from services.notifications.channels.port import MailChannel
from services.notifications.channels.smtp import SmtpChannel
from services.notifications.context import Context
from services.notifications.handlers import handlers_of
from services.notifications.settings import NotificationsSettings
from services.notifications.tables import METADATA
from services.notifications.use_cases.check_mail import mail_check

NAME = "notifications"
MIGRATIONS = Path(__file__).parent / "migrations"


def build_app(
    settings: NotificationsSettings, *, http: HttpClient | None = None, now: Clock = utc_now
) -> FastAPI:
    """The ASGI app with its mail relay; migrates its schema first when the settings say so. `http`
    and `now` are for tests."""
    foundation = lay_foundation(NAME, settings, METADATA, MIGRATIONS)
    http = http or HttpClient(NAME, settings.token_keys)
    outbox = foundation.outbox()
    is_read_here = settings.smtp_url is None and not can_be_tried(settings.profile, settings.host)
    context = Context(
        database=foundation.database,
        now=now,
        outbox=outbox,
        inline=InlineDelivery(outbox),
        channel=_channel(settings),
        payments=PaymentsClient(http, settings.payments_url, Actor(kind="system", id=NAME)),
        mail_is_read_here=is_read_here,
        message_host=settings.message_host,
        orders=OrdersClient(http, settings.orders_url, Actor(kind="system", id=NAME)),
    )
    outbox.handle(handlers_of(context))
    routers = [
        notifications.router,
        tickets.router,
        desk.router,
        mails.router,
        mail_texts.router,
        sign_in_mails.router,
    ]
    return foundation.app(
        context,
        routers=routers,
        open_routers=[mailbox.router] if is_read_here else [],
        on_stop=[http.close],
        checks=[mail_check(context)],
    )


def _channel(settings: NotificationsSettings) -> MailChannel:
    if settings.smtp_url is None:
        return EmbeddedMailbox()
    return SmtpChannel(settings.smtp_url.get_secret_value(), settings.mail_from)
