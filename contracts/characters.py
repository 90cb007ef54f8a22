"""Characters that are obeyed or left out of sight instead of being shown. No text holds them that
is printed on documents, in mails and on terminals."""

import re

_NOT_SHOWN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, ESC and C1 among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of what follows
    "\u2028\u2029"  # begin a line
    "\u00ad\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff"  # unseen
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # unseen, of shorthand and music
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and marks that no font shows
    "\ud800-\udfff"  # halves of characters, which cannot be written at all
    "]"
)


def replace_unseen(text: str, by: str) -> str:
    """The text with `by` in place of each of them. Line ends and tabs stay, and so do the joiners
    that scripts and emoji are written with."""
    return _NOT_SHOWN.sub(by, text)


def require_seen(text: str) -> str:
    """The text. Raises `ValueError` where it holds one of them."""
    if _NOT_SHOWN.search(text):
        raise ValueError("holds characters that cannot be seen, such as controls")
    return text


def require_one_line(text: str) -> str:
    """The same for a name, a title or a number, which has no line ends and tabs either."""
    if "\n" in text or "\t" in text:
        raise ValueError("is to be one line, without tabs")
    return require_seen(text)
