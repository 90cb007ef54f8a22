"""A clock that a test moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class MovedClock:
    """Real time, and what it was moved on by."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def advance(self, **duration: float) -> None:
        self.ahead += timedelta(**duration)

    @contextmanager
    def later(self, passed: timedelta) -> Iterator[None]:
        self.ahead += passed
        try:
            yield
        finally:
            self.ahead -= passed
