"""Time in the simulator: one clock that tests can hand in, and one way to write a time down."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
"""Now, with a time zone."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """As text that sorts as the times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(dated: date | datetime) -> datetime:
    """A bare date means its noon, and a time without a zone is one, in UTC."""
    if not isinstance(dated, datetime):
        return datetime(dated.year, dated.month, dated.day, 12, tzinfo=UTC)
    return dated if dated.tzinfo else dated.replace(tzinfo=UTC)
