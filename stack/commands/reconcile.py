"""`turnup reconcile`: do gateway, books and workflows agree? Heals what it can; exits with 1 when a
person must look."""

from typing import TYPE_CHECKING, Annotated

import typer

from stack.state.layout import Layout
from stack.terminal.lines import say_json

if TYPE_CHECKING:
    from contracts.reconciliation import ReconciliationReport
    from stack.running.stack_state import StackState


def reconcile(
    context: typer.Context,
    days: Annotated[
        int, typer.Option(min=1, max=400, help="How far back the gateways' books are read.")
    ] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Compare the gateways' books, ours and the workflows now; what runs every night."""
    import asyncio

    from stack.problems import StackIsNotRunning
    from stack.running.stack_state import load_state
    from stack.sheets.reconciliation_sheet import render

    layout: Layout = context.obj
    state = load_state(layout.root)
    if not state.is_up:
        raise StackIsNotRunning
    report = asyncio.run(_reconcile(state, days))
    if as_json:
        say_json(report.model_dump(mode="json"))
    else:
        from stack.terminal.tables import Terminal

        Terminal().print(render(report))
    if not report.agrees:
        raise typer.Exit(1)


async def _reconcile(state: "StackState", days: int) -> "ReconciliationReport":
    from temporalio.client import WorkflowFailureError

    from chassis.settings import ProcessSettings
    from clients.system.reconciliation_workflow import reconcile_now
    from clients.system.temporal import away_means_unavailable, connect
    from contracts.problems import Problem
    from contracts.reconciliation import Reconcile
    from stack.problems import StackProblem
    from wording.refusals import detail_of
    from wording.telling import phrase

    settings = ProcessSettings(
        temporal_address=state.temporal_address, temporal_namespace=state.temporal_namespace
    )
    try:
        async with away_means_unavailable():
            client = await connect(settings, "cli")
        return await reconcile_now(client, Reconcile(days=days))
    except WorkflowFailureError as failure:
        raise StackProblem(phrase("cli.reconcile.not_ended", error=str(failure.cause))) from failure
    except Problem as problem:
        raise StackProblem(detail_of(problem)) from problem


def register(app: typer.Typer) -> None:
    app.command()(reconcile)
