"""A signed-in customer's pages, and the floor under them: a page that knows who asks, has the frame
of all the others, and asks no service. And the preview of an admin's decision."""

from functools import partial
from itertools import count as counted
from typing import Literal

from benchmarks.bench import Bench
from benchmarks.desk import preview_a_date
from benchmarks.figures import latencies
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


async def measure_previews(bench: Bench, count: int) -> dict[str, float]:
    """What an admin waits for who changes the date of a decision: one at a time, as people do."""
    seconds: list[float] = []
    act = partial(preview_a_date, bench.desk, counted(), seconds)
    figures = await bench.measure(count, 1, act)
    return figures | latencies("preview", seconds)
