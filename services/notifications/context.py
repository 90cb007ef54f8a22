"""What every use case works with; made once by `build_app`."""

from dataclasses import dataclass

from chassis.context import SendingContext
from clients.orders import OrdersClient
from clients.payments import PaymentsClient
from services.notifications.channels.port import MailChannel


@dataclass(frozen=True, kw_only=True)
class Context(SendingContext):
    channel: MailChannel
    orders: OrdersClient
    """Who customers are, and whose an order is."""
    payments: PaymentsClient
    mail_is_read_here: bool
    """On a machine of one's own, whose mailbox is the list of mails: links stay readable in it."""
    message_host: str
    """The right-hand side of every Message-ID."""
