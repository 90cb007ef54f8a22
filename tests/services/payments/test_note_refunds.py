"""What a credit note owes goes back to the card later, in full or in part, and never twice."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from chassis.ids import new_id
from contracts.actors import Actor
from contracts.credits import CreditNoteView
from contracts.payments import OpenPayment
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.refunds import (
    CreditNoteOwesNothing,
    NoGatewayTookThePayment,
    RefundCreditNote,
    RefundExceedsWhatIsLeft,
    RefundView,
)
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from tests.patience import eventually
from tests.services.payments.billing import invoiced, moved, receive, rejected
from tests.services.payments.refunding import key, until
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)
ALL_THAT_IS_LEFT = RefundCreditNote()


async def test_a_note_goes_back_in_parts_and_is_refunded_with_the_last(world: World) -> None:
    order, note = await _credited(world)
    first = await _give(world, note, 500)
    assert (first.amount_minor, first.credit_note_id) == (500, note.id)
    await until(world, first, "succeeded")
    assert (await _note_of(world, order)).state == "refund_due"

    second = await _give(world, note)

    assert second.amount_minor == 1_258 - 500
    await until(world, second, "succeeded")
    await eventually(lambda: _is_refunded(world, order))
    assert await world.charged_minor(order) == 3_000 - 1_258
    assert (await world.account(order.party)).balance_minor == 0
    with pytest.raises(CreditNoteOwesNothing):
        await _give(world, note)
    async with world.context.database.autocommit() as connection:
        assert (await audit_page(connection, None)).findings == []


async def test_a_request_that_comes_twice_refunds_once(world: World) -> None:
    _, note = await _credited(world)
    admin, same = world.acting(ADMIN), key()
    first = await admin.refund_credit_note(note.id, RefundCreditNote(amount_minor=500), key=same)
    async with world.context.database.autocommit() as connection:
        await connection.execute(text("DELETE FROM idempotency_keys"))
    again = await admin.refund_credit_note(note.id, RefundCreditNote(amount_minor=500), key=same)
    assert again.id == first.id
    assert len((await world.system.refunds(order_id=note.order_id)).items) == 1


async def test_of_many_at_once_only_as_much_as_is_owed_goes_back(world: World) -> None:
    order, note = await _credited(world)
    answers = await asyncio.gather(
        *(_give(world, note, 500) for _ in range(8)), return_exceptions=True
    )
    made = [answer for answer in answers if isinstance(answer, RefundView)]
    refused = [answer for answer in answers if isinstance(answer, RefundExceedsWhatIsLeft)]
    assert (len(made), len(refused)) == (2, 6)
    assert {problem.facts["left_minor"] for problem in refused} == {1_258 - 1_000}
    for refund in made:
        await until(world, refund, "succeeded")
    assert await world.charged_minor(order) == 3_000 - 1_000


async def test_a_note_of_an_invoice_that_was_paid_in_cash_stays_on_the_balance(
    world: World,
) -> None:
    invoice = await invoiced(world)
    await receive(world, invoice.id, 3_000)
    item_id = invoice.items[0].order_item_id
    outcome = await world.system.issue_credit(moved(item_id, "2023-01-14"))
    assert outcome.credit_note is not None
    with pytest.raises(NoGatewayTookThePayment):
        await _give(world, outcome.credit_note)


async def test_a_note_that_lowered_an_unpaid_invoice_owes_nothing(world: World) -> None:
    invoice = await invoiced(world)
    item_id = invoice.items[0].order_item_id
    outcome = await world.system.issue_credit(moved(item_id, "2023-01-14"))
    assert outcome.credit_note is not None
    with pytest.raises(CreditNoteOwesNothing):
        await _give(world, outcome.credit_note)


async def test_a_card_gives_back_what_it_paid_and_the_rest_stays_on_the_balance(
    world: World,
) -> None:
    """The start was moved on and its credit refunded; moved back, the excess was charged anew, by
    another invoice that was paid in cash."""
    order, note = await _credited(world)
    await until(world, await _give(world, note), "succeeded")
    item_id = order.lines[0].item_id
    back = await world.system.issue_credit(moved(item_id, "2023-01-10", 2))
    await receive(world, back.supplementary_invoice_id or "", 1_258 - 871)
    await world.system.issue_credit(rejected(item_id, 3, refund_to="card"))

    refunds = (await world.system.refunds(order_id=order.order_id)).items

    assert [refund.amount_minor for refund in refunds] == [3_000 - 1_258, 1_258]
    await until(world, refunds[0], "succeeded")
    assert await world.charged_minor(order) == 0
    [newest, *_] = (await world.system.credit_notes(order_id=order.order_id)).items
    assert (newest.state, newest.amount.gross_minor) == ("refund_due", 3_000 - 871)
    with pytest.raises(RefundExceedsWhatIsLeft):
        await _give(world, newest)


@pytest.mark.parametrize("amount_minor", [3_001, 1_259])
async def test_the_database_refuses_to_give_back_more_than_came_or_is_owed(
    world: World, amount_minor: int
) -> None:
    order, note = await _credited(world)
    [intent] = (await world.system.intents_of_order(order.order_id)).items
    with pytest.raises(IntegrityError, match="would be refunded"):
        async with world.context.database.begin() as connection:
            await connection.execute(
                text(
                    "INSERT INTO refunds (id, business_key, order_id, customer_id, partner_id,"
                    " currency, intent_id, credit_note_id, amount_minor, state, tries)"
                    " VALUES (:id, :id, :order, 'cus', 1, 'EUR', :intent, :note, :amount,"
                    " 'pending', 0)"
                ),
                {
                    "id": new_id("ref"),
                    "order": order.order_id,
                    "intent": intent.id,
                    "note": note.id if amount_minor == 1_259 else None,
                    "amount": amount_minor,
                },
            )


async def test_only_staff_of_the_partner_refund_a_note(world: World) -> None:
    order, note = await _credited(world)
    customer = Actor(kind="customer", id=order.party.customer_id, partner_id=1)
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(customer).refund_credit_note(note.id, ALL_THAT_IS_LEFT, key=key())
    stranger = world.acting(Actor(kind="admin", id="bea", partner_id=2))
    with pytest.raises(ObjectIsNotFound):
        await stranger.refund_credit_note(note.id, ALL_THAT_IS_LEFT, key=key())


async def _credited(world: World) -> tuple[OpenPayment, CreditNoteView]:
    """An order over 30.00 EUR paid by card, with a note of 12.58 EUR on the balance."""
    order = payment_order(3_000)
    await world.paid(order)
    outcome = await world.system.issue_credit(moved(order.lines[0].item_id, "2023-01-14"))
    assert outcome.credit_note is not None
    return order, outcome.credit_note


async def _give(world: World, note: CreditNoteView, amount_minor: int | None = None) -> RefundView:
    wanted = RefundCreditNote(amount_minor=amount_minor)
    return await world.acting(ADMIN).refund_credit_note(note.id, wanted, key=key())


async def _note_of(world: World, order: OpenPayment) -> CreditNoteView:
    [note] = (await world.system.credit_notes(order_id=order.order_id)).items
    return note


async def _is_refunded(world: World, order: OpenPayment) -> bool | None:
    return (await _note_of(world, order)).state == "refunded" or None
