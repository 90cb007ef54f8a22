"""The one way to a person's terminal for lines of text: what customers, gateways and mail servers
wrote can colour, clear or forge nothing there. Tables go through `tables`."""

import json
import re
import sys
from typing import Any

_OBEYED = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, ESC and C1 among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of what follows
    "\u2028\u2029"  # begin a line
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f"  # unseen
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # unseen
    "\U000e0000-\U000e0fff"  # unseen: tags and choices of a glyph
    "\ud800-\udfff"  # halves of characters, which cannot be written at all
    "]"
)
_INSTEAD = "\ufffd"


def harmless(text: object) -> str:
    """The text with `\ufffd` in place of each character that a terminal would obey instead of
    showing it, or leave out of sight. Line ends and tabs stay, and so do the joiners that scripts
    and emoji need."""
    return _OBEYED.sub(_INSTEAD, str(text))


def one_line(text: object) -> str:
    """The same, and no line of it can pass for a line of ours."""
    return " ".join(harmless(text).split("\n"))


def say(text: str) -> None:
    """Print one line."""
    print(one_line(text), flush=True)


def say_json(value: Any) -> None:
    """Print it for programs. Escaped to ASCII, it is as harmless for people."""
    print(json.dumps(value, indent=2))


def complain(text: str) -> None:
    """Print what is wrong to stderr; further lines of it, such as the end of a log, are set in."""
    print(harmless(text).replace("\n", "\n  "), file=sys.stderr)
