"""On which day something happened, as a party has it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

from billing.days import day_begins_at, local_date
from contracts.payments import BillingParty
from contracts.problems import RequestIsMalformed


def day_of(moment: datetime, party: BillingParty) -> date:
    """The calendar date that it is for the party. Raises `RequestIsMalformed` for no such zone."""
    try:
        return local_date(moment, party.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise RequestIsMalformed("no_such_time_zone", time_zone=party.time_zone) from error


@dataclass(frozen=True)
class Term:
    """Until when an invoice is to be paid: the last day, and the moment at which that is over."""

    due_on: date
    overdue_at: datetime


def term_of(issued_on: date, party: BillingParty) -> Term:
    """As the party agreed when the order was placed."""
    due_on = issued_on + timedelta(days=party.payment_term_days)
    return Term(due_on, day_begins_at(due_on + timedelta(days=1), party.time_zone))
