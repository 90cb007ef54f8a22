"""What a test card can do, from paying to the fault that comes with it."""

from dataclasses import dataclass
from typing import Literal

from simulator.declining import DECLINED, EXPIRED

Course = Literal["pays", "declines", "pends_and_pays", "pends_and_fails"]
Cancelling = Literal["stops_it", "comes_too_late", "is_ignored"]
Refunding = Literal["works", "fails_once", "pends", "pends_and_fails", "comes_back", "is_refused"]
RequestFault = Literal[
    "timeout_before", "timeout_after", "error_500_stored", "in_flight_409", "rate_limit_429"
]
WebhookFault = Literal[
    "webhook_first",
    "webhook_late",
    "webhook_lost",
    "webhook_duplicated",
    "webhook_reordered",
    "webhook_forged",
    "webhook_replayed_old",
    "webhook_other_amount",
    "webhook_unknown_payment",
]
DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class TestCard:
    number: str
    name: str
    group: str
    label: str
    course: Course = "pays"
    extra_minor: int = 0
    """Captured on top of what was asked for."""
    captures_other_currency: bool = False
    declines_as: str = DECLINED
    settles_after_seconds: float | None = None
    """Null: as the simulator's settings say."""
    cancelling: Cancelling = "stops_it"
    fault: RequestFault | WebhookFault | None = None
    failing_look_ups: int = 0
    refunding: Refunding = "works"

    @property
    def is_expired(self) -> bool:
        return self.declines_as == EXPIRED

    @property
    def printed(self) -> str:
        return " ".join(self.number[at : at + 4] for at in range(0, 16, 4))

    @property
    def last_four(self) -> str:
        return self.number[-4:]

    @property
    def brand(self) -> str:
        return "Mastercard" if self.number.startswith("5") else "Visa"

    @property
    def title(self) -> str:
        """What a linked card is called."""
        return f"{self.brand} ending in {self.last_four}"
