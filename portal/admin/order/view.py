"""What staff reads of an order: that a paid item is active, and beside it that its confirmation
waits."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from contracts.decisions import AWAITS_PAYMENT, GRANTED, OPEN_FOR_DECISION
from contracts.orders import OrderItemView, OrderView
from portal.web.templates import t
from wording.telling import term

KINDS = {
    "awaiting_payment": "warning",
    "payment_failed": "error",
    "awaiting_approval": "warning",
    "approved": "success",
    "scheduled": "info",
}
STATUS_KINDS = {
    "waiting_for_payment": "warning",
    "waiting_for_approval": "warning",
    "partly_approved": "warning",
    "completed": "success",
    "needs_attention": "error",
}


@dataclass(frozen=True)
class Item:
    line: OrderItemView

    @property
    def badges(self) -> list[tuple[str, str]]:
        """Words and kind of each."""
        if self.line.state == "awaiting_confirmation":
            return [
                (t("admin.order.active"), "success"),
                (t("admin.order.confirmation_waits"), "warning"),
            ]
        return [(term("item_state", self.line.state), KINDS.get(self.line.state, ""))]

    @property
    def total_minor(self) -> int:
        return self.line.line.period.gross_minor + self.line.line.fee.gross_minor

    @property
    def can_be_cancelled(self) -> bool:
        return not self.line.decision and self.line.state in (AWAITS_PAYMENT | OPEN_FOR_DECISION)

    @property
    def is_paid(self) -> bool:
        return self.line.state == "awaiting_confirmation"

    @property
    def is_open(self) -> bool:
        """Whether somebody can decide it now."""
        return not self.line.decision and self.line.state in OPEN_FOR_DECISION

    @property
    def is_granted(self) -> bool:
        """Whether its start can be moved."""
        return self.line.state in GRANTED


def today_of(order: OrderView, now: datetime) -> date:
    """At the partner's place, as it was when the order was placed."""
    return now.astimezone(ZoneInfo(order.policy.time_zone)).date()


def kind_of(order: OrderView) -> str:
    return STATUS_KINDS.get(order.status, "")
