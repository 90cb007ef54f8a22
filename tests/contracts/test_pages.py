"""Pages of anything can be named anywhere."""

import importlib
from pathlib import Path

import pytest

from contracts.message import Message, Page

NAMES_IT_FIRST = '''
from contracts.message import Message, Page

class Thing(Message):
    name: str

def things(
    count: int,
) -> Page[Thing]:
    """Of any number."""
    return Page(items=[Thing(name="one")] * count)
'''


def test_a_page_is_named_first_within_a_signature_of_several_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "names_it_first.py").write_text(NAMES_IT_FIRST)
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("names_it_first")
    assert len(module.things(3).items) == 3


def test_what_a_page_says_of_itself_stays() -> None:
    described = Page[Message].model_json_schema()["properties"]["next_cursor"]["description"]
    assert "following page" in described
