"""No character that a terminal obeys gets through, and every script does."""

import json
import sys
import unicodedata

import pytest

from stack.terminal.lines import complain, harmless, one_line, say, say_json
from tests.stack.terminal.hostile import HOSTILE

TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

UNSEEN = {
    *"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2800\u3164\ufeff\uffa0",
    *map(chr, range(0x1BCA0, 0x1BCA4)),
    *map(chr, range(0x1D173, 0x1D17B)),
    *map(chr, range(0xE0100, 0xE01F0)),
}
"""Letters, marks and symbols among them that no font shows: of two names that look alike, one may
hold some. Not what Mongolian, Arabic and emoji are written with."""


def obeyed(character: str) -> bool:
    if character in "\n\t":
        return False
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in TURNS


def test_of_all_characters_only_the_harmless_stay() -> None:
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    assert not [c for c in everything if obeyed(c) and harmless(c) == c]
    changed = [c for c in everything if harmless(c) != c]
    kinds = {unicodedata.category(c) for c in changed if c not in UNSEEN}
    assert kinds <= {"Cc", "Cf", "Cs", "Zl", "Zp", "Cn"}


@pytest.mark.parametrize("character", sorted(UNSEEN), ids=lambda c: f"{ord(c):04X}")
def test_what_nobody_sees_is_shown(character: str) -> None:
    assert harmless(f"a{character}b") == "a\ufffdb"


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Ψ 李",
        "مرحبا",
        "שלום",
        "नमस्ते",
        "👩\u200d🔧",
        "❤\ufe0f",
        "ᠠ\u180b",
        "한국어",
        "⠓⠊",
        "a\tb\nc",
        "[/x]@a.b",
    ],
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
