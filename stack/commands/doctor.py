"""`turnup doctor`: whether the stack can run here, and how to make it."""

from typing import Annotated

import typer


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Check what the stack needs; exits with 1 on a failure."""
    import json
    from dataclasses import asdict

    from stack.doctor import examine

    findings = examine(context.obj)
    if as_json:
        print(json.dumps([asdict(finding) | {"ok": finding.ok} for finding in findings], indent=2))
    else:
        from rich.console import Console

        console = Console(highlight=False)
        for finding in findings:
            mark = "[green]✓[/]" if finding.ok else "[red]✗[/]"
            console.print(f"{mark} {finding.name:10} {finding.detail}", soft_wrap=True)
            if finding.fix:
                console.print(f"  {'':10} → {finding.fix}", soft_wrap=True)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    app.command()(doctor)
