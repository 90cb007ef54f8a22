"""When a refund is looked at again or tried again, and how much there is to give back."""

import pytest

from contracts.refunds import RefundExceedsWhatIsLeft
from services.payments.domain.refunding.refunds import (
    DAY,
    HOUR,
    look_again_after,
    room_for,
    try_again_after,
)


def test_a_pending_refund_is_looked_at_as_often_as_the_faults_page_says() -> None:
    looks, age = [], 0.0
    while age < 3 * DAY:
        pause = look_again_after(age)
        looks.append(pause)
        age += pause
    assert looks[:5] == [60, 300, 900, 3_600, HOUR]
    assert set(looks[4:26]) == {HOUR}
    assert set(looks[27:]) == {DAY}


def test_a_look_in_between_does_not_put_the_next_one_off() -> None:
    assert look_again_after(59) == 1
    assert look_again_after(60) == 300


def test_a_refusal_is_tried_again_four_times_and_a_person_starts_anew() -> None:
    pauses = [try_again_after(refusals) for refusals in range(1, 11)]
    assert pauses == [10, 300, 900, 3_600, None] * 2


@pytest.mark.parametrize(
    ("wanted", "of_note", "of_payment", "given"),
    [(None, 500, 900, 500), (None, 900, 500, 500), (200, 500, 900, 200), (500, 500, 500, 500)],
)
def test_there_is_room_for_what_is_left_of_both(
    wanted: int | None, of_note: int, of_payment: int, given: int
) -> None:
    assert room_for(wanted, of_note, of_payment) == given


@pytest.mark.parametrize(
    ("wanted", "of_note", "of_payment"), [(501, 500, 900), (501, 900, 500), (None, 500, 0)]
)
def test_there_is_no_room_for_more(wanted: int | None, of_note: int, of_payment: int) -> None:
    with pytest.raises(RefundExceedsWhatIsLeft) as refused:
        room_for(wanted, of_note, of_payment)
    assert refused.value.facts["left_minor"] == min(of_note, of_payment)
