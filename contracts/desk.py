"""What needs a person today, as each service counts it: whatever a list of it would show."""

from contracts.message import Count, Message

MOST_COUNTED_AT_DESK = 100
"""A count of so many means these or more."""


class Desk(Message):
    """What a service counts of all kinds of staff."""

    stuck_messages: Count | None = None
    """That do not get through; null for admins, as messages belong to every partner."""


class OrdersDesk(Desk):
    waiting: Count
    """For a decision."""
    overdue: Count
    """Of these, what nobody decided in time."""
    flagged: Count
    """Orders that a person must look at, whether they wait for a decision or not."""


class PaymentsDesk(Desk):
    failed_refunds: Count
    open_offline: Count
    """Payments that were asked for by instructions and wait to be recorded."""


class NotificationsDesk(Desk):
    unanswered_tickets: Count
    """In which a customer has the last word, and that are not resolved."""
    failed_mails: Count
    """Given up, and not sent again since."""
