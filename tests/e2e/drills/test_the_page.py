"""Each incident of docs/operations/drills.md is made for real by a test of this folder, answered
with the commands of the page, and seen to be well again."""

import re
from pathlib import Path

from tests.e2e.drills.drill import MOST_STEPS, sections

DRILL = re.compile(r"^async def test_when_(\w+)\(", re.MULTILINE)


def test_each_incident_of_the_page_is_drilled() -> None:
    tests = [path.read_text() for path in Path(__file__).parent.glob("test_*.py")]
    drilled = sorted(name for text in tests for name in DRILL.findall(text))
    assert sorted(name.lower().replace(" ", "_") for name in sections()) == drilled
    assert len(drilled) == 12


def test_each_is_answered_in_three_steps() -> None:
    for parts in sections().values():
        assert list(parts) == ["Seen", "Means", "Do", "Well"]
        assert 1 <= len(parts["Do"]) <= MOST_STEPS
