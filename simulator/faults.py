"""The fault script: which requests and webhooks go wrong. Whatever happens at the same time, the
same seed, key and number of the try always give the same fault."""

import hashlib
import sqlite3
from typing import Annotated, Literal, Self, TypeVar, get_args

from pydantic import Field, model_validator

from contracts.message import Command
from simulator.cards import RequestFault, WebhookFault
from simulator.messages import EventType

Fault = TypeVar("Fault", RequestFault, WebhookFault)
Rate = Annotated[float, Field(ge=0, le=1)]
LookUpFault = Literal["timeout_before", "error_500", "rate_limit_429"]

REQUEST_FAULTS: tuple[RequestFault, ...] = get_args(RequestFault)
FATES: tuple[WebhookFault, ...] = (
    "webhook_first",
    "webhook_late",
    "webhook_lost",
    "webhook_duplicated",
    "webhook_reordered",
)
"""What becomes of an event; at most one of them."""
COMPANIONS: tuple[WebhookFault, ...] = (
    "webhook_forged",
    "webhook_replayed_old",
    "webhook_other_amount",
    "webhook_unknown_payment",
)
"""What comes along with an event, whatever becomes of it."""
AT_OPENING: tuple[WebhookFault, ...] = ("webhook_first", "webhook_forged")
TERMINAL: tuple[EventType, ...] = ("payment.captured", "payment.failed")


class FaultScript(Command):
    """Rates from 0 to 1. Without any, the gateway behaves."""

    seed: int = 1
    timeout_before: Rate = 0
    """Of merchants' POSTs: no answer comes, and nothing was done."""
    timeout_after: Rate = 0
    """It was done, but no answer comes."""
    error_500_stored: Rate = 0
    """Every request with the key is answered 500 until the key is forgotten; it was done for half
    of the keys, as a look-up tells."""
    in_flight_409: Rate = 0
    rate_limit_429: Rate = 0
    look_up_fails: Rate = 0
    """Of merchants' GETs: no answer, 500 or 429."""
    webhook_first: Rate = 0
    """It arrives before the API's (or the page's) answer, and one tells of the opening, too."""
    webhook_late: Rate = 0
    webhook_lost: Rate = 0
    webhook_duplicated: Rate = 0
    webhook_reordered: Rate = 0
    """“Processing” arrives after the end."""
    webhook_forged: Rate = 0
    """Comes along: “captured”, signed with another secret."""
    webhook_replayed_old: Rate = 0
    """Comes along: the same event with a good signature of three years ago."""
    webhook_other_amount: Rate = 0
    """Comes along: well signed, with another amount."""
    webhook_unknown_payment: Rate = 0
    """Comes along: well signed, about a payment that is not there."""
    duplicates: int = Field(default=10, ge=2, le=1_000)
    late_seconds: float = Field(default=5, ge=0, le=30 * 24 * 3_600)
    timeout_seconds: float = Field(default=0, ge=0, le=60)
    """How long the caller waits for an answer that never comes; then the connection is cut."""

    @model_validator(mode="after")
    def _at_most_one_fault_at_a_time(self) -> Self:
        for faults in (REQUEST_FAULTS, FATES):
            if sum(getattr(self, fault) for fault in faults) > 1:
                raise ValueError(f"the rates of {', '.join(faults)} add up to more than 1")
        return self

    def request_fault(self, key: str, times: int) -> RequestFault | None:
        """Of the request that comes with this key for the nth time."""
        return self._one_of(REQUEST_FAULTS, f"request/{key}/{times}")

    def acts_before_500(self, key: str) -> bool:
        return self._draw(f"acts/{key}") < 0.5

    def look_up_fault(self, identity: str, times: int) -> LookUpFault | None:
        place = self._draw(f"look-up/{identity}/{times}")
        kinds: tuple[LookUpFault, ...] = get_args(LookUpFault)
        return kinds[int(place / self.look_up_fails * 3)] if place < self.look_up_fails else None

    def webhook_faults(self, reference: str, event: EventType) -> list[WebhookFault]:
        """One fate at most, and what comes along."""
        identity = f"{reference}/{event}"
        fate = self._one_of(FATES, f"fate/{identity}")
        faults = [fate] if fate else []
        faults += [
            one for one in COMPANIONS if self._draw(f"{one}/{identity}") < getattr(self, one)
        ]
        return [one for one in faults if _can_happen(one, event)]

    def _one_of(self, faults: tuple[Fault, ...], identity: str) -> Fault | None:
        place = self._draw(identity)
        for fault in faults:
            place -= getattr(self, fault)
            if place < 0:
                return fault
        return None

    def _draw(self, identity: str) -> float:
        """From 0 to below 1."""
        digest = hashlib.sha256(f"{self.seed}/{identity}".encode()).digest()
        return int.from_bytes(digest[:6]) / 2**48


class Faults:
    """The script in force."""

    def __init__(self, script: FaultScript) -> None:
        self.script = script


def _can_happen(fault: WebhookFault, event: EventType) -> bool:
    if event == "payment.opened":
        return fault in AT_OPENING
    return fault != "webhook_reordered" or event in TERMINAL


def count(connection: sqlite3.Connection, fault: str) -> None:
    """One more of it was injected."""
    connection.execute(
        "INSERT INTO injected (fault, times) VALUES (?, 1)"
        " ON CONFLICT (fault) DO UPDATE SET times = times + 1",
        (fault,),
    )
