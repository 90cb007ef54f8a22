"""Refunds that succeed and come back: the customer is owed the money again, and gets it once."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contracts.actors import Actor
from contracts.credits import CreditNoteView
from contracts.payments import GatewayIsUnavailable, OpenPayment
from contracts.refunds import RefundView, SettleRefundByHand
from services.payments.gateways.port import GatewayRefund, RefundOrder
from services.payments.messages import EventKept
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from services.payments.use_cases.collecting.receive_webhook import process_event
from services.payments.use_cases.refunding.take_back_refund import (
    look_at_made_refund,
    take_back_refund,
)
from tests.patience import eventually
from tests.services.payments.refunding import (
    checkout_of,
    comes_back,
    given_back,
    key,
    paid_by,
    until,
)
from tests.services.payments.world import World

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)
GIVEN = ["refund", "credit_note", "payment", "invoice"]


async def test_it_is_booked_back_once_and_given_back_anew(world: World) -> None:
    order, refund = await _refunded(world)
    await comes_back(world, order)

    await asyncio.gather(*(look_at_made_refund(world.context, refund.id) for _ in range(8)))

    failed = await world.system.refund(refund.id)
    assert (failed.state, failed.tries, failed.settled_at) == ("failed", 1, None)
    assert failed.failure
    assert failed.failure.code == "refund.came_back"
    assert (await _note(world, order)).state == "refund_due"
    await _books_say(world, order, ["refund_return", *GIVEN], -3_100)
    await _is_flagged_once(world, order)

    await world.acting(ADMIN).retry_refund(refund.id, key=key())

    await until(world, refund, "succeeded")
    await eventually(lambda: _is_refunded(world, order))
    await _books_say(world, order, ["refund", "refund_return", *GIVEN], 0)
    assert await world.charged_minor(order) == 0


async def test_a_person_may_give_it_back_instead(world: World) -> None:
    order, refund = await _refunded(world)
    await comes_back(world, order)
    await look_at_made_refund(world.context, refund.id)
    given = SettleRefundByHand(method="cash", reference="R-1", given_back_on=date(2023, 1, 2))

    await world.acting(ADMIN).settle_refund_by_hand(refund.id, given, key=key())
    await look_at_made_refund(world.context, refund.id)

    assert (await world.system.refund(refund.id)).state == "succeeded"
    assert (await _note(world, order)).state == "refunded"
    await _books_say(world, order, ["refund", "refund_return", *GIVEN], 0)


async def test_any_event_of_its_payment_makes_us_look(world: World) -> None:
    order, refund = await _refunded(world)
    await comes_back(world, order)

    await process_event(world.context, _event("evt_later", await checkout_of(world, order)))

    assert (await world.system.refund(refund.id)).state == "failed"


async def test_a_repeated_answer_that_was_overtaken_is_not_booked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gateway repeats its first answer to a key, also after the refund came back."""
    gateway = world.context.gateways.default
    order, ask = await paid_by(world, "refund_comes_back"), gateway.refund
    answers: list[GatewayRefund] = []

    async def answer_is_lost(wanted: RefundOrder) -> GatewayRefund:
        answers.append(await ask(wanted))
        raise GatewayIsUnavailable(detail="The answer is lost.")

    async def first_answer(_: RefundOrder) -> GatewayRefund:
        return answers[0]

    monkeypatch.setattr(gateway, "refund", answer_is_lost)
    refund = await given_back(world, order)
    await eventually(lambda: _has(answers))
    await comes_back(world, order)
    monkeypatch.setattr(gateway, "refund", first_answer)

    pending = await until(world, refund, "pending", tries=1)

    assert answers[0].state == "succeeded"
    assert pending.failure
    assert pending.failure.text == "The card's account was closed meanwhile; the money came back."
    await _books_say(world, order, GIVEN[1:], -3_100)


async def _has(answers: list[GatewayRefund]) -> bool | None:
    return bool(answers) or None


async def test_one_that_the_gateway_does_not_know_keeps_nothing_waiting(world: World) -> None:
    order, refund = await _refunded(world)
    async with world.context.database.autocommit() as connection:
        lost = text("UPDATE refunds SET gateway_refund_id = 'rfd_lost' WHERE id = :id")
        await connection.execute(lost, {"id": refund.id})

    for number in range(2):
        payment_id = await checkout_of(world, order)
        await process_event(world.context, _event(f"evt_{number}", payment_id))

    raised = await eventually(lambda: _raised(world, order))
    assert len(raised) == 1
    assert "has an unclear outcome" in raised[0]


async def test_what_the_gateway_made_under_another_id_is_not_taken_back(world: World) -> None:
    order, refund = await _refunded(world)
    assert not await take_back_refund(world.context, refund.id, "rfd_of_another", None)
    assert (await world.system.refund(refund.id)).state == "succeeded"
    await _books_say(world, order, GIVEN, 0)


async def test_a_refunded_note_is_not_due_again_while_its_money_is_gone(world: World) -> None:
    order, _ = await _refunded(world)
    note = await _note(world, order)
    change = text("UPDATE credit_notes SET state = 'refund_due' WHERE id = :id")
    async with world.context.database.autocommit() as connection:
        with pytest.raises(DBAPIError, match=r"All that credit note .* owes has gone back"):
            await connection.execute(change, {"id": note.id})


async def _refunded(world: World) -> tuple[OpenPayment, RefundView]:
    """A rejected order over 31.00 EUR whose money has gone back, for now."""
    order = await paid_by(world, "refund_comes_back")
    refund = await given_back(world, order)
    await until(world, refund, "succeeded")
    await eventually(lambda: _is_refunded(world, order))
    return order, refund


async def _note(world: World, order: OpenPayment) -> CreditNoteView:
    [note] = (await world.system.credit_notes(order_id=order.order_id)).items
    return note


async def _is_refunded(world: World, order: OpenPayment) -> bool | None:
    return (await _note(world, order)).state == "refunded" or None


async def _books_say(world: World, order: OpenPayment, kinds: list[str], balance: int) -> None:
    account = await world.account(order.party)
    assert [entry.kind for entry in account.entries] == kinds
    assert account.balance_minor == balance
    async with world.context.database.autocommit() as connection:
        assert (await audit_page(connection, None)).findings == []


async def _is_flagged_once(world: World, order: OpenPayment) -> None:
    raised = await eventually(lambda: _raised(world, order))
    assert len(raised) == 1
    assert "€31.00 came back after it had succeeded" in raised[0]


async def _raised(world: World, order: OpenPayment) -> list[str] | None:
    return world.flags.raised.get(order.order_id)


def _event(event_id: str, payment_id: str) -> EventKept:
    return EventKept(gateway="simulator", event_id=event_id, payment_id=payment_id)
