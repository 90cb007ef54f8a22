"""Calendar dates in a partner's time zone. The current instant is always passed in."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo


@cache
def _zones() -> frozenset[str]:
    """What tzdata names, the same everywhere. A machine's own folder may hold more, such as
    `localtime`, which each container understands as it likes. `Factory` says that none is set."""
    names = (files("tzdata") / "zones").read_text().split()
    return frozenset(names) - {"Factory"}


def is_time_zone(name: str) -> bool:
    """Whether this is an IANA time zone such as `Europe/Vienna`."""
    return name in _zones()


def local_date(instant: datetime, time_zone: str) -> date:
    """The calendar date at an instant in a time zone."""
    return instant.astimezone(ZoneInfo(time_zone)).date()


def day_begins_at(day: date, time_zone: str) -> datetime:
    """The first instant of a day in a time zone, in UTC.

    Where clocks skip midnight, that is the instant at which they jump into the day (or past it,
    for a day that a zone left out).
    """
    midnight = datetime.combine(day, time.min, ZoneInfo(time_zone))
    begins = midnight.astimezone(UTC)
    if begins.astimezone(midnight.tzinfo).replace(tzinfo=None) == midnight.replace(tzinfo=None):
        return begins
    return _instant_of_the_jump(day, time_zone, midnight.replace(fold=1).astimezone(UTC), begins)


def _instant_of_the_jump(day: date, time_zone: str, before: datetime, after: datetime) -> datetime:
    """The first whole second in (before, after] whose local date is `day` or later."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if local_date(middle, time_zone) >= day:
            after = middle
        else:
            before = middle
    return after
