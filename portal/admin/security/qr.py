"""Draws a text as a QR code, for an inline SVG element: no file, no style and no script, so that
the strictest policy shows it."""

from dataclasses import dataclass

import segno

QUIET = 4
"""Light modules around it, as readers need them."""


@dataclass(frozen=True)
class Drawn:
    side: int
    """In modules, with the quiet ones."""
    path: str
    """Of the dark ones."""


def drawn(text: str) -> Drawn:
    """Raises `DataOverflowError` for more than a code holds, some 2,300 bytes."""
    rows = segno.make(text, error="m", micro=False).matrix
    dark = (
        f"M{start + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return Drawn(len(rows) + 2 * QUIET, "".join(dark))


def _runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many there are."""
    found: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if not is_dark:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found
