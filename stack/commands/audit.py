"""`turnup audit`: is the ledger what was booked? Exits with 1 and names the entry if it is not."""

from typing import TYPE_CHECKING, Annotated

import typer

from stack.state.layout import Layout
from stack.terminal.lines import say, say_json

if TYPE_CHECKING:
    from contracts.bookkeeping import AuditFindingView, LedgerAuditPage
    from stack.running.connection import Connection


def audit(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Recompute the ledger's hash chains and compare it with every document and number."""
    from stack.running.connection import ask

    layout: Layout = context.obj
    pages = ask(layout, _pages)
    findings = [finding for page in pages for finding in page.findings]
    if as_json:
        heads = [head.model_dump() for page in pages for head in page.heads]
        report = {
            "sound": not findings,
            "checked_entry_count": _entry_count(pages),
            "findings": [finding.model_dump() for finding in findings],
            "heads": heads,
        }
        say_json(report)
    else:
        _print(pages, findings)
    if findings:
        raise typer.Exit(1)


async def _pages(connection: "Connection") -> "list[LedgerAuditPage]":
    payments = connection.operator.payments
    pages = [await payments.audit_ledger()]
    while cursor := pages[-1].next_cursor:
        pages.append(await payments.audit_ledger(cursor=cursor))
    return pages


def _print(pages: "list[LedgerAuditPage]", findings: "list[AuditFindingView]") -> None:
    from wording.telling import phrase

    if findings:
        say(phrase("cli.audit.unsound", count=len(findings)))
        for finding in findings:
            say(f"  {finding.check}: {finding.detail.text}")
        return
    say(phrase("cli.audit.sound", count=_entry_count(pages)))
    for head in (head for page in pages for head in page.heads):
        facts = {"partner_id": head.partner_id, "count": head.entry_count, "hash": head.hash}
        say(f"  {phrase('cli.audit.head', **facts)}")


def _entry_count(pages: "list[LedgerAuditPage]") -> int:
    return sum(page.checked_entry_count for page in pages)


def register(app: typer.Typer) -> None:
    app.command()(audit)
