"""What every customer of the torture does, chosen by a seed: the same seed plays the same."""

import random
from dataclasses import dataclass
from typing import Literal

Story = Literal[
    "pays",
    "pays_later",
    "is_declined_and_pays_again",
    "is_declined_and_gives_up",
    "fails_later_and_pays_again",
    "is_charged_another_amount",
    "never_pays",
    "pays_while_it_is_closed",
    "pays_two_attempts_at_once",
    "pays_when_it_is_cancelled",
]
SHARES: dict[Story, int] = {
    "pays": 70,
    "pays_later": 5,
    "is_declined_and_pays_again": 7,
    "is_declined_and_gives_up": 3,
    "fails_later_and_pays_again": 3,
    "is_charged_another_amount": 2,
    "never_pays": 3,
    "pays_while_it_is_closed": 3,
    "pays_two_attempts_at_once": 3,
    "pays_when_it_is_cancelled": 1,
}
PARTNERS = 10
"""Each has document numbers and a chain of entries of its own, that one at a time continues."""
KEEPS: dict[Story, Literal["all", "nothing", "all or nothing"]] = {
    "pays": "all",
    "pays_later": "all",
    "is_declined_and_pays_again": "all",
    "is_declined_and_gives_up": "nothing",
    "fails_later_and_pays_again": "all",
    "is_charged_another_amount": "nothing",
    "never_pays": "nothing",
    "pays_while_it_is_closed": "all or nothing",
    "pays_two_attempts_at_once": "all",
    "pays_when_it_is_cancelled": "all or nothing",
}
"""What of the price the provider has in the end."""


@dataclass(frozen=True)
class Customer:
    """`clicks` is how often each button is pressed in the same moment."""

    story: Story
    partner_id: int
    amount_minor: int
    clicks: int


def customers(count: int, seed: int) -> list[Customer]:
    """At least one of each story."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    stories = [*SHARES, *chance.choices(list(SHARES), list(SHARES.values()), k=count)][:count]
    return [
        Customer(
            story=story,
            partner_id=chance.randint(1, PARTNERS),
            amount_minor=chance.randrange(100, 100_000),
            clicks=chance.choices((1, 2, 3), (85, 10, 5))[0],
        )
        for story in stories
    ]
