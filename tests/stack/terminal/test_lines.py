"""No character that a terminal obeys gets through, and every script does."""

import json
import sys
import unicodedata

import pytest

from stack.terminal.lines import complain, harmless, one_line, say, say_json
from tests.stack.terminal.hostile import HOSTILE

TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def obeyed(character: str) -> bool:
    if character in "\n\t":
        return False
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in TURNS


def test_of_all_characters_only_the_harmless_stay() -> None:
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    assert not [c for c in everything if obeyed(c) and harmless(c) == c]
    changed = [c for c in everything if harmless(c) != c]
    assert {unicodedata.category(c) for c in changed} <= {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn"}


@pytest.mark.parametrize(
    "text", ["Zoë Ψ 李", "مرحبا", "שלום", "नमस्ते", "👩\u200d🔧", "a\tb\nc", "[/x]@a.b"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_line_cannot_be_forged(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"ord_1 is completed: {HOSTILE}")
    complain(f"turnup: {HOSTILE}")
    shown = capsys.readouterr()
    assert shown.out.count("\n") == 1
    assert [line[:2] for line in shown.err.splitlines()[1:]] == ["  "]
    assert not [c for c in shown.out + shown.err if obeyed(c)]
    assert one_line("a\nb") == "a b"


def test_what_programs_read_is_ascii_and_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"name": HOSTILE})
    shown = capsys.readouterr().out
    assert shown.isascii()
    assert not [c for c in shown if obeyed(c)]
    assert json.loads(shown) == {"name": HOSTILE}
