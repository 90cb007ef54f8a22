"""How a reconciliation's report is shown on a terminal: the verdict, both books side by side, then
what was found, with what needs a person first."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from billing.money import format_minor
from contracts.reconciliation import ComparedBook, Phase, ReconciliationReport
from wording.telling import words

PHASES: dict[Phase, str] = {
    "book": "entries of the gateways' books",
    "attempts": "attempts that had not settled",
    "captures": "booked captures that were not listed",
    "refunds": "refunds that were not done or not listed",
    "ledger": "ledger entries",
    "webhooks": "forgotten webhooks",
    "orders": "unfinished orders",
    "messages": "stuck messages",
}


def render(report: ReconciliationReport) -> Group:
    return Group(*_parts(report))


def _parts(report: ReconciliationReport) -> Iterator[RenderableType]:
    yield Text(words(report.verdict), style="bold green" if report.agrees else "bold red")
    yield Text(f"Compared from {report.since:%Y-%m-%d %H:%M} to {report.until:%Y-%m-%d %H:%M} UTC.")
    if counted := list(_counted(report)):
        yield Text(", ".join(counted))
    if report.books:
        yield _books(report.books)
    yield from _findings(report)
    shown, found = len(report.findings), sum(report.counts.values())
    if found > shown:
        yield Text(f"{found - shown} more are not shown.")
    yield Text(f"Kept as {report.id}; what to do: docs/operations/reconciliation.md")


def _counted(report: ReconciliationReport) -> Iterator[str]:
    for phase, things in PHASES.items():
        if count := report.compared_counts.get(phase):
            yield f"{count} {things}"


def _books(books: list[ComparedBook]) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for column in (
        "gateway",
        "captured there",
        "booked here",
        "given back there",
        "booked as given back",
    ):
        table.add_column(column, justify="left" if column == "gateway" else "right")
    for book in books:

        def money(amount_minor: int, currency: str = book.currency) -> str:
            return format_minor(amount_minor, currency)

        table.add_row(
            book.gateway,
            f"{money(book.gateway_captured_minor)} ({book.gateway_captured_count})",
            f"{money(book.booked_captured_minor)} ({book.booked_captured_count})",
            money(book.gateway_refunded_minor),
            money(book.booked_refunded_minor),
        )
    return table


def _findings(report: ReconciliationReport) -> Iterator[RenderableType]:
    """Each with its detail below: next to ids that must not be broken there is no room for it."""
    for finding in report.findings:
        now = "healed" if finding.healed else "a person must look"
        if finding.kind == "not_asked":
            now = "asked again next time"
        yield Text.assemble((finding.kind, "bold"), f"  {finding.subject}  {now}")
        yield Padding(Text(finding.detail.text), (0, 0, 0, 4))
