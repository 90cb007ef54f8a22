"""The one way to a person's terminal for lines of text: what customers, gateways and mail servers
wrote can colour, clear or forge nothing there. Tables go through `tables`."""

import json
import sys
from typing import Any

from contracts.characters import replace_unseen

_INSTEAD = "\ufffd"


def harmless(text: object) -> str:
    """The text with `\ufffd` in place of each character that a terminal would obey instead of
    showing it, or leave out of sight. Line ends and tabs stay, and so do the joiners that scripts
    and emoji need."""
    return replace_unseen(str(text), _INSTEAD)


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
