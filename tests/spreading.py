"""Which tests one of several workers (pytest-xdist) runs together, and which come first.

Chosen from a test's path: marks of a group do not reach the scheduler of pytest-xdist 3.8 under
pytest 9.2, which keeps node ids elsewhere.
"""

from pathlib import PurePosixPath

import pytest
from xdist.scheduler import LoadScopeScheduling

DEAR = ("e2e/portal", "e2e/drills", "e2e", "portal/seen", "workflows", "stack", "docker")
"""Folders whose tests share what is dear to start, the longest first."""


class SharedStarts(LoadScopeScheduling):
    """One worker runs all tests of a dear folder, and of any other place all tests of a file."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    path = PurePosixPath(nodeid.partition("::")[0])
    folders = [folder for folder in DEAR if path.is_relative_to(f"tests/{folder}")]
    return folders[0] if folders else str(path)


def dear_first(items: list[pytest.Item]) -> None:
    """So that no long group begins when the others are about to end."""
    ranks = {group: rank for rank, group in enumerate(DEAR)}
    items.sort(key=lambda item: ranks.get(group_of(item.nodeid), len(DEAR)))
