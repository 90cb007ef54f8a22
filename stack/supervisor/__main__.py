"""The supervisor's process: `python -m stack.supervisor --state-dir …`, started by `up`."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from stack.processes import ProcessSpec
from stack.state.layout import Layout
from stack.supervisor.supervisor import Options, Supervisor


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--state-dir", type=Path, required=True)
    parser.add_argument("--profile", default="local")
    parser.add_argument("--table", default="stack.processes:PROCESSES")
    parser.add_argument("--free-ports", action="store_true")
    parser.add_argument("--watch-every-seconds", type=float, default=5.0)
    given = parser.parse_args()
    layout = Layout(given.state_dir)
    os.umask(0o077)
    layout.logs.mkdir(parents=True, exist_ok=True)
    return Supervisor(
        Options(
            layout=layout,
            profile=given.profile,
            table=_table(given.table),
            free_ports=given.free_ports,
            watch_every_seconds=given.watch_every_seconds,
        )
    ).run()


def _table(where: str) -> Sequence[ProcessSpec]:
    module, _, name = where.partition(":")
    table: Sequence[ProcessSpec] = getattr(importlib.import_module(module), name)
    return table


if __name__ == "__main__":
    sys.exit(main())
