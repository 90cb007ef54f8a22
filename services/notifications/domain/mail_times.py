"""When a mail is sent: at once, or after the partner's delay and outside its quiet hours; and when
it is tried again."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from billing.days import is_time_zone
from contracts.mails import MailEvent
from contracts.notifications import MailTimes

AWAITED: frozenset[MailEvent] = frozenset(
    {"order_received", "payment_succeeded", "payment_failed", "invoice_paid", "ticket_answer"}
)
"""Customers wait for what answers to something that they have just done: it is sent at once."""
SHORTEST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)
"""As mail servers do among themselves; a person can have it sent again."""


def send_after(event: MailEvent, times: MailTimes, now: datetime) -> datetime | None:
    """Until when a mail to a customer is held back; None for not at all."""
    if event in AWAITED:
        return None
    due = now + timedelta(seconds=times.delay_seconds)
    after = _end_of_quiet(times, due) or due
    return after if after > now else None


def _end_of_quiet(times: MailTimes, due: datetime) -> datetime | None:
    """When the quiet hours that hold `due` are over. Clocks on the wall decide, so that hours which
    they skip are shorter, and those which they show twice are longer."""
    if not times.quiet_from or not times.quiet_until:
        return None
    begin, end = time.fromisoformat(times.quiet_from), time.fromisoformat(times.quiet_until)
    there = due.astimezone(ZoneInfo(times.time_zone if is_time_zone(times.time_zone) else "UTC"))
    clock = there.time()
    over_midnight = begin > end
    if not (clock >= begin or clock < end if over_midnight else begin <= clock < end):
        return None
    last_day = there.date() + timedelta(days=1 if over_midnight and clock >= begin else 0)
    ends = datetime.combine(last_day, end.replace(fold=there.fold), there.tzinfo)
    return ends.astimezone(UTC)


def pause_after(waited: timedelta) -> timedelta:
    """Before the next try for a recipient that was put off: half of the time that has gone by."""
    return min(max(waited / 2, SHORTEST_PAUSE), LONGEST_PAUSE)
