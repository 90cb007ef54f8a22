"""How many streams may stay open: of one account, and of this process. Who finds no place is
answered all the same, and asks again."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

MOST = 500
MOST_OF_ACCOUNT = 6
"""As many as browsers open to one host over HTTP/1.1."""


class Places:
    """Of one process."""

    def __init__(self, most: int = MOST, most_of_account: int = MOST_OF_ACCOUNT) -> None:
        self._most, self._most_of_account = most, most_of_account
        self._taken: Counter[str] = Counter()

    @contextmanager
    def of(self, account_id: str) -> Iterator[bool]:
        """Whether there is one, which is taken meanwhile."""
        is_free = (
            self._taken.total() < self._most and self._taken[account_id] < self._most_of_account
        )
        if not is_free:
            yield False
            return
        self._taken[account_id] += 1
        try:
            yield True
        finally:
            self._taken[account_id] -= 1
            self._taken += Counter()  # keeps nobody who has none
