"""A running system as scenarios see it; where it runs and who watches is for others to say."""

from collections.abc import Callable
from dataclasses import dataclass

from clients.services import Services
from scenarios.offerings import Offerings
from scenarios.patience import Patience
from scenarios.people import People


def nobody_listens(_line: str) -> None:
    """Tests look at what happened, not at how it is told."""


@dataclass(frozen=True)
class System:
    """Who acts, what is on offer, how patient everybody is, and who is told what happens, a line at
    a time; `link` is where a person looks at an order by its id."""

    people: People
    offerings: Offerings
    patience: Patience
    say: Callable[[str], None] = nobody_listens
    link: Callable[[str], str] = str

    @property
    def operator(self) -> Services:
        return self.people.operator
