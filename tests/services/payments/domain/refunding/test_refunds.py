"""When a refund is looked at again or tried again, and how much there is to give back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contracts.refunds import RefundExceedsWhatIsLeft
from services.payments.domain.refunding.refunds import (
    DAY,
    HOUR,
    Refund,
    end_of_try,
    look_again_after,
    room_for,
    try_again_after,
)

OWED = Refund(
    id="ref_1",
    order_id="ord_1",
    customer_id="mia",
    partner_id=1,
    credit_note_id=None,
    amount_minor=3_100,
    currency="EUR",
    state="pending",
    tries=0,
    rounds=0,
    returns=0,
    tried_at=None,
    gateway_refund_id="re_1",
    failure=None,
    by_hand_method=None,
    by_hand_reference=None,
    given_back_on=None,
    created_at=datetime(2023, 1, 14, tzinfo=UTC),
    settled_at=None,
    gateway="simulator",
    gateway_payment_id="chk_1",
    invoice_id="inv_1",
    captured_minor=3_100,
)


def test_only_what_succeeded_under_the_gateways_id_was_made_by_it() -> None:
    assert OWED.made_at_gateway is None
    assert replace(OWED, state="succeeded").made_at_gateway == "re_1"
    assert replace(OWED, state="succeeded", gateway_refund_id=None).made_at_gateway is None


def test_each_round_has_a_message_of_its_own() -> None:
    assert [replace(OWED, rounds=rounds).message_key for rounds in (0, 1)] == ["ref_1", "ref_1/1"]


def test_the_try_after_a_refusal_knows_nothing_of_the_one_before() -> None:
    after = end_of_try("Card closed.", 1)
    assert (after["tries"], after["tried_at"], after["gateway_refund_id"]) == (1, None, None)


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
