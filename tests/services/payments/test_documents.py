"""Invoices and credit notes: once, numbered without gaps, and adding up."""

import asyncio
from datetime import date
from functools import partial
from typing import Any

import pytest

from contracts.catalog import BillingCycle
from contracts.credits import CreditOutcome, CreditRequest, IssueCredit
from contracts.decisions import StartWouldGoUnbilled
from contracts.payments import NothingIsInvoiced, OpenPayment
from contracts.said import said
from tests.patience import eventually
from tests.services.payments.billing import (
    invoiced,
    is_as_previewed,
    moved,
    preview_and_issue,
    until_done,
)
from tests.services.payments.world import World, party, payment_order, request_invoice

pytestmark = pytest.mark.engines


async def test_two_hundred_parallel_invoices_get_consecutive_numbers(world: World) -> None:
    payer = party(partner_id=77)
    wanted = [request_invoice(payer=payer) for _ in range(200)]
    invoices = await asyncio.gather(
        *(until_done(partial(world.system.issue_invoice, one)) for one in wanted)
    )
    numbers = sorted(int(invoice.number or 0) for invoice in invoices)
    assert numbers == list(range(numbers[0], numbers[0] + 200))
    assert str(numbers[0]).endswith("77000001")


async def test_an_order_item_is_invoiced_once(world: World) -> None:
    wanted = request_invoice()
    invoices = await asyncio.gather(*(world.system.issue_invoice(wanted) for _ in range(10)))
    assert len({invoice.id for invoice in invoices}) == 1
    assert (invoices[0].state, invoices[0].paid_minor) == ("issued", 0)
    account = await world.account(wanted.party)
    assert account.balance_minor == 3_100


async def test_a_credit_note_issued_two_hundred_times_at_once_is_one(world: World) -> None:
    order = payment_order()
    await world.paid(order)
    command = _move(order, "2023-01-14", 1)
    outcomes = await asyncio.gather(
        *(until_done(partial(world.system.issue_credit, command)) for _ in range(200))
    )
    assert len({outcome.credit_note.id for outcome in outcomes if outcome.credit_note}) == 1
    assert all(outcome == outcomes[0] for outcome in outcomes)
    notes = (await world.system.credit_notes(order_id=order.order_id)).items
    assert [note.amount.gross_minor for note in notes] == [1_300]


async def test_the_preview_is_what_is_issued(world: World) -> None:
    order = payment_order(3_000, fee_minor=2_500)
    await world.paid(order)
    command = _move(order, "2023-01-14", 1)
    request = CreditRequest(order_item_id=command.order_item_id, new_start_on=command.new_start_on)
    preview = await world.system.preview_credit(request)
    assert (await world.system.credit_notes(order_id=order.order_id)).items == []
    outcome = await world.system.issue_credit(command)
    is_as_previewed(outcome, preview)
    assert outcome.credit_note is not None
    assert outcome.credit_note.amount == preview.target
    assert [line.amount.gross_minor for line in preview.lines] == [1_258, 0]


async def test_nothing_is_previewed_for_days_that_no_invoice_charges(world: World) -> None:
    invoice = await invoiced(world, "2023-03-31")
    item_id = invoice.items[0].order_item_id
    await world.system.issue_credit(moved(item_id, "2023-04-14"))
    for unbilled in ("2023-01-01", "2023-03-30"):
        asked = CreditRequest(order_item_id=item_id, new_start_on=date.fromisoformat(unbilled))
        with pytest.raises(StartWouldGoUnbilled, match="invoiced from 31 March 2023") as refused:
            await world.system.preview_credit(asked)
        assert refused.value.facts["invoiced_from_on"] == "2023-03-31"
    back = CreditRequest(order_item_id=item_id, new_start_on=date(2023, 3, 31))
    assert (await world.system.preview_credit(back)).target.gross_minor == 0


async def test_a_start_after_the_paid_period_is_previewed_with_a_warning(world: World) -> None:
    invoice = await invoiced(world, "2023-03-31", fee_minor=500)
    item_id = invoice.items[0].order_item_id
    within = await preview_and_issue(world, moved(item_id, "2023-04-29"))
    assert (within.preview.last_charged_on, within.preview.warning) == (date(2023, 4, 29), None)
    beyond = await preview_and_issue(world, moved(item_id, "2023-04-30", revision=2))
    assert beyond.preview.target.gross_minor == 3_000, "capped at what the days cost"
    assert beyond.preview.warning is not None
    assert beyond.preview.warning.facts["last_charged_on"] == "2023-04-29"
    told = "nothing of this order charges the service from 30 April 2023 on"
    assert told in beyond.preview.warning.text
    back = await preview_and_issue(world, moved(item_id, "2023-03-31", revision=3))
    assert back.preview.warning is None


async def test_the_day_of_what_is_bought_once_moves_freely_and_credits_nothing(
    world: World,
) -> None:
    invoice = await invoiced(world, "2023-03-31", cycle=BillingCycle(kind="once"))
    item_id = invoice.items[0].order_item_id
    for revision, start in enumerate(("2023-04-14", "2023-01-01"), start=1):
        outcome = await preview_and_issue(world, moved(item_id, start, revision))
        assert (outcome.preview.difference_minor, outcome.credit_note) == (0, None)


async def test_moved_forward_twice_and_back_leaves_one_note(world: World) -> None:
    order = payment_order(3_000)
    await world.paid(order)
    outcomes = [
        await world.system.issue_credit(_move(order, start, revision))
        for revision, start in enumerate(["2023-01-14", "2023-01-20", "2023-01-10"], start=1)
    ]
    first, second, back = (outcome.credit_note for outcome in outcomes)
    assert first is not None
    assert second is not None
    assert back is not None
    assert [note.amount.gross_minor for note in (first, second, back)] == [1_258, 581, 871]
    assert [note.unused_day_count for note in (first, second, back)] == [13, 6, 9]
    assert back.replaces == [second.number, first.number]
    notes = (await world.system.credit_notes(order_id=order.order_id)).items
    assert [note.state for note in notes] == ["refund_due", "voided", "voided"]
    account = await world.account(order.party)
    assert account.balance_minor == -871
    again = await world.system.issue_credit(_move(order, "2023-01-14", 1))
    assert again.credit_note is not None
    assert (again.credit_note.id, again.credit_note.state) == (first.id, "voided")


async def test_an_older_revision_that_comes_late_changes_nothing(world: World) -> None:
    order = payment_order(3_000)
    await world.paid(order)
    await world.system.issue_credit(_move(order, "2023-01-20", 2))
    late = await world.system.issue_credit(_move(order, "2023-01-14", 1))
    assert late.credit_note is None
    account = await world.account(order.party)
    assert account.balance_minor == -1_839


async def test_a_start_that_did_not_move_needs_no_document(world: World) -> None:
    order = payment_order()
    await world.paid(order)
    outcome = await world.system.issue_credit(_move(order, "2023-01-01", 1))
    assert outcome.credit_note is None
    assert outcome.preview.difference_minor == 0


async def test_a_rejection_goes_back_to_the_card_with_fees(world: World) -> None:
    order = payment_order(3_100, fee_minor=2_500)
    await world.paid(order)
    outcome = await world.system.issue_credit(_reject(order, "card"))
    assert outcome.credit_note is not None
    assert outcome.credit_note.amount.gross_minor == 5_600

    async def refunded() -> Any:
        [note] = (await world.system.credit_notes(order_id=order.order_id)).items
        return note if note.state == "refunded" else None

    await eventually(refunded)
    [refund] = (await world.system.refunds(order_id=order.order_id)).items
    assert (refund.state, refund.credit_note_id) == ("succeeded", outcome.credit_note.id)
    assert await world.charged_minor(order) == 0
    assert (await world.account(order.party)).balance_minor == 0


async def test_a_refund_waits_visibly_until_the_gateway_is_back(world: World) -> None:
    order = payment_order()
    await world.paid(order)
    simulator, world.to_simulator.app = world.to_simulator.app, None
    try:
        await world.system.issue_credit(_reject(order, "card"))

        async def told() -> Any:
            [refund] = (await world.system.refunds(order_id=order.order_id)).items
            return refund.failure

        await eventually(told)
    finally:
        world.to_simulator.app = simulator

    async def refunded() -> Any:
        [refund] = (await world.system.refunds(order_id=order.order_id)).items
        return refund if refund.state == "succeeded" else None

    assert (await eventually(refunded)).failure is None
    assert await world.charged_minor(order) == 0


async def test_a_refunded_note_stays_and_a_supplement_charges_the_excess(world: World) -> None:
    order = payment_order(3_000)
    await world.paid(order)
    moved = _move(order, "2023-01-14", 1).model_copy(update={"refund_to": "card"})
    await world.system.issue_credit(moved)
    back = await world.system.issue_credit(_move(order, "2023-01-10", 2))
    assert back.credit_note is None
    assert back.supplementary_invoice_id is not None
    supplement = await world.system.invoice(back.supplementary_invoice_id)
    assert (supplement.state, supplement.amount.gross_minor) == ("issued", 1_258 - 871)
    everything = await world.system.issue_credit(
        _reject(order, "balance").model_copy(update={"revision": 3})
    )
    assert everything.credit_note is not None
    assert everything.credit_note.amount.gross_minor == 3_000 - 871


async def test_a_note_on_an_unpaid_invoice_lowers_what_is_due(world: World) -> None:
    wanted = request_invoice()
    await world.system.issue_invoice(wanted)
    outcome: CreditOutcome = await world.system.issue_credit(
        IssueCredit(
            order_item_id=wanted.line.item_id,
            new_start_on=date(2023, 1, 14),
            revision=2,
            reason=said("others.words", words="Later"),
        )
    )
    assert outcome.credit_note is not None
    assert outcome.credit_note.state == "closed"
    account = await world.account(wanted.party)
    assert account.balance_minor == 1_800


async def test_what_was_never_invoiced_cannot_be_credited(world: World) -> None:
    order = payment_order()
    await world.open(order)
    with pytest.raises(NothingIsInvoiced):
        await world.system.issue_credit(_move(order, "2023-01-14", 1))


def _move(order: OpenPayment, start: str, revision: int) -> IssueCredit:
    return IssueCredit(
        order_item_id=order.lines[0].item_id,
        new_start_on=date.fromisoformat(start),
        revision=revision,
        reason=said("others.words", words="Installed then"),
    )


def _reject(order: OpenPayment, refund_to: str) -> IssueCredit:
    return IssueCredit.model_validate(
        {
            "order_item_id": order.lines[0].item_id,
            "full": True,
            "revision": 1,
            "reason": said("others.words", words="No line there"),
            "refund_to": refund_to,
        }
    )
