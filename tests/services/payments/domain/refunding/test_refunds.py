"""What a refund that is tried again knows of the try before, and how much there is to give back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contracts.refunds import RefundExceedsWhatIsLeft
from contracts.said import said
from services.payments.domain.refunding.refunds import Refund, end_of_try, room_for

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
    ended_by=None,
    end_reason=None,
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


def test_the_try_after_a_refusal_knows_nothing_of_the_one_before() -> None:
    after = end_of_try(said("refund.refused"), 1)
    assert (after["tries"], after["tried_at"], after["gateway_refund_id"]) == (1, None, None)


@pytest.mark.parametrize(
    ("wanted", "of_note", "of_payment", "given"),
    [(None, 500, 900, 500), (None, 900, 500, 500), (200, 500, 900, 200), (500, 500, 500, 500)],
)
def test_there_is_room_for_what_is_left_of_both(
    wanted: int | None, of_note: int, of_payment: int, given: int
) -> None:
    assert room_for(wanted, of_note, of_payment, "EUR") == given


@pytest.mark.parametrize(
    ("wanted", "of_note", "of_payment"), [(501, 500, 900), (501, 900, 500), (None, 500, 0)]
)
def test_there_is_no_room_for_more(wanted: int | None, of_note: int, of_payment: int) -> None:
    with pytest.raises(RefundExceedsWhatIsLeft) as refused:
        room_for(wanted, of_note, of_payment, "EUR")
    assert refused.value.facts["left_minor"] == min(of_note, of_payment)
