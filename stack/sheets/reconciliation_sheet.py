"""How a reconciliation's report is shown on a terminal: the verdict, both books side by side, then
what was found, with what needs a person first."""

from collections.abc import Iterator
from typing import get_args

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from contracts.reconciliation import ComparedBook, Phase, ReconciliationReport
from contracts.said import Said, said
from wording.telling import headings, money, phrase, term, words


def render(report: ReconciliationReport) -> Group:
    return Group(*_parts(report))


def _parts(report: ReconciliationReport) -> Iterator[RenderableType]:
    yield Text(words(report.verdict), style="bold green" if report.agrees else "bold red")
    yield Text(phrase("cli.reconcile.span", since_at=report.since, until_at=report.until))
    if counted := list(_counted(report)):
        yield Text(phrase("cli.reconcile.counted", parts=counted))
    if report.books:
        yield _books(report.books)
    yield from _findings(report)
    shown, found = len(report.findings), sum(report.counts.values())
    if found > shown:
        yield Text(phrase("cli.not_shown", count=found - shown))
    yield Text(phrase("cli.reconcile.kept", report_id=report.id))


def _counted(report: ReconciliationReport) -> Iterator[Said]:
    for phase in get_args(Phase):
        if count := report.compared_counts.get(phase):
            yield said("cli.reconcile.compared", phase=phase, count=count)


def _books(books: list[ComparedBook]) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    names = headings(
        "gateway", "captured there", "booked here", "given back there", "booked as given back"
    )
    for place, name in enumerate(names):
        table.add_column(name, justify="right" if place else "left")
    for book in books:
        currency = book.currency
        table.add_row(
            book.gateway,
            f"{money(book.gateway_captured_minor, currency)} ({book.gateway_captured_count})",
            f"{money(book.booked_captured_minor, currency)} ({book.booked_captured_count})",
            money(book.gateway_refunded_minor, currency),
            money(book.booked_refunded_minor, currency),
        )
    return table


def _findings(report: ReconciliationReport) -> Iterator[RenderableType]:
    """Each with its detail below: next to ids that must not be broken there is no room for it."""
    for finding in report.findings:
        now = "healed" if finding.healed else "open"
        if finding.kind == "not_asked":
            now = "put_off"
        shown = term("finding_state", now)
        yield Text.assemble((finding.kind, "bold"), f"  {finding.subject}  {shown}")
        yield Padding(Text(finding.detail.text), (0, 0, 0, 4))
