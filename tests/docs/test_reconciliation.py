"""Every kind of finding is explained to whoever meets it, and was planted in a test and found."""

from pathlib import Path
from typing import get_args

from contracts.reconciliation import FindingKind, Phase
from tests.docs.pages import ROOT
from workflows.reconciliation.workflow import PHASES

PAGE = ROOT / "docs" / "operations" / "reconciliation.md"
PLANTED_IN = (
    "tests/services/payments/reconciling",
    "tests/workflows",
    "tests/e2e",
)


def test_every_kind_of_finding_has_its_row() -> None:
    rows = {line.split("`")[1] for line in _table("## What a finding means")}
    assert rows == set(get_args(FindingKind))


def test_every_phase_has_its_row_in_the_order_in_which_it_runs() -> None:
    rows = [line.split("`")[1] for line in _table("## What is compared")]
    assert rows == list(PHASES)
    assert set(rows) == set(get_args(Phase))


def test_every_kind_of_finding_was_planted() -> None:
    tests = [file.read_text() for folder in PLANTED_IN for file in _tests(ROOT / folder)]
    unplanted = {
        kind for kind in get_args(FindingKind) if not any(f'"{kind}"' in one for one in tests)
    }
    assert not unplanted


def _tests(folder: Path) -> list[Path]:
    return sorted(folder.glob("test_*.py"))


def _table(headline: str) -> list[str]:
    """The rows behind a headline, without the two of its head."""
    part = PAGE.read_text().split(headline, 1)[1].split("\n## ", 1)[0]
    return [line for line in part.splitlines() if line.startswith("| `")]
