"""Our orders, through the API that portals use and the simulator as the gateway: each is paid,
confirmed for the same day and, off the clock, compared with what it must end in."""

import time
from dataclasses import replace

from benchmarks.bench import Bench
from benchmarks.figures import TRANSITIONS, latencies
from contracts.workflow import order_workflow_id
from scenarios.expected import Expected, differences, final_outcome
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.placing import place, quote_at_once
from scenarios.stories import approve_from_today
from stack.problems import StackProblem


async def measure_orders(bench: Bench, count: int, in_flight: int) -> dict[str, float]:
    """`active`: the click that places it, and from its payment on until it is active, so without
    the time on the gateway's page; `done`: from the approval until it is completed."""
    # Many who look often would be measured themselves.
    poll_seconds = 0.005 if in_flight == 1 else 0.05
    system = replace(
        bench.system, patience=replace(bench.system.patience, poll_seconds=poll_seconds)
    )
    fibre = system.offerings.fibre
    customers = [await system.people.customer("Bench", EAST) for _ in range(count)]
    ends: list[Expected] = []
    to_active: list[float] = []
    to_done: list[float] = []

    async def order() -> None:
        customer = customers.pop()
        quote_id = await quote_at_once(system, customer, fibre)
        clicked = time.perf_counter()
        journey = Journey(system, customer, await place(system, customer, quote_id, pay=True))
        placed = time.perf_counter()
        await journey.pay()
        paid = time.perf_counter()
        await journey.is_paid()
        active = time.perf_counter()
        ends.append(await approve_from_today(journey, {"paid": fibre.price.amount_minor}))
        await journey.ends()
        to_active.append(placed - clicked + active - paid)
        to_done.append(time.perf_counter() - active)

    measured = await bench.measure(count, in_flight, order)
    for end in ends:
        if found := differences(end, await final_outcome(system, end)):
            raise StackProblem(f"{end.order_id} ended otherwise: {', '.join(found)}.")
    cost = await bench.transitions(order_workflow_id(ends[-1].order_id))
    timed = latencies("active", to_active) | latencies("done", to_done)
    return measured | timed | {TRANSITIONS: cost}
