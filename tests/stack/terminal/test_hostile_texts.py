"""Whatever a customer, a gateway or a mail server wrote is shown to operators, and never obeyed."""

import ast
import io
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from rich.table import Table
from rich.text import Text

from contracts.bookkeeping import AuditFindingView, LedgerAuditPage
from contracts.health import Finding
from contracts.message import Page
from contracts.operations import StuckMessage
from contracts.orders import OrderView
from contracts.reconciliation import ReconciliationReport
from stack import demo
from stack.commands import audit, messages, order, status
from stack.commands.watch import follow
from stack.running.health import ProcessHealth
from stack.sheets import order_sheet, reconciliation_sheet
from stack.sheets.order_sheet import OrderSheet
from stack.state.recorded_state import ProcessState, RecordedState
from stack.terminal.tables import Terminal, styled
from tests.stack.terminal.hostile import HOSTILE, MARKUP, hostile
from tests.stack.terminal.test_lines import obeyed

STACK = Path(__file__).parents[3] / "stack"
MAY_PRINT = {"lines.py", "tables.py", "process_exit.py", "forks.py", "log.py"}
"""The two ways to a person, and processes whose output is a log (which `logs` shows harmlessly)."""
OURS = re.compile(r"\x1b\[[0-9;]*m")
SHEETS = {
    "order": order_sheet.render(hostile(OrderSheet)),
    "reconciliation": reconciliation_sheet.render(hostile(ReconciliationReport)),
    "bare text": HOSTILE,
    "styled text": styled(HOSTILE, "bold"),
}


def shown(what: Any, **how: Any) -> str:
    terminal = Terminal(file=io.StringIO(), width=400, **how)
    terminal.print(what)
    written = terminal.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS.keys())
def test_a_sheet_shows_every_text_and_obeys_none(sheet: Any) -> None:
    written = shown(sheet)
    assert not {c for c in written if obeyed(c)}
    assert MARKUP in written
    in_colours = OURS.sub("", shown(sheet, force_terminal=True, color_system="truecolor"))
    assert not {c for c in in_colours if obeyed(c)}


def test_columns_stay_straight_whatever_is_in_them() -> None:
    table = Table("a", "b")
    table.add_row("x\x1b\x9b\u202ey", Text("z"))
    assert len({len(line) for line in shown(table).splitlines()}) == 1


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    written = capsys.readouterr().out
    assert not {c for c in written if obeyed(c)}
    assert MARKUP in " ".join(written.split())  # however narrow the terminal is
    return written.splitlines()


def test_messages_that_are_stuck(capsys: pytest.CaptureFixture[str]) -> None:
    messages._print([("orders", hostile(StuckMessage))])
    assert len(lines_of(capsys)) == 4


def test_findings_of_the_audit(capsys: pytest.CaptureFixture[str]) -> None:
    audit._print([hostile(LedgerAuditPage)], [hostile(AuditFindingView)])
    assert len(lines_of(capsys)) == 2


def test_orders_in_a_list(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page[OrderView].model_construct(items=[hostile(OrderView)])
    monkeypatch.setattr(order, "_run", lambda *_: page)
    order.list_orders(context=None)  # type: ignore[arg-type]
    lines = lines_of(capsys)
    first = [line for line in lines if not line.startswith("    ")]
    assert [line[:1] for line in first] == ["<"]


def test_the_outcome_of_a_decision(capsys: pytest.CaptureFixture[str]) -> None:
    order._say_outcome(True, hostile(OrderView))
    assert len(lines_of(capsys)) == 2


def test_a_problem_of_the_stack(capsys: pytest.CaptureFixture[str]) -> None:
    state = RecordedState(problem=HOSTILE, processes={"orders": ProcessState(last_exit=HOSTILE)})
    row: dict[str, object] = dict.fromkeys(("name", "state", "health", "last_exit"), HOSTILE)
    row |= {"pid": 1, "port": 1, "restarts": 2, "uptime_seconds": 1}
    trouble = Finding(check=HOSTILE, state="broken", what=HOSTILE, fix=HOSTILE)
    status._print("failed", state, [row], {HOSTILE: ProcessHealth(HOSTILE, [trouble])})
    lines_of(capsys)


def test_what_is_said_in_the_demo(capsys: pytest.CaptureFixture[str]) -> None:
    demo._sayer(Terminal())(f"Rosa reads: {HOSTILE}")
    assert len(lines_of(capsys)) == 1


def test_nothing_in_the_stack_has_another_way_to_a_terminal() -> None:
    others = [path for path in STACK.rglob("*.py") if path.name not in MAY_PRINT]
    assert len(others) > 40
    assert not [path.relative_to(STACK) for path in others if _prints(path)]


def _prints(path: Path) -> bool:
    """`terminal.print` is an attribute; the bare word is the built-in function."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    bare = {node.id for node in nodes if isinstance(node, ast.Name)}
    named = {node.name for node in nodes if isinstance(node, ast.alias)}
    dotted = {ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute)}
    ways = {"sys.stdout", "sys.stderr", "typer.echo", "typer.secho"}
    return bool("print" in bare or "Console" in named or ways & dotted)


async def watched(sheets: list[OrderSheet], **how: Any) -> str:
    """What `watch` writes while these are what it sees."""
    terminal = Terminal(file=io.StringIO(), **how)

    async def seen() -> AsyncIterator[OrderSheet]:
        for sheet in sheets:
            yield sheet

    looks = seen()
    await follow(looks.__anext__, terminal, every_seconds=0)
    written = terminal.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


def a_long_order(status: str) -> OrderSheet:
    """One that no screen holds."""
    view = hostile(OrderView, status=status)
    items = [view.items[0].model_copy(update={"id": f"itm_{n:03}"}) for n in range(100)]
    return hostile(OrderSheet, order=view.model_copy(update={"items": items}))


async def test_watch_writes_each_change_once_into_a_pipe() -> None:
    waiting, done = a_long_order("waiting_for_payment"), a_long_order("completed")
    written = await watched([waiting, waiting, waiting, done])
    assert written.count("waiting for payment") == 1
    assert written.index("waiting for payment") < written.index("  completed;")
    assert written.count("itm_099") == 2
    assert not {c for c in written if obeyed(c)}


async def test_watch_crops_nothing_on_a_terminal() -> None:
    written = await watched([a_long_order("completed")], force_terminal=True, width=120, height=24)
    assert [f"itm_{n:03}" in written for n in range(100)] == [True] * 100
