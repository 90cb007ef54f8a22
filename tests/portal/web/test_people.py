"""What is remembered of customers and partners: asked once, and kept while orders is away."""

import pytest

from contracts.problems import ObjectIsNotFound, ServiceIsUnavailable
from portal.web.people import Remembered


class Answers:
    def __init__(self) -> None:
        self.asked = 0
        self.failing: Exception | None = None

    async def __call__(self) -> int:
        self.asked += 1
        if self.failing:
            raise self.failing
        return self.asked


async def test_a_fresh_answer_is_not_asked_for_again() -> None:
    answers, remembered = Answers(), Remembered[str, int]()
    assert [await remembered.get("mia", answers) for _ in range(3)] == [1, 1, 1]
    remembered.forget("mia")
    assert await remembered.get("mia", answers) == 2


async def test_an_old_answer_holds_while_there_is_no_new_one() -> None:
    answers, remembered = Answers(), Remembered[str, int](fresh_seconds=0)
    answers.failing = ServiceIsUnavailable("no_answer", service="orders", error="away")
    assert await remembered.get("mia", answers) is None
    answers.failing = None
    assert await remembered.get("mia", answers) == 2
    answers.failing = ServiceIsUnavailable("no_answer", service="orders", error="away")
    assert await remembered.get("mia", answers) == 2


async def test_a_refusal_is_no_outage() -> None:
    answers, remembered = Answers(), Remembered[str, int](fresh_seconds=0)
    answers.failing = ObjectIsNotFound(what="customer")
    with pytest.raises(ObjectIsNotFound):
        await remembered.get("mia", answers)


async def test_no_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.web.people.MOST_KEPT", 2)
    answers, remembered = Answers(), Remembered[str, int]()
    for name in ("mia", "ben", "eve", "mia"):
        await remembered.get(name, answers)
    assert answers.asked == 4
