"""Refunds in both books; and webhooks that were kept and forgotten."""

import pytest

from contracts.payments import OpenPayment, PaymentIntentView
from tests.patience import eventually
from tests.services.payments.reconciling.world import OPERATOR, TwoBooks, about, found
from wording.telling import words

pytestmark = pytest.mark.engines


async def _given_back(books: TwoBooks, card: str = "success") -> tuple[OpenPayment, str]:
    """An order whose money goes back, as it came after the end; its refund's id."""
    order, intent = await books.lost(card)
    books.spoil_ours("UPDATE payment_intents SET state = 'cancelled' WHERE id = %s", intent.id)
    await books.reconcile()

    async def wanted() -> str | None:
        refunds = (await books.system.refunds(order_id=order.order_id)).items
        return refunds[0].id if refunds else None

    return order, await eventually(wanted)


async def _refunded(books: TwoBooks, card: str = "success") -> tuple[OpenPayment, str]:
    order, refund_id = await _given_back(books, card)

    async def done() -> bool | None:
        state = (await books.system.refunds(order_id=order.order_id)).items[0].state
        return True if state == "succeeded" else None

    await eventually(done)
    books.clock.advance(seconds=1)
    return order, refund_id


async def _refund_by_hand(books: TwoBooks, intent: PaymentIntentView, amount_minor: int) -> str:
    """In the gateway's own pages, behind our back."""
    body = {
        "checkout_id": await books.payment_id(intent),
        "amount_minor": amount_minor,
        "currency": "EUR",
    }
    headers = {"Idempotency-Key": f"dashboard/{intent.id}"}
    made = await books.simulator.post("/v1/refunds", json=body, headers=headers)
    assert made.status_code == 200, made.text
    books.clock.advance(seconds=1)
    return str(made.json()["id"])


def _gateways_id(books: TwoBooks, refund_id: str) -> str:
    rows = books.query("SELECT gateway_refund_id FROM refunds WHERE id = %s", refund_id)
    return str(rows[0][0])


async def test_a_refund_that_both_books_have_is_no_difference(books: TwoBooks) -> None:
    _, refund_id = await _refunded(books)

    report = await books.reconcile()

    assert about(report, refund_id, _gateways_id(books, refund_id)) == []


async def test_a_refund_made_at_the_gateway_by_hand_needs_a_person(books: TwoBooks) -> None:
    intent = await books.booked()
    theirs = await _refund_by_hand(books, intent, 1_000)

    report = await books.reconcile()

    finding = found(report, "refund_unknown", theirs)
    assert finding
    assert finding.needs_a_person
    assert f"order {intent.order_id}" in words(finding.detail)


async def test_a_refund_of_another_amount_needs_a_person(books: TwoBooks) -> None:
    _, refund_id = await _refunded(books)
    theirs = _gateways_id(books, refund_id)
    books.spoil_gateway("UPDATE refunds SET amount_minor = 3000 WHERE id = ?", theirs)

    report = await books.reconcile()

    assert about(report, theirs, refund_id) == [("refund_differs", False)]


@pytest.mark.parametrize("days", [7, 0.5])
async def test_a_refund_that_failed_at_the_gateway_after_all_is_booked_back_and_waits_for_a_person(
    fresh_books: TwoBooks, days: float
) -> None:
    """Whether the run reads the gateway's book of that time, or only asks about ours."""
    books = fresh_books
    order, refund_id = await _refunded(books, "refund_comes_back")
    theirs = _gateways_id(books, refund_id)
    assert (await books.simulator.post(f"/v1/refunds/{theirs}/settle")).json()["state"] == "failed"
    if days < 1:
        books.spoil_gateway("UPDATE refunds SET made_at = '2020-01-01T00:00:00+00:00'")
    books.clock.advance(minutes=16)

    first = await books.reconcile(days)
    books.clock.advance(hours=23)
    second = await books.reconcile()

    assert ("refund_failed", True) in about(first, theirs, refund_id)
    [reason] = books.flags.raised[order.order_id]
    assert "came back after it had succeeded: The card's account was closed meanwhile" in reason
    assert about(second, theirs, refund_id) == [("refund_overdue", False)]
    assert not await _is_given_back(books, order)
    await books.acting(OPERATOR).retry_refund(refund_id, key="try-again")
    await eventually(lambda: _is_given_back(books, order))
    books.clock.advance(hours=23)
    assert (await books.reconcile()).agrees


async def test_a_booked_refund_that_the_gateway_does_not_have_needs_a_person(
    books: TwoBooks,
) -> None:
    _, refund_id = await _refunded(books)
    books.spoil_gateway("DELETE FROM refunds WHERE id = ?", _gateways_id(books, refund_id))

    report = await books.reconcile()

    assert about(report, refund_id) == [("refund_missing", False)]


async def test_a_refund_whose_answer_was_lost_is_booked(books: TwoBooks) -> None:
    order, refund_id = await _refunded(books)
    before = await books.system.account(order.party.customer_id, partner_id=order.party.partner_id)
    books.spoil_ours(
        "UPDATE refunds SET state = 'pending', settled_at = NULL, gateway_refund_id = NULL,"
        " tried_at = created_at WHERE id = %s",
        refund_id,
    )
    _unbook_refund(books, refund_id)

    report = await books.reconcile()

    assert about(report, refund_id) == [("refund_not_booked", True)]
    await eventually(lambda: _is_given_back(books, order))
    after = await books.system.account(order.party.customer_id, partner_id=order.party.partner_id)
    assert after.balance_minor == before.balance_minor


def _unbook_refund(books: TwoBooks, refund_id: str) -> None:
    source = f"refund/{refund_id}"
    books.spoil_ours(
        "DELETE FROM ledger_postings WHERE entry_id IN"
        " (SELECT id FROM ledger_entries WHERE source = %s)",
        source,
    )
    books.spoil_ours("DELETE FROM ledger_entries WHERE source = %s", source)


async def test_a_refund_whose_workflow_is_gone_gets_it_again(books: TwoBooks) -> None:
    order, refund_id = await _refunded(books)
    books.signals.forget(refund_id)
    _unbook_refund(books, refund_id)
    books.spoil_gateway("DELETE FROM refunds WHERE id = ?", _gateways_id(books, refund_id))
    books.spoil_gateway("DELETE FROM keys WHERE key LIKE 'refund/%'")
    books.spoil_ours(
        "UPDATE refunds SET state = 'pending', settled_at = NULL, gateway_refund_id = NULL,"
        " tried_at = NULL WHERE id = %s",
        refund_id,
    )
    books.clock.advance(minutes=16)

    report = await books.reconcile()

    assert about(report, refund_id) == [("workflow_missing", True)]
    await eventually(lambda: _is_given_back(books, order))


async def test_a_refund_that_is_not_done_for_a_day_needs_a_person(books: TwoBooks) -> None:
    _, refund_id = await _given_back(books, "refund_pending")
    books.clock.advance(hours=2)
    assert about(await books.reconcile(), refund_id) == []
    books.clock.advance(hours=23)

    report = await books.reconcile()

    assert about(report, refund_id) == [("refund_overdue", False)]


async def test_a_refund_that_was_refused_for_good_waits_for_a_person(books: TwoBooks) -> None:
    order, refund_id = await _refunded(books)
    _unbook_refund(books, refund_id)
    books.spoil_gateway("DELETE FROM refunds WHERE id = ?", _gateways_id(books, refund_id))
    books.spoil_gateway("DELETE FROM keys WHERE key LIKE 'refund/%'")
    books.spoil_ours(
        "UPDATE refunds SET state = 'failed', settled_at = NULL, gateway_refund_id = NULL,"
        ' tried_at = NULL, tries = 5, failure = \'{"code": "refund.refused"}\' WHERE id = %s',
        refund_id,
    )
    books.clock.advance(minutes=16)

    report = await books.reconcile()

    assert about(report, refund_id) == [("refund_overdue", False)]
    assert (await books.reconcile()).person_count
    assert not await _is_given_back(books, order)


@pytest.mark.parametrize(("age_days", "found"), [(13, 0), (14, 1), (15, 0), (30, 1), (90, 1)])
async def test_a_refund_is_asked_about_again_when_it_has_got_to_an_age(
    fresh_books: TwoBooks, age_days: int, found: int
) -> None:
    books = fresh_books
    _, refund_id = await _refunded(books, "refund_comes_back")
    theirs = _gateways_id(books, refund_id)
    await books.simulator.post(f"/v1/refunds/{theirs}/settle")
    books.clock.advance(days=age_days, hours=1)

    report = await books.reconcile()

    assert about(report, refund_id).count(("refund_failed", True)) == found


async def _is_given_back(books: TwoBooks, order: OpenPayment) -> bool | None:
    [refund] = (await books.system.refunds(order_id=order.order_id)).items
    return refund.state == "succeeded" or None


async def test_a_ledger_that_is_not_what_the_documents_say_needs_a_person(
    fresh_books: TwoBooks,
) -> None:
    books = fresh_books
    intent = await books.booked()
    assert (await books.reconcile()).agrees
    books.spoil_ours("UPDATE payments SET amount_minor = 3000 WHERE intent_id = %s", intent.id)
    books.spoil_ours("UPDATE ledger_entries SET reference = 'x' WHERE kind = 'invoice'")

    report = await books.reconcile()

    differing = {one.subject for one in report.findings if one.kind == "ledger_differs"}
    assert "account_differs/clearing/simulator" in differing
    assert any(subject.startswith("entry_changed/") for subject in differing)
    assert not report.agrees


async def test_a_webhook_that_nobody_works_on_any_more_is_worked_on(books: TwoBooks) -> None:
    _, intent = await books.lost()
    _keep(books, "evt_forgotten", await books.payment_id(intent), intent.id)
    books.clock.advance(hours=2)

    report = await books.reconcile(days=0.001)

    assert about(report, "simulator/evt_forgotten") == [("webhook_unprocessed", True)]
    assert await books.state(intent) == "captured"


async def test_a_webhook_that_cannot_be_worked_on_needs_a_person(books: TwoBooks) -> None:
    _keep(books, "evt_of_nobody", "chk_nobody", "pi_nobody")
    books.clock.advance(hours=2)

    report = await books.reconcile(days=0.001)

    assert about(report, "simulator/evt_of_nobody") == [("webhook_unprocessed", False)]


async def test_a_webhook_that_was_dismissed_is_reported_no_more(books: TwoBooks) -> None:
    _keep(books, "evt_dismissed", "chk_of_nobody", "pi_of_nobody")
    books.spoil_ours(
        "INSERT INTO outbox (topic, key, payload, due_at, delivered_at, last_error)"
        " VALUES ('event_kept', 'simulator/evt_dismissed', '{}', now(), now(), 'dismissed by')"
    )
    books.clock.advance(hours=2)

    report = await books.reconcile(days=0.001)

    assert about(report, "simulator/evt_dismissed") == []


def _keep(books: TwoBooks, event_id: str, payment_id: str, reference: str) -> None:
    """Kept, but its outbox message was lost."""
    books.spoil_ours(
        "INSERT INTO webhook_inbox (gateway, event_id, event, received_at) VALUES ('simulator', %s,"
        " jsonb_build_object('payment_id', %s::text, 'reference', %s::text), %s)",
        event_id,
        payment_id,
        reference,
        books.clock(),
    )
