"""The figures for people, as two tables, and for programs."""

import os
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from rich.box import SIMPLE
from rich.table import Table

from benchmarks.arms import RATIOS
from benchmarks.figures import Round, medians, ratios

COLUMNS = 7


def as_json(rounds: Sequence[Round]) -> dict[str, Any]:
    found = {name: ratios(rounds, *sides) for name, sides in RATIOS.items()}
    return {
        "cores": os.cpu_count(),
        "rounds": rounds,
        "medians": medians(rounds),
        "ratios": {name: values for name, values in found.items() if values},
    }


def median_tables(report: dict[str, Any]) -> Iterator[Table]:
    """A column an arm, and no more of them than a terminal is wide."""
    measured = list(report["medians"].items())
    for at in range(0, len(measured), COLUMNS):
        arms = measured[at : at + COLUMNS]
        table = Table("ms, medians", *(arm for arm, _ in arms), box=SIMPLE)
        for name in dict.fromkeys(name for _, figures in arms for name in figures):
            cells = [figures.get(name, 0) for _, figures in arms]
            table.add_row(name, *(f"{cell:.1f}" if cell >= 0.05 else "" for cell in cells))
        yield table


def ratio_table(report: dict[str, Any]) -> Table:
    """Within each round, and the median of all."""
    table = Table("ratios", "median", "of each round", box=SIMPLE)
    for name, values in report["ratios"].items():
        table.add_row(name, f"{median(values):.2f}", "  ".join(f"{one:.2f}" for one in values))
    return table
