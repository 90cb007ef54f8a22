"""Gateway → ours: whatever the gateway's book has and ours has not, or has otherwise, is found;
what can be booked is."""

import pytest

from chassis.ids import new_id
from tests.services.payments.reconciling.world import TwoBooks, about, found
from wording.telling import words

pytestmark = pytest.mark.engines

UNHEARD_OF = (
    "UPDATE payment_intents SET state = 'created', gateway_payment_id = NULL, page_url = NULL"
    " WHERE id = %s"
)
CHARGE = "INSERT INTO charges (checkout_id, amount_minor, currency, captured_at)"


async def test_a_capture_whose_webhook_was_lost_is_booked(books: TwoBooks) -> None:
    order, intent = await books.lost()
    payment_id = await books.payment_id(intent)

    report = await books.reconcile()

    assert about(report, payment_id, intent.id) == [("capture_not_booked", True)]
    assert await books.state(intent) == "captured"
    account = await books.system.account(order.party.customer_id, partner_id=order.party.partner_id)
    assert [entry.kind for entry in account.entries] == ["payment", "invoice"]
    await books.told(order)


async def test_a_second_reconciliation_finds_it_no_more(books: TwoBooks) -> None:
    _, intent = await books.lost()
    await books.reconcile()

    again = await books.reconcile()

    assert about(again, await books.payment_id(intent), intent.id) == []


async def test_a_capture_of_this_minute_is_booked_without_a_word(books: TwoBooks) -> None:
    _, intent = await books.unpaid()
    await books.pay(intent)

    report = await books.reconcile()

    assert await books.state(intent) == "captured"
    assert about(report, await books.payment_id(intent)) == []


async def test_a_capture_of_another_amount_needs_a_person_and_goes_back(books: TwoBooks) -> None:
    order, intent = await books.lost("wrong_amount")

    report = await books.reconcile()

    assert about(report, await books.payment_id(intent)) == [("amount_differs", False)]
    assert await books.state(intent) == "mismatch"
    refunds = await books.system.refunds(order_id=order.order_id)
    assert [refund.amount_minor for refund in refunds.items] == [3_101]


async def test_a_capture_of_another_currency_needs_a_person(books: TwoBooks) -> None:
    _, intent = await books.lost("wrong_currency")

    report = await books.reconcile()

    assert about(report, await books.payment_id(intent)) == [("amount_differs", False)]


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE payments SET amount_minor = 3099 WHERE intent_id = %s",
        "UPDATE payments SET currency = 'USD' WHERE intent_id = %s",
    ],
)
async def test_a_payment_that_is_booked_otherwise_than_captured_is_found(
    spoil: str, books: TwoBooks
) -> None:
    intent = await books.booked()
    books.spoil_ours(spoil, intent.id)

    report = await books.reconcile()

    assert about(report, await books.payment_id(intent)) == [("amount_differs", False)]


async def test_a_capture_that_came_after_the_order_was_closed_is_booked_and_goes_back(
    books: TwoBooks,
) -> None:
    order, intent = await books.lost()
    books.spoil_ours("UPDATE payment_intents SET state = 'cancelled' WHERE id = %s", intent.id)

    report = await books.reconcile()

    assert about(report, await books.payment_id(intent)) == [("capture_not_booked", True)]
    refunds = await books.system.refunds(order_id=order.order_id)
    assert [refund.amount_minor for refund in refunds.items] == [3_100]


async def test_a_capture_that_belongs_to_nobody_needs_a_person(books: TwoBooks) -> None:
    _, intent = await books.lost()
    payment_id = await books.payment_id(intent)
    books.spoil_gateway("UPDATE checkouts SET reference = 'a-stranger' WHERE id = ?", payment_id)
    books.spoil_ours(
        "UPDATE payment_intents SET gateway_payment_id = NULL WHERE id = %s", intent.id
    )

    report = await books.reconcile()

    finding = found(report, "capture_unknown", payment_id)
    assert finding
    assert finding.needs_a_person
    assert "€31.00" in words(finding.detail)
    assert "a-stranger" in words(finding.detail)


async def test_a_second_capture_for_one_attempt_is_found(books: TwoBooks) -> None:
    intent = await books.booked()
    other_order, other = await books.unpaid()
    other_id = await books.payment_id(other)
    books.spoil_gateway("UPDATE checkouts SET reference = ? WHERE id = ?", intent.id, other_id)
    books.spoil_ours("DELETE FROM payment_intents WHERE id = %s", other.id)
    await books.pay(other)

    report = await books.reconcile()

    assert about(report, other_id) == [("captured_twice", False)]
    assert other_order.order_id != intent.order_id


async def test_a_capture_that_says_booked_and_is_not_needs_a_person(books: TwoBooks) -> None:
    intent = await books.booked()
    books.spoil_ours("DELETE FROM payments WHERE intent_id = %s", intent.id)

    report = await books.reconcile()

    assert about(report, await books.payment_id(intent)) == [("capture_not_booked", False)]


async def test_a_capture_that_came_back_and_says_booked_needs_a_person(books: TwoBooks) -> None:
    _, intent = await books.lost("wrong_amount")
    await books.reconcile()
    books.spoil_ours("DELETE FROM payments WHERE intent_id = %s", intent.id)

    report = await books.reconcile()

    assert about(report, await books.payment_id(intent)) == [("capture_not_booked", False)]


async def test_a_capture_of_an_attempt_that_nobody_heard_of_is_booked(books: TwoBooks) -> None:
    _, intent = await books.lost()
    payment_id = await books.payment_id(intent)
    books.spoil_ours(UNHEARD_OF, intent.id)

    report = await books.reconcile()

    assert about(report, payment_id) == [("capture_not_booked", True)]
    assert (await books.state(intent), await books.payment_id(intent)) == ("captured", payment_id)


async def test_of_two_captures_of_an_attempt_that_nobody_heard_of_one_counts(
    books: TwoBooks,
) -> None:
    _, intent = await books.lost()
    _, other = await books.lost()
    ids = [await books.payment_id(one) for one in (intent, other)]
    books.spoil_gateway("UPDATE checkouts SET reference = ? WHERE id = ?", intent.id, ids[1])
    books.spoil_ours(UNHEARD_OF, intent.id)
    books.spoil_ours("DELETE FROM payment_intents WHERE id = %s", other.id)

    report = await books.reconcile()

    kept = await books.payment_id(intent)
    [twice] = set(ids) - {kept}
    assert about(report, kept) == [("capture_not_booked", True)]
    assert about(report, twice) == [("captured_twice", False)]


async def test_a_capture_of_an_order_that_was_closed_meanwhile_goes_back(books: TwoBooks) -> None:
    order, intent = await books.lost()
    books.spoil_ours(
        "UPDATE order_payments SET closed_at = now() WHERE order_id = %s", order.order_id
    )

    report = await books.reconcile()

    assert about(report, await books.payment_id(intent)) == [("capture_not_booked", True)]
    assert await books.state(intent) == "cancelled"
    refunds = await books.system.refunds(order_id=order.order_id)
    assert [refund.amount_minor for refund in refunds.items] == [3_100]


async def test_one_capture_that_the_book_did_not_list_and_the_gateway_has_otherwise_is_found(
    books: TwoBooks,
) -> None:
    intent = await books.booked()
    payment_id = await books.payment_id(intent)
    books.spoil_gateway(
        "UPDATE charges SET amount_minor = 1, captured_at = '2020-01-01T00:00:00+00:00'"
        " WHERE checkout_id = ?",
        payment_id,
    )

    report = await books.reconcile()

    assert about(report, payment_id) == [("amount_differs", False)]


async def test_one_that_cannot_be_booked_does_not_hide_the_others(books: TwoBooks) -> None:
    _, broken = await books.lost()
    _, whole = await books.lost()
    books.spoil_ours(
        "UPDATE invoices SET time_zone = 'Nowhere/Land' WHERE id = %s", broken.invoice_id
    )

    report = await books.reconcile()

    assert about(report, await books.payment_id(broken)) == [("capture_not_booked", False)]
    assert about(report, await books.payment_id(whole)) == [("capture_not_booked", True)]


async def test_what_is_not_of_the_time_is_not_compared(books: TwoBooks) -> None:
    stranger = new_id("chk")
    books.spoil_gateway(
        "INSERT INTO checkouts (id, reference, state, amount_minor, currency, description,"
        " opened_at) VALUES (?, 'old', 'captured', 1, 'EUR', '', '')",
        stranger,
    )
    books.spoil_gateway(f"{CHARGE} VALUES (?, 1, 'EUR', '2023-01-01T12:00:00+00:00')", stranger)

    assert about(await books.reconcile(), stranger) == []


async def test_sums_of_both_books_are_told_by_gateway_and_currency(fresh_books: TwoBooks) -> None:
    books = fresh_books
    for _ in range(3):
        await books.lost()

    report = await books.reconcile()

    [book] = report.books
    assert (book.gateway, book.currency) == ("simulator", "EUR")
    assert (book.gateway_captured_count, book.booked_captured_count) == (3, 3)
    assert (book.gateway_captured_minor, book.booked_captured_minor) == (9_300, 9_300)
    assert (report.healed_count, report.person_count, report.unasked_count) == (3, 0, 0)
    assert report.agrees
    assert report.compared_counts["book"] == 3


async def test_sums_show_what_only_one_book_has(fresh_books: TwoBooks) -> None:
    books = fresh_books
    for _ in range(2):
        await books.booked()
    gone = await books.booked()
    books.spoil_gateway("DELETE FROM charges WHERE checkout_id = ?", await books.payment_id(gone))

    [book] = (await books.reconcile()).books

    assert (book.gateway_captured_minor, book.booked_captured_minor) == (6_200, 9_300)


async def test_a_gateway_whose_book_cannot_be_read_is_told(fresh_books: TwoBooks) -> None:
    books = fresh_books
    intent = await books.booked()
    books.to_simulator.app = None

    report = await books.reconcile()

    assert about(report, "gateway/simulator") == [("not_compared", False)]
    # What its book might have listed is not called missing.
    assert about(report, await books.payment_id(intent)) == []
    assert not report.agrees
