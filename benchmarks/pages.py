"""Requests for our cheapest page, which knows who asks and reads one row, and for one that does
nothing."""

from functools import partial

from benchmarks import noop_page
from benchmarks.bench import Bench
from contracts.actors import Actor

IN_FLIGHT = 8
READER = Actor(kind="operator", id="bench")


async def measure_offering(bench: Bench, count: int) -> dict[str, float]:
    """One offering of the catalog."""
    path = f"/v1/offerings/{bench.system.offerings.fibre.id}"
    return await _measure(bench, count, "catalog", path)


async def measure_noop(bench: Bench, count: int) -> dict[str, float]:
    return await _measure(bench, count, "no-op", noop_page.PATH)


async def _measure(bench: Bench, count: int, process: str, path: str) -> dict[str, float]:
    url, http = bench.state.urls[process] + path, bench.system.people.http
    ask = partial(http.send, "GET", url, audience=process, actor=READER)
    return await bench.measure(count, IN_FLIGHT, partial(bench.system.patience.until_answered, ask))
