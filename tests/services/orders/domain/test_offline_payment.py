"""What an offline payment of an order has to be, and how it is shared among its items."""

from dataclasses import replace
from datetime import date

import pytest

from contracts.bookkeeping import (
    OrderTakesNoOfflinePayment,
    PaymentIsNotPlausible,
    RecordPayment,
)
from contracts.catalog import BillingCycle
from services.orders.domain.offline_payment import shares
from services.orders.domain.order import Item
from tests.services.orders.domain.cases import LINE, decision, order

TODAY = date(2023, 1, 20)


def test_each_item_that_waits_gets_what_its_invoice_will_be_over() -> None:
    waiting = order("awaiting_approval", "rejected", "awaiting_approval")
    assert shares(waiting, _cash(6_200), TODAY) == {"itm_1": 3_100, "itm_3": 3_100}


def test_a_part_of_a_calendar_month_costs_its_part() -> None:
    """Eighteen of the 31 days of January, from the 14th on."""
    price = LINE.price.model_copy(update={"cycle": BillingCycle(kind="calendar_month")})
    line = LINE.model_copy(update={"price": price})
    waiting = replace(order("awaiting_approval"), items=(Item("itm_1", line, "awaiting_approval"),))
    assert shares(waiting, _cash(1_800), TODAY) == {"itm_1": 1_800}


@pytest.mark.parametrize("amount_minor", [3_099, 3_101])
def test_another_amount_than_what_waits_costs_is_refused_and_the_right_one_told(
    amount_minor: int,
) -> None:
    with pytest.raises(OrderTakesNoOfflinePayment, match="another_amount") as refused:
        shares(order("awaiting_approval"), _cash(amount_minor), TODAY)
    assert refused.value.facts["expected_minor"] == 3_100


def test_what_is_decided_takes_no_payment_here() -> None:
    decided = Item("itm_1", LINE, "awaiting_approval", decision=decision(applied_at=None))
    for closed in (order("approved"), replace(order("rejected"), items=(decided,))):
        with pytest.raises(OrderTakesNoOfflinePayment):
            shares(closed, _cash(3_100), TODAY)


def test_money_of_another_currency_or_of_tomorrow_is_refused() -> None:
    for given in ({"currency": "CZK"}, {"received_on": date(2023, 1, 21)}):
        with pytest.raises(PaymentIsNotPlausible):
            shares(order("awaiting_approval"), _cash(3_100).model_copy(update=given), TODAY)


def _cash(amount_minor: int) -> RecordPayment:
    return RecordPayment(
        amount_minor=amount_minor,
        currency="EUR",
        method="cash",
        received_on=date(2023, 1, 14),
        reference="receipt 7",
    )
