"""The figures for people, as two tables, and for programs."""

import os
from collections.abc import Sequence
from statistics import median
from typing import Any

from rich.box import SIMPLE
from rich.table import Table

from benchmarks.arms import RATIOS
from benchmarks.figures import Round, medians, ratios


def as_json(rounds: Sequence[Round]) -> dict[str, Any]:
    found = {name: ratios(rounds, *sides) for name, sides in RATIOS.items()}
    return {
        "cores": os.cpu_count(),
        "rounds": rounds,
        "medians": medians(rounds),
        "ratios": {name: values for name, values in found.items() if values},
    }


def median_table(report: dict[str, Any]) -> Table:
    """A column an arm."""
    arms = report["medians"]
    table = Table("ms, medians", *arms, box=SIMPLE)
    for name in dict.fromkeys(name for figures in arms.values() for name in figures):
        cells = [figures.get(name, 0) for figures in arms.values()]
        table.add_row(name, *(f"{cell:.1f}" if cell >= 0.05 else "" for cell in cells))
    return table


def ratio_table(report: dict[str, Any]) -> Table:
    """Within each round, and the median of all."""
    table = Table("ratios", "median", "of each round", box=SIMPLE)
    for name, values in report["ratios"].items():
        table.add_row(name, f"{median(values):.2f}", "  ".join(f"{one:.2f}" for one in values))
    return table
