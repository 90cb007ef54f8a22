"""Ours → gateway: an attempt that has not settled for a while is asked for and moved forward, so
that none stays unsettled for ever; and what we booked, the gateway has."""

from dataclasses import replace

import pytest

from contracts.payments import ClosePayment, OpenPayment, PaymentIntentView
from services.payments.use_cases.reconciling.steps import ASKED_A_PAGE
from tests.services.payments.paying import debtor
from tests.services.payments.reconciling.world import TwoBooks, about, found
from tests.services.payments.world import next_attempt, payment_order
from wording.telling import words

pytestmark = pytest.mark.engines

A_WHILE, PAST_THE_KEY = 16, 31
"""Minutes: after which attempts are looked up, and after which the gateway forgets its keys."""


async def _never_opened(books: TwoBooks) -> tuple[OpenPayment, PaymentIntentView]:
    """As after a crash before the gateway was asked."""
    order, intent = await books.unpaid()
    payment_id = await books.payment_id(intent)
    books.spoil_ours(
        "UPDATE payment_intents SET state = 'created', gateway_payment_id = NULL, page_url = NULL"
        " WHERE id = %s",
        intent.id,
    )
    books.spoil_gateway("DELETE FROM checkouts WHERE id = ?", payment_id)
    return order, intent


async def _forgotten(books: TwoBooks) -> tuple[OpenPayment, PaymentIntentView, str]:
    """As after a crash between the gateway's answer and our note of it."""
    order, intent = await books.unpaid()
    payment_id = await books.payment_id(intent)
    books.spoil_ours(
        "UPDATE payment_intents SET state = 'created', gateway_payment_id = NULL, page_url = NULL"
        " WHERE id = %s",
        intent.id,
    )
    return order, intent, payment_id


async def test_a_capture_older_than_the_books_time_is_found_by_its_attempt(
    books: TwoBooks,
) -> None:
    order, intent = await books.lost()
    books.clock.advance(minutes=A_WHILE)

    report = await books.reconcile(days=0.001)

    assert about(report, intent.id) == [("payment_behind", True)]
    assert await books.state(intent) == "captured"
    await books.told(order)


async def test_a_decline_that_was_never_heard_of_is_found(books: TwoBooks) -> None:
    order, intent = await books.lost("decline")
    books.clock.advance(minutes=A_WHILE)

    report = await books.reconcile()

    assert about(report, intent.id) == [("payment_behind", True)]
    assert await books.state(intent) == "failed"
    await books.told(order)


async def test_a_wrong_amount_is_found_by_its_attempt_too(books: TwoBooks) -> None:
    _, intent = await books.lost("wrong_amount")
    books.clock.advance(minutes=A_WHILE)

    report = await books.reconcile(days=0.001)

    assert about(report, await books.payment_id(intent)) == [("amount_differs", False)]


async def test_a_customer_who_has_not_paid_yet_is_no_difference(books: TwoBooks) -> None:
    _, intent = await books.unpaid()
    books.clock.advance(minutes=A_WHILE)

    report = await books.reconcile()

    assert about(report, intent.id) == []
    assert await books.state(intent) == "open"
    assert report.compared_counts["attempts"] >= 1


async def test_a_young_attempt_is_left_alone(books: TwoBooks) -> None:
    _, intent = await _never_opened(books)

    report = await books.reconcile()

    assert about(report, intent.id) == []
    assert await books.state(intent) == "created"


async def test_an_attempt_that_the_gateway_never_got_is_cancelled(books: TwoBooks) -> None:
    order, intent = await _never_opened(books)
    books.clock.advance(minutes=PAST_THE_KEY)

    report = await books.reconcile()

    assert about(report, intent.id) == [("payment_never_opened", True)]
    assert await books.state(intent) == "cancelled"
    await books.told(order)


async def test_an_attempt_whose_key_still_holds_is_left_to_whoever_opens_it(
    books: TwoBooks,
) -> None:
    _, intent = await _never_opened(books)
    books.clock.advance(minutes=A_WHILE)

    report = await books.reconcile()

    assert about(report, intent.id) == []
    assert await books.state(intent) == "created"


async def test_an_attempt_whose_key_holds_for_ever_is_not_waited_for_so_long(
    fresh_books: TwoBooks,
) -> None:
    books = fresh_books
    gateway = books.context.gateways.default
    gateway.capabilities = replace(gateway.capabilities, key_window_seconds=10**9)
    _, intent = await _never_opened(books)
    books.clock.advance(hours=23)
    assert about(await books.reconcile(), intent.id) == []
    books.clock.advance(hours=2)

    report = await books.reconcile()

    assert about(report, intent.id) == [("payment_never_opened", True)]


async def test_an_attempt_that_the_gateway_has_though_we_never_heard_is_open_again(
    books: TwoBooks,
) -> None:
    _, intent, payment_id = await _forgotten(books)
    books.clock.advance(minutes=PAST_THE_KEY)

    report = await books.reconcile()

    assert about(report, intent.id) == [("payment_behind", True)]
    assert await books.state(intent) == "open"
    assert await books.payment_id(intent) == payment_id


async def test_an_attempt_that_was_paid_though_we_never_heard_of_it_counts(
    books: TwoBooks,
) -> None:
    _, intent, payment_id = await _forgotten(books)
    await books.pay(intent)
    books.clock.advance(minutes=PAST_THE_KEY)

    report = await books.reconcile(days=0.001)

    assert about(report, intent.id) == [("payment_behind", True)]
    assert await books.state(intent) == "captured"
    assert await books.payment_id(intent) == payment_id


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE payment_intents SET state = 'open' WHERE id = %s",
        "UPDATE payment_intents SET state = 'created', gateway_payment_id = NULL WHERE id = %s",
    ],
    ids=["open", "of unknown fate"],
)
async def test_an_attempt_of_a_closed_order_is_cancelled(spoil: str, books: TwoBooks) -> None:
    order, intent = await books.unpaid()
    await books.system.close_payment(ClosePayment(order_id=order.order_id))
    payment_id = await books.payment_id(intent)
    books.spoil_ours(spoil, intent.id)
    books.spoil_gateway("UPDATE checkouts SET state = 'open' WHERE id = ?", payment_id)
    books.clock.advance(minutes=PAST_THE_KEY)

    report = await books.reconcile()

    assert about(report, intent.id) == [("payment_behind", True)]
    assert await books.state(intent) == "cancelled"
    answer = await books.simulator.get(f"/v1/checkouts/{payment_id}")
    assert answer.json()["state"] == "cancelled"


async def test_an_attempt_that_a_newer_one_replaced_can_no_longer_be_paid(
    books: TwoBooks,
) -> None:
    order, first = await books.unpaid()
    second = await books.open(next_attempt(order, 2))
    payment_id = await books.payment_id(first)
    books.spoil_ours("UPDATE payment_intents SET state = 'open' WHERE id = %s", first.id)
    books.spoil_gateway("UPDATE checkouts SET state = 'open' WHERE id = ?", payment_id)
    books.clock.advance(minutes=A_WHILE)

    report = await books.reconcile()

    assert about(report, first.id) == [("payment_behind", True)]
    assert about(report, second.id) == []
    assert [await books.state(one) for one in (first, second)] == ["cancelled", "open"]


async def test_a_payment_that_the_gateway_does_not_know_needs_a_person(books: TwoBooks) -> None:
    _, intent = await books.unpaid()
    payment_id = await books.payment_id(intent)
    books.spoil_gateway("DELETE FROM checkouts WHERE id = ?", payment_id)
    books.clock.advance(minutes=A_WHILE)

    report = await books.reconcile()

    finding = found(report, "payment_missing", intent.id)
    assert finding
    assert finding.needs_a_person
    assert payment_id in words(finding.detail)
    assert await books.state(intent) == "open"


async def test_a_gateway_that_is_silent_about_one_is_asked_about_the_rest(
    fresh_books: TwoBooks,
) -> None:
    books = fresh_books
    silent = [await books.lost("look_ups_fail") for _ in range(2)]
    answered = [await books.lost() for _ in range(ASKED_A_PAGE + 1)]
    books.clock.advance(minutes=A_WHILE)

    report = await books.reconcile(days=0.001)

    asked_in_vain = {one.subject for one in report.findings if one.kind == "not_asked"}
    assert asked_in_vain == {intent.id for _, intent in silent}
    assert (report.unasked_count, report.person_count) == (2, 0)
    assert report.healed_count == len(answered)
    assert [await books.state(intent) for _, intent in silent] == ["open", "open"]
    assert not report.agrees


async def test_a_booked_capture_that_the_gateway_does_not_have_needs_a_person(
    books: TwoBooks,
) -> None:
    gone = await books.booked()
    undone = await books.booked()
    for intent in (gone, undone):
        payment_id = await books.payment_id(intent)
        books.spoil_gateway("DELETE FROM charges WHERE checkout_id = ?", payment_id)
    books.spoil_gateway("DELETE FROM checkouts WHERE id = ?", await books.payment_id(gone))
    books.spoil_gateway(
        "UPDATE checkouts SET state = 'cancelled' WHERE id = ?", await books.payment_id(undone)
    )

    report = await books.reconcile()

    for intent in (gone, undone):
        subject = await books.payment_id(intent)
        assert about(report, subject) == [("capture_missing", False)]


async def test_a_payment_of_nothing_is_not_looked_for_at_the_gateway(books: TwoBooks) -> None:
    intent = await books.open(payment_order(gross_minor=0))
    assert intent.state == "captured"

    report = await books.reconcile()

    assert about(report, await books.payment_id(intent), intent.id) == []


async def test_a_payment_of_an_invoice_that_nobody_told_of_is_booked(books: TwoBooks) -> None:
    owes = await debtor(books)
    attempt = await owes.pay()
    await books.pay(attempt)
    books.clock.advance(minutes=20)
    await books.reconcile()
    assert await books.state(attempt) == "captured"
    await owes.fits(due_minor=0, kept_minor=3_100)


async def test_an_attempt_over_what_is_not_due_any_more_is_ended(books: TwoBooks) -> None:
    owes = await debtor(books)
    attempt = await owes.pay()
    books.spoil_ours("UPDATE invoices SET paid_minor = 100 WHERE id = %s", owes.invoice_id)
    other = await debtor(books)
    still_due = await other.pay()
    books.clock.advance(minutes=20)
    await books.reconcile()
    assert await books.state(attempt) == "cancelled"
    assert await books.state(still_due) == "open"
