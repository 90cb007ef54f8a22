"""The test cards and what each of them does. A real card number is refused, not stored."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal[
    "success", "pending_then_success", "pending_then_failure", "decline", "wrong_amount"
]


@dataclass(frozen=True)
class TestCard:
    number: str
    outcome: Outcome
    label: str

    @property
    def printed(self) -> str:
        return " ".join(self.number[at : at + 4] for at in range(0, 16, 4))


CARDS = (
    TestCard("4242424242424242", "success", "pays at once"),
    TestCard("4000000000000077", "pending_then_success", "is pending, then pays"),
    TestCard("4000000000009995", "pending_then_failure", "is pending, then fails"),
    TestCard("4000000000000002", "decline", "is declined"),
    TestCard("4000000000000101", "wrong_amount", "captures another amount"),
)


def card_of(text: str) -> TestCard | None:
    """By number (spaces allowed) or by the outcome's name."""
    bare = text.replace(" ", "")
    return next((card for card in CARDS if bare in (card.number, card.outcome)), None)
