"""The entries of a portal's menu, as each page shows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    href: str
    code: str
    """Of its words."""
    icon: str
    is_current: bool = False

    def on(self, path: str) -> "Entry":
        """As a page at this path shows it."""
        is_here = path == self.href or (self.href != "/" and path.startswith(self.href + "/"))
        return Entry(self.href, self.code, self.icon, is_here)
