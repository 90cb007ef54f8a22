"""A signed-in customer's pages, and the floor under them: a page that knows who asks, has the frame
of all the others, and asks no service."""

from functools import partial
from typing import Literal

from benchmarks.bench import Bench
from benchmarks.visitors import read

IN_FLIGHT = 8
NOWHERE = "/nowhere"
"""What is at no address is said on a page like the others."""


async def measure_visits(
    bench: Bench, count: int, path: str, offered: Literal["few", "many"] = "few"
) -> dict[str, float]:
    browser = getattr(bench.visitors, offered)
    status = 404 if path == NOWHERE else 200
    return await bench.measure(count, IN_FLIGHT, partial(read, browser, path, status))
