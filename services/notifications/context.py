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
    message_host: str
    """The right-hand side of every Message-ID."""
