"""The terminal of a person who reads tables: shows every text as it is written, obeys none."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from stack.terminal.lines import harmless, one_line

WIDTH_OF_A_PIPE = 140


class Terminal(Console):
    """Strings are no markup: our own words are styled as `Text`. Into a pipe, lines are wide enough
    for our tables."""

    def __init__(self, **how: Any) -> None:
        super().__init__(markup=False, highlight=False, emoji=False, **how)
        if not self.is_terminal and self._width is None:
            self.width = WIDTH_OF_A_PIPE

    def render_str(self, text: str, **how: Any) -> Text:
        """Before anything is measured, so that columns stay straight."""
        return super().render_str(harmless(text), **how)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Whatever is shown comes through here, however it was put together."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=harmless(segment.text))

    def trouble(self, what: str, fix: str) -> None:
        """What is wrong, and on the next line what to do about it."""
        self.print(styled("✗", "red"), one_line(what), soft_wrap=True)
        self.print(f"  → {one_line(fix)}", soft_wrap=True)


def styled(text: object, style: str) -> Text:
    return Text(str(text), style=style)
