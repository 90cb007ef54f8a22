"""A language that nobody speaks: each sentence in brackets and longer by 40 %, so that what stands
outside of brackets was not written in `wording/`."""

import gettext
import re
from html.parser import HTMLParser

SILENT = {"script", "style"}
SAID = {"alt", "aria-label", "data-busy", "data-done", "data-label", "placeholder", "title"}
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
ACCENTED = str.maketrans("aceinouyACEINOU", "áçéíñóúýÁÇÉÍÑÓÚ")
FACT = re.compile(r"(\{[^}]*\})")


def pseudo(sentence: str) -> str:
    """Facts in braces stay."""
    parts = FACT.split(sentence)
    written = "".join(part if FACT.match(part) else part.translate(ACCENTED) for part in parts)
    more = "word " * (len(sentence) * 2 // 25)
    return f"⟦{written} {more}".rstrip() + "⟧"


class Pseudo(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.texts += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)


def outside_of_brackets(page: str) -> list[str]:
    """What is read on a page, or read aloud, and is no sentence."""
    reader = _Reader()
    reader.feed(page)
    return [left for text in reader.texts if (left := _left_of(text))]


def _left_of(text: str) -> str:
    while (shorter := BRACKETED.sub(" ", text)) != text:
        text = shorter
    return text.strip()
