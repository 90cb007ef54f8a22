"""How large a page of a list may be, whatever it is a list of. Knows no HTTP."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

Row = TypeVar("Row")

LARGEST_PAGE_BYTES = 4 * 1024 * 1024
"""A page ends before it would be larger, so that whoever asks for many reads the whole answer:
clients take in more than that (`clients/answers.py`)."""

PART_BYTES = 4_000
"""What each of an object's parts, such as an item of an order, counts with beside its texts, before
it is read: so a page is of a thousand parts at most, which take little time."""


@dataclass(frozen=True)
class Found(Generic[Row]):
    """The rows that a page has room for, and whether others were left out for want of it."""

    rows: list[Row]
    goes_on: bool = False


def count_that_fits(sizes: Iterable[int]) -> int:
    """How many of the first together stay within `LARGEST_PAGE_BYTES`, but one at least."""
    sums = accumulate(sizes)
    return sum(1 for n, size in enumerate(sums) if n == 0 or size <= LARGEST_PAGE_BYTES)
