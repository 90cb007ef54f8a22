"""The log of the supervisor and of the watchdog: their own stderr, a line at a time."""

import sys
from datetime import UTC, datetime


def log(line: str) -> None:
    stamp = datetime.now(UTC).isoformat(timespec="milliseconds")
    print(stamp, line, file=sys.stderr, flush=True)
