"""Plays all stories, then reads every order back and compares it with what it should be."""

from collections.abc import Callable

from rich.box import SIMPLE
from rich.table import Table

from billing.money import format_minor
from stack.demo.acts import Stage
from stack.demo.cast import Cast, until
from stack.demo.expected import Expected, Outcome, differences
from stack.demo.one_of_each import ONE_OF_EACH
from stack.demo.shelf import stock
from stack.demo.stories import STORIES
from stack.problems import StackProblem
from stack.running.stack_state import StackState
from stack.terminal.lines import one_line
from stack.terminal.tables import Terminal, styled


async def play(state: StackState, terminal: Terminal) -> bool:
    """Whether every order ended as it should."""
    async with Cast.to(state) as cast:
        return await _play(cast, terminal)


async def _play(cast: Cast, terminal: Terminal) -> bool:
    shelf = await stock(cast)
    terminal.print(f"Temporal UI: {cast.ui_url}/namespaces/turnup/workflows")
    expected = []
    for story in STORIES:
        terminal.print()
        terminal.print(styled((story.__doc__ or "").strip(), "bold"))
        expected.append(await story(Stage(cast, _sayer(terminal)), shelf))
    terminal.print()
    terminal.print(styled("One order in every other state", "bold"))
    stage = Stage(cast, _sayer(terminal))
    expected += [await story(stage, shelf) for story in ONE_OF_EACH]
    outcomes = [await _outcome_of(cast, one) for one in expected]
    return _report(terminal, list(zip(expected, outcomes, strict=True)))


def _sayer(terminal: Terminal) -> Callable[[str], None]:
    return lambda line: terminal.print(f"  {one_line(line)}", soft_wrap=True)


async def _outcome_of(cast: Cast, expected: Expected) -> Outcome:
    """The order once it is as expected; else as it is when patience ends."""
    outcome: Outcome | None = None

    async def read() -> Outcome:
        nonlocal outcome
        outcome = await _read(cast, expected.order_id)
        return outcome

    try:
        return await until(read, lambda o: not differences(expected, o), expected.order_id)
    except StackProblem:
        if outcome is None:
            raise
        return outcome


async def _read(cast: Cast, order_id: str) -> Outcome:
    order = await cast.operator.orders.order(order_id)
    services = await cast.operator.orders.subscriptions(
        partner_id=order.partner_id, customer_id=order.customer_id
    )
    invoices = await cast.operator.payments.invoices(order_id=order_id)
    notes = await cast.operator.payments.credit_notes(order_id=order_id)
    mine = [s for s in services.items if s.order_id == order_id]
    return Outcome(order, mine, invoices.items, notes.items)


def _report(terminal: Terminal, results: list[tuple[Expected, Outcome]]) -> bool:
    table = Table("", "order", "status", "services", "invoice", "credit note", "", box=SIMPLE)
    wrong: list[str] = []
    for expected, outcome in results:
        found = differences(expected, outcome)
        wrong += [f"({expected.story}) {expected.order_id}: {what}" for what in found]
        order = f"…{expected.order_id[-6:]}"
        table.add_row(expected.story, order, *_cells(outcome), "✗" if found else "✓")
    terminal.print()
    terminal.print(table)
    for line in wrong:
        terminal.print(styled("✗", "red"), one_line(line))
    if not wrong:
        terminal.print(f"All {len(results)} orders are as they should be.")
    return not wrong


def _cells(outcome: Outcome) -> tuple[str, str, str, str]:
    services = "\n".join(
        f"{item.line.title}: {item.state.replace('_', ' ')}, {line.service}"
        for item, line in zip(outcome.order.items, outcome.lines(), strict=True)
    )
    invoices = "\n".join(
        f"{i.number or ''} {i.state} {format_minor(i.amount.gross_minor, i.currency)}".strip()
        for i in outcome.invoices
    )
    notes = "\n".join(
        f"{n.number} {n.state.replace('_', ' ')} {format_minor(n.amount.gross_minor, n.currency)}"
        for n in outcome.credit_notes
    )
    return outcome.order.status.replace("_", " "), services, invoices, notes
