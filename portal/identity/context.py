"""What every use case of signing in works with; made once by `make_identity`."""

from dataclasses import dataclass

from chassis.context import SendingContext
from clients.notifications import NotificationsClient
from clients.orders import OrdersClient
from clients.staff import StaffClient
from portal.identity.hashing import Hashing
from portal.identity.keys import Keys
from portal.identity.settings import IdentitySettings


@dataclass(frozen=True, kw_only=True)
class Context(SendingContext):
    keys: Keys
    hashing: Hashing
    settings: IdentitySettings
    orders: OrdersClient
    """As an operator, whom the portal may act as: who has which mail address."""
    notifications: NotificationsClient
    staff: StaffClient
    """Who works at the admins' portal, of which this may be the customers'."""
