"""On which day something happened, as a party has it."""

from datetime import date, datetime
from zoneinfo import ZoneInfoNotFoundError

from billing.days import local_date
from contracts.payments import BillingParty
from contracts.problems import RequestIsMalformed


def day_of(moment: datetime, party: BillingParty) -> date:
    """The calendar date that it is for the party. Raises `RequestIsMalformed` for no such zone."""
    try:
        return local_date(moment, party.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise RequestIsMalformed("no_such_time_zone", time_zone=party.time_zone) from error
