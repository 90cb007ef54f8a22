"""One file with all icons, of which a page shows one by its name: `<use href="…#name">`."""

from pathlib import Path

ICONS = Path(__file__).with_name("icons.txt").read_text().split()
LOOK = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"'
)


def sprite(folder: Path) -> str:
    """Of lucide's files, one an icon."""
    symbols = (_symbol(name, (folder / f"{name}.svg").read_text()) for name in ICONS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{"".join(symbols)}</svg>\n'


def _symbol(name: str, icon: str) -> str:
    """What is between the picture's own tags, on one line."""
    _, opening, rest = icon.partition("<svg")
    shapes, closing, _ = rest.partition(">")[2].partition("</svg>")
    if not opening or not closing:
        raise ValueError(f"{name} is not an icon as lucide draws them.")
    lines = "".join(line.strip() for line in shapes.splitlines())
    return f'<symbol id="{name}" {LOOK}>{lines.replace(" />", "/>")}</symbol>\n'
