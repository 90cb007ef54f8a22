"""`turnup doctor`: whether the stack can run here, and how to make it."""

from typing import Annotated

import typer

from stack.terminal.lines import one_line, say_json


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Check what the stack needs; exits with 1 on a failure."""
    from dataclasses import asdict

    from stack.doctor import examine

    findings = examine(context.obj)
    if as_json:
        say_json([asdict(finding) | {"ok": finding.ok} for finding in findings])
    else:
        from stack.terminal.tables import Terminal, styled

        terminal = Terminal()
        for finding in findings:
            told = f"{finding.name:13} {finding.detail}"
            if finding.ok:
                terminal.print(styled("✓", "green"), one_line(told), soft_wrap=True)
            else:
                terminal.trouble(told, finding.fix)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    app.command()(doctor)
