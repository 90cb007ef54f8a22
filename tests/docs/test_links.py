"""Every link of every page leads somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Page, pages

PAGES = pages()
STATUS = re.compile(
    r"^# \d{4}: .+\n\n"
    r"Status: (accepted|superseded by (?P<by>\d{4})), (?P<since>\d{4}-\d\d-\d\d)\n\n## "
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))


def test_the_pages_are_found() -> None:
    assert {"README.md", "docs/architecture.md", "docs/operations/containers.md"} <= {
        page.name for page in PAGES
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_anchors_resolve(page: Page) -> None:
    assert [link for link in page.links() if not _resolves(page, link)] == []


def test_every_decision_is_in_the_index_and_numbered_once() -> None:
    index = Page(ROOT / "docs" / "decisions" / "README.md")
    assert index.links() == [decision.name for decision in DECISIONS]
    numbers = [decision.name[:4] for decision in DECISIONS]
    assert numbers == [f"{number:04d}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_four_parts(decision: Path) -> None:
    text = decision.read_text()
    parts = ["\n## Context", "\n## Decision", "\n## Consequences", "\n## Not taken"]
    assert [part for part in parts if part not in text] == []


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_carries_its_status_and_its_date_as_the_index_says(decision: Path) -> None:
    status = STATUS.search(decision.read_text())
    assert status is not None
    superseding = status["by"]
    assert superseding is None or superseding in {other.name[:4] for other in DECISIONS}
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()
    [row] = [line for line in index.splitlines() if f"]({decision.name})" in line]
    assert row.endswith(f"| {status['since']} |")


def _resolves(page: Page, link: str) -> bool:
    file, _, anchor = link.partition("#")
    target = (page.path.parent / file).resolve() if file else page.path
    if not target.exists() or not target.is_relative_to(ROOT):
        return False
    return not anchor or anchor in Page(target).anchors()
