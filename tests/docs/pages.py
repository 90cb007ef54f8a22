"""The project's Markdown pages as the tests read them: links, anchors and code."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADLINE = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def text(self) -> str:
        return self.path.read_text()

    @property
    def prose(self) -> str:
        """Without fenced code."""
        return FENCE.sub("", self.text)

    def links(self) -> list[str]:
        """Targets inside the project, as written."""
        targets = LINK.findall(CODE_SPAN.sub("", self.prose))
        return [target for target in targets if not target.startswith(("http:", "https:"))]

    def anchors(self) -> set[str]:
        """What can be linked to after a `#`, by GitHub's rule."""
        return {_anchor(headline) for headline in HEADLINE.findall(self.prose)}

    def blocks(self, language: str) -> list[str]:
        """The fenced code of a language."""
        return [code for found, code in FENCE.findall(self.text) if found == language]

    def code(self) -> list[str]:
        """Every code span and every line of a shell block, continued lines joined."""
        shell = "".join(self.blocks("sh")).replace("\\\n", " ")
        return [*CODE_SPAN.findall(self.prose), *shell.splitlines()]


def pages() -> list[Page]:
    """All of them, without what tools and the stack leave behind in hidden folders."""
    found = sorted(ROOT.glob("*.md")) + sorted(
        path
        for folder in ROOT.iterdir()
        if folder.is_dir() and not folder.name.startswith(".")
        for path in folder.rglob("*.md")
    )
    return [Page(path) for path in found]


def _anchor(headline: str) -> str:
    bare = re.sub(r"[^\w\- ]", "", headline.strip().lower())
    return bare.replace(" ", "-")
