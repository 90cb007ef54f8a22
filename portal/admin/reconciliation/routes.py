"""Reconciliations as a list, and one report with what each difference means and what a person does
about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from fastapi.responses import Response

from contracts.message import Id
from contracts.reconciliation import FindingKind, FindingView, Phase, ReconciliationReport
from portal.admin.lists import listed
from portal.web.lists import ROWS, Place
from portal.web.page import PageDep
from portal.web.pages import Pages
from portal.web.templates import t
from portal.web.viewers import viewer
from wording.telling import term, words

pages = Pages()
PHASES: tuple[Phase, ...] = get_args(Phase)
LOOKS = {"open": "error", "put_off": "warning", "healed": "success"}


@dataclass(frozen=True)
class Shown:
    """A report in words."""

    report: ReconciliationReport

    @property
    def verdict(self) -> str:
        return words(self.report.verdict, viewer())

    @property
    def look(self) -> str:
        if self.report.finished_at is None:
            return "info"
        return "success" if self.report.agrees else "error"

    @property
    def compared(self) -> Iterator[tuple[str, int]]:
        for phase in PHASES:
            if count := self.report.compared_counts.get(phase):
                yield term("phase", phase), count

    @property
    def left_out_count(self) -> int:
        return sum(self.report.counts.values()) - len(self.report.findings)

    @property
    def kinds(self) -> list["Kind"]:
        """Those that need a person first, as the report has them."""
        found: dict[FindingKind, list[FindingView]] = {}
        for finding in self.report.findings:
            found.setdefault(finding.kind, []).append(finding)
        return [Kind(kind, findings) for kind, findings in found.items()]


@dataclass(frozen=True)
class Kind:
    """Findings that mean the same."""

    kind: FindingKind
    findings: Sequence[FindingView]

    @property
    def title(self) -> str:
        return term("finding_kind", self.kind)

    @property
    def what_to_do(self) -> str:
        """Empty where all is healed."""
        if not any(one.needs_a_person for one in self.findings):
            return ""
        return t("admin.reconciliation.do", finding_kind=self.kind)

    def state_of(self, finding: FindingView) -> tuple[str, str]:
        """In words, and how it looks."""
        now = "put_off" if finding.kind == "not_asked" else "open"
        now = "healed" if finding.healed else now
        return term("finding_state", now), LOOKS[now]


@pages.get("/reconciliation", permission="operate")
async def reconciliations(page: PageDep, cursor: Place = None) -> Response:
    found = await page.services.payments.reconciliations(cursor=cursor, limit=ROWS)
    return page.show(
        "admin/reconciliation/page.html",
        list=listed(page, found, cursor, narrows=False, file=False),
        shown=Shown,
    )


@pages.get("/reconciliation/{reconciliation_id}", permission="operate")
async def reconciliation(page: PageDep, reconciliation_id: Id) -> Response:
    report = await page.services.payments.reconciliation(reconciliation_id)
    return page.show("admin/reconciliation/report.html", report=report, shown=Shown(report))
