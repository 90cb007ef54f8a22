"""Whoever looks for the file that decides a promise of the product finds it in one table."""

import re

from tests.docs.pages import ROOT, Page

ARCHITECTURE = Page(ROOT / "docs" / "architecture.md")
ROW = re.compile(r"^\| (S\d+) \| .+ \| (.+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)]+)\)")
PROMISES = dict(ROW.findall(ARCHITECTURE.path.read_text()))


def test_every_promise_of_the_source_has_its_row() -> None:
    assert list(PROMISES) == [f"S{number}" for number in range(1, 21)]


def test_the_file_that_decides_is_there() -> None:
    for promise, decided_in in PROMISES.items():
        files = LINK.findall(decided_in)
        assert files, promise
        for file in files:
            path = (ARCHITECTURE.path.parent / file).resolve()
            assert path.is_file(), f"{promise}: {file}"
            assert path.suffix in (".py", ".html"), f"{promise}: {file}"
