"""What every use case works with; made once by `build_app`."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chassis.context import SendingContext
from contracts.payments import BillingParty
from contracts.problems import RequestIsMalformed
from services.payments.gateways.registry import Gateways


@dataclass(frozen=True, kw_only=True)
class Context(SendingContext):
    gateways: Gateways
    refused_webhooks: Counter[str] = field(default_factory=Counter)
    """By gateway, since the start."""


def day_of(moment: datetime, party: BillingParty) -> date:
    """The calendar date that it is for the party. Raises `RequestIsMalformed` for no such zone."""
    try:
        zone = ZoneInfo(party.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise RequestIsMalformed(
            f"There is no time zone {party.time_zone!r}. Nothing was done; correct the partner's"
            " settings."
        ) from error
    return moment.astimezone(zone).date()
