"""`python -m benchmarks ROUNDS ORDERS [JSON_FILE]`: starts a stack of its own, measures it, and
leaves nothing of it behind, however it ends."""

import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from benchmarks.arms import arms, play_round
from benchmarks.bench import Bench
from benchmarks.desk import desk
from benchmarks.figures import Round
from benchmarks.report import as_json, median_tables, ratio_table
from benchmarks.visitors import visitors
from chassis.settings import ProcessSettings
from clients.system.temporal import connect
from contracts.problems import RequestIsInFlight, ServiceIsUnavailable
from scenarios.offerings import set_up
from scenarios.patience import Patience
from scenarios.people import People
from scenarios.system import System
from stack.problems import StackProblem
from stack.process_exit import exit_after
from stack.processes import PROCESSES, ProcessSpec
from stack.running.connection import Connection
from stack.running.stack_state import StackState
from stack.running.start import start_stack
from stack.running.stop import stop_stack
from stack.terminal.lines import complain, say
from stack.terminal.tables import Terminal

PATIENCE = Patience(seconds=60, away=(ServiceIsUnavailable, RequestIsInFlight))
"""As a portal's, which asks again what was not answered in time; that is in the figures."""
TABLE_NAME = "benchmarks.__main__:TABLE"
TABLE = (*PROCESSES, ProcessSpec("no-op", "benchmarks.noop_page", 8109))
WARM_UP_ORDERS = 4
NOT_OURS = ("DATABASE_URL", "TEMPORAL_ADDRESS", "TURNUP_")
"""How variables begin that lead to engines, gateways and mail servers of others."""


def main() -> None:
    rounds, orders, *json_files = sys.argv[1:]
    for name in [name for name in os.environ if name.startswith(NOT_OURS)]:
        del os.environ[name]
    folder = Path(tempfile.mkdtemp(prefix="turnup-bench-"))
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        measured = asyncio.run(_measure(folder, int(rounds), int(orders)))
    except KeyboardInterrupt:
        sys.exit(130)
    except StackProblem as problem:
        complain(f"turnup: {problem}")
        sys.exit(1)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        say("Ending it…")
        stop_stack(folder)
        shutil.rmtree(folder)
    report = as_json(measured)
    Terminal().print(*median_tables(report), ratio_table(report))
    for file in json_files:
        Path(file).write_text(json.dumps(report, indent=2))


async def _measure(folder: Path, rounds: int, orders: int) -> list[Round]:
    terminal = Terminal()
    terminal.print("Starting a stack of its own…")
    # In a thread that is waited for: an interrupted start would leave behind what nobody knows of.
    state = await asyncio.to_thread(start_stack, folder, table=TABLE_NAME, free_ports=True)
    async with Connection.to(state) as connection, _bench(state, connection) as bench:
        await play_round(bench, arms(WARM_UP_ORDERS), lambda arm: terminal.print("warm-up:", arm))
        played = []
        for at in range(1, rounds + 1):
            begins = partial(terminal.print, f"round {at} of {rounds}:")
            played.append(await play_round(bench, arms(orders), begins))
        return played


@asynccontextmanager
async def _bench(state: StackState, connection: Connection) -> AsyncIterator[Bench]:
    people = People(connection.http, connection.urls)
    system = System(people, await set_up(people.operator), PATIENCE)
    settings = ProcessSettings(
        temporal_address=state.temporal_address, temporal_namespace=state.temporal_namespace
    )
    temporal = await connect(settings, "bench")
    async with (
        visitors(system, connection.portal) as signed_in,
        desk(system, connection.staff) as at_the_desk,
    ):
        yield Bench(state, system, temporal, signed_in, at_the_desk)


if __name__ == "__main__":
    exit_after(main)
