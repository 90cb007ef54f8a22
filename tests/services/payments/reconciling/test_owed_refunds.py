"""A refund that is still owed here, and what the gateway's book has of its payment: money that went
back already does not go back again."""

from datetime import date, timedelta

import pytest

from chassis.ids import new_id
from contracts.payments import OpenPayment, PaymentIntentView
from contracts.reconciliation import (
    BeginReconciliation,
    ComparePage,
    FinishReconciliation,
)
from contracts.refunds import EndRefund, SettleRefundByHand
from tests.patience import eventually
from tests.services.payments.reconciling.world import OPERATOR, TwoBooks, about

pytestmark = pytest.mark.engines
FAILED = "UPDATE refunds SET state = 'failed', tries = 5, gateway_refund_id = NULL WHERE id = %s"


@pytest.mark.parametrize("state", ["succeeded", "pending"])
async def test_one_that_failed_and_was_made_in_the_gateways_pages_is_taken_for_ours(
    books: TwoBooks, state: str
) -> None:
    order, intent, refund_id = await _failed(books)
    theirs = await _made_by_hand(books, intent, 3_100, state)

    report = await books.reconcile()

    assert about(report, theirs, refund_id) == [("refund_not_booked", True)]
    await eventually(lambda: _is(books, refund_id, state, theirs))
    books.clock.advance(minutes=16)
    assert about(await books.reconcile(), theirs, refund_id) == []
    assert _given_minor(books, await books.payment_id(intent)) == 3_100
    assert order.order_id


async def test_one_that_was_never_answered_and_was_made_in_the_gateways_pages(
    books: TwoBooks,
) -> None:
    """Asking for it under our own key would make a second one."""
    _, intent, refund_id = await _failed(books, amount_minor=1_000)
    books.spoil_ours(
        "UPDATE refunds SET state = 'pending', tries = 0, tried_at = created_at WHERE id = %s",
        refund_id,
    )
    theirs = await _made_by_hand(books, intent, 1_000, "succeeded")

    report = await books.reconcile()

    assert about(report, theirs, refund_id) == [("refund_not_booked", True)]
    assert _given_minor(books, await books.payment_id(intent)) == 1_000


async def test_one_that_failed_waits_for_a_person_beside_what_nobody_knows(
    books: TwoBooks,
) -> None:
    _, intent, refund_id = await _failed(books, amount_minor=1_000)
    theirs = await _made_by_hand(books, intent, 1_500, "succeeded")

    report = await books.reconcile()

    assert about(report, theirs, refund_id) == [
        ("refund_overdue", False),
        ("refund_unknown", False),
    ]
    assert _ours(books, refund_id) == ("failed", None)
    assert _given_minor(books, await books.payment_id(intent)) == 1_500


async def test_one_that_failed_since_the_book_was_read_is_not_taken_for_ours(
    books: TwoBooks,
) -> None:
    _, intent, refund_id = await _failed(books, amount_minor=1_000)
    theirs = await _made_by_hand(books, intent, 1_000, "succeeded")
    now = books.clock()
    begun = BeginReconciliation(id=new_id("rec"), since=now - timedelta(days=7), until=now)
    await books.system.begin_reconciliation(begun)
    read = await books.system.reconcile_page(begun.id, ComparePage(phase="book"))
    books.spoil_gateway("UPDATE refunds SET state = 'failed' WHERE id = ?", theirs)

    while read.next_cursor:
        following = ComparePage(phase="book", cursor=read.next_cursor)
        read = await books.system.reconcile_page(begun.id, following)

    report = await books.system.finish_reconciliation(begun.id, FinishReconciliation())
    assert about(report, theirs, refund_id) == []
    assert _ours(books, refund_id) == ("failed", None)


async def test_of_two_alike_the_key_says_which_was_made(books: TwoBooks) -> None:
    _, intent, first = await _failed(books, amount_minor=1_000)
    books.spoil_ours(
        "INSERT INTO refunds (id, business_key, order_id, customer_id, partner_id, currency,"
        " intent_id, amount_minor, state, tries)"
        " SELECT id || 'b', business_key || 'b', order_id, customer_id, partner_id, currency,"
        " intent_id, amount_minor, 'failed', 0 FROM refunds WHERE id = %s",
        first,
    )
    second = f"{first}b"
    theirs = await _made_by_hand(books, intent, 1_000, "succeeded", reference=f"refund/{second}/0")

    report = await books.reconcile()

    assert ("refund_not_booked", True) in about(report, second)
    await eventually(lambda: _is(books, second, "succeeded", theirs))
    assert _ours(books, first)[1] != theirs


@pytest.mark.parametrize("is_given_by_hand", [False, True])
async def test_one_that_was_ended_and_that_the_gateway_made_is_booked_or_shown_to_a_person(
    books: TwoBooks, is_given_by_hand: bool
) -> None:
    """By hand and by the gateway it went back twice, which only a person can put right."""
    order, intent = await books.lost("refund_pending")
    books.spoil_ours("UPDATE payment_intents SET state = 'cancelled' WHERE id = %s", intent.id)
    await books.reconcile()
    [refund] = (await books.system.refunds(order_id=order.order_id)).items
    assert (await books.signals.ask_for(refund.id)).outcome == "on_its_way"
    _, theirs = _ours(books, refund.id)
    operator = books.acting(OPERATOR)
    await operator.end_refund(refund.id, EndRefund(reason="It does not come."), key=new_id("key"))
    if is_given_by_hand:
        given = SettleRefundByHand(method="cash", reference="R-1", given_back_on=date(2023, 1, 2))
        await operator.settle_refund_by_hand(refund.id, given, key=new_id("key"))
    await books.simulator.post(f"/v1/refunds/{theirs}/settle")
    books.clock.advance(minutes=2)

    report = await books.reconcile()

    assert theirs is not None
    expected = ("refund_unknown", False) if is_given_by_hand else ("refund_not_booked", True)
    assert about(report, theirs, refund.id) == [expected]
    owner = None if is_given_by_hand else theirs
    await eventually(lambda: _is(books, refund.id, "succeeded", owner))


async def _failed(
    books: TwoBooks, amount_minor: int = 3_100
) -> tuple[OpenPayment, PaymentIntentView, str]:
    """An order that was captured after its end, whose money the gateway did not give back."""
    order, intent = await books.lost("refund_refused")
    books.spoil_ours("UPDATE payment_intents SET state = 'cancelled' WHERE id = %s", intent.id)
    await books.reconcile()
    [refund] = (await books.system.refunds(order_id=order.order_id)).items
    books.spoil_ours(FAILED, refund.id)
    books.spoil_ours("UPDATE refunds SET amount_minor = %s WHERE id = %s", amount_minor, refund.id)
    books.spoil_gateway("DELETE FROM refunds WHERE checkout_id = ?", await books.payment_id(intent))
    books.clock.advance(minutes=16)
    return order, intent, refund.id


async def _made_by_hand(
    books: TwoBooks,
    intent: PaymentIntentView,
    amount_minor: int,
    state: str,
    reference: str | None = None,
) -> str:
    """In the gateway's own pages; whatever the card says, this one works."""
    body = {
        "checkout_id": await books.payment_id(intent),
        "amount_minor": amount_minor,
        "currency": "EUR",
        "reference": reference,
    }
    headers = {"Idempotency-Key": f"dashboard/{intent.id}"}
    made = await books.simulator.post("/v1/refunds", json=body, headers=headers)
    refund_id = str(made.json()["id"])
    books.spoil_gateway("UPDATE refunds SET state = ? WHERE id = ?", state, refund_id)
    books.clock.advance(seconds=1)
    return refund_id


async def _is(books: TwoBooks, refund_id: str, state: str, theirs: str | None) -> bool:
    return _ours(books, refund_id) == (state, theirs)


def _ours(books: TwoBooks, refund_id: str) -> tuple[str, str | None]:
    statement = "SELECT state, gateway_refund_id FROM refunds WHERE id = %s"
    [(state, gateway_refund_id)] = books.query(statement, refund_id)
    return state, gateway_refund_id


def _given_minor(books: TwoBooks, payment_id: str) -> int:
    """By the gateway, whatever of it has left."""
    with books.gateway_file() as book:
        statement = (
            "SELECT sum(amount_minor) FROM refunds WHERE checkout_id = ? AND state <> 'failed'"
        )
        [(given,)] = book.execute(statement, (payment_id,)).fetchall()
    return int(given or 0)
