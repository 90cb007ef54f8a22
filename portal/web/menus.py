"""The entries of a portal's menu, as each page shows them."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Entry:
    href: str
    code: str
    """Of its words."""
    icon: str
    permission: str
    """Who sees it: those who may open the page."""
    is_current: bool = False

    def on(self, path: str) -> "Entry":
        """As a page at this path shows it."""
        is_here = path == self.href or (self.href != "/" and path.startswith(self.href + "/"))
        return replace(self, is_current=is_here)
