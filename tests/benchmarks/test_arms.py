"""An arm that fails leaves no figures, and what was measured is shown."""

from io import StringIO
from typing import cast

import pytest

from benchmarks.arms import RATIOS, play_round
from benchmarks.bench import Bench
from benchmarks.figures import Figures
from benchmarks.report import as_json, median_tables, ratio_table
from stack.problems import StackProblem
from stack.terminal.tables import Terminal

NO_STACK = cast(Bench, None)


async def works(_: Bench) -> Figures:
    return {}


async def fails(_: Bench) -> Figures:
    raise StackProblem("ord_1 ended otherwise.")


async def test_an_arm_that_fails_fails_all_and_is_named() -> None:
    begun: list[str] = []
    chosen = {"first": works, "second": fails, "third": works}
    with pytest.raises(StackProblem, match=r"'second'.* ord_1 ended otherwise"):
        await play_round(NO_STACK, chosen, begun.append)
    assert begun == ["first", "second"]


def test_what_was_measured_is_shown_and_what_was_not_is_left_blank() -> None:
    sides = [side for pair in RATIOS.values() for side in pair]
    figures = {arm: {figure: 2.0 for of, figure in sides if of == arm} for arm, _ in sides}
    report = as_json([figures, figures])
    terminal = Terminal(file=StringIO(), width=140, record=True)
    terminal.print(*median_tables(report), ratio_table(report))
    shown = terminal.export_text()
    assert all(name in shown for name in RATIOS)
    assert shown.count("1.00  1.00") == len(RATIOS)
    assert "0.0" not in shown
