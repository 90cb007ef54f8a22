"""Refunds are made once, retried until they are done, and settled by a person if they cannot be."""

import asyncio
import json
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.ids import new_id
from contracts.actors import Actor
from contracts.bookkeeping import RecordPayment
from contracts.message import Language
from contracts.payments import OpenPayment
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.refunds import (
    RefundHasNotFailed,
    RefundIsNotPlausible,
    RefundView,
    SettleRefundByHand,
)
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from simulator.messages import RefundMade
from simulator.signing import HEADER, sign_webhook
from tests.patience import eventually
from tests.services.payments.conftest import WEBHOOK_SECRET
from tests.services.payments.refunding import (
    LostAnswers,
    given_back,
    key,
    paid_by,
    refund_of,
    until,
    until_told,
)
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)
TODAY = datetime.now(UTC).date()
HANDED_OUT = SettleRefundByHand(method="cash", reference="receipt 7", given_back_on=TODAY)


async def test_a_refund_that_is_on_its_way_is_asked_about_and_not_made_again(world: World) -> None:
    order = await paid_by(world, "refund_pending")
    refund = await given_back(world, order)
    for days in (0, 1, 9):
        with world.clock.later(timedelta(days=days)):
            assert (await world.signals.ask_for(refund.id)).outcome == "on_its_way"
    now = await world.system.refund(refund.id)
    assert (now.state, now.tries, now.failure) == ("pending", 0, None)
    [made] = await _at_the_gateway(world, order)
    await _settle(world, made)
    done = await until(world, refund, "succeeded")
    assert done.settled_at is not None
    assert done.by_hand is None
    assert len(await _at_the_gateway(world, order)) == 1


async def test_a_webhook_has_a_pending_refund_looked_at_now(world: World) -> None:
    order = await paid_by(world, "refund_pending")
    refund = await given_back(world, order)
    await until_told(world, refund, "on_its_way")
    [made] = await _at_the_gateway(world, order)
    await _settle(world, made)
    await _tell(world, order, made.checkout_id)
    await until(world, refund, "succeeded", hurry=False)


@pytest.mark.parametrize("card", ["refund_fails_once", "refund_pending_then_failure"])
async def test_a_refusal_is_tried_again_with_a_new_key(world: World, card: str) -> None:
    order = await paid_by(world, card)
    refund = await given_back(world, order)
    if card == "refund_pending_then_failure":
        await until_told(world, refund, "on_its_way")
        [made] = await _at_the_gateway(world, order)
        await _settle(world, made)
    done = await until(world, refund, "succeeded")
    assert (done.tries, done.failure) == (1, None)
    states = sorted(made.state for made in await _at_the_gateway(world, order))
    assert states == ["failed", "succeeded"]
    assert await world.charged_minor(order) == 0
    assert order.order_id not in world.flags.raised


async def test_what_is_refused_for_good_is_flagged_and_tried_again_by_a_person(
    world: World,
) -> None:
    order = await paid_by(world, "refund_refused")
    refund = await given_back(world, order)
    failed = await until(world, refund, "failed")
    assert (failed.tries, failed.failure and failed.failure.text) == (
        5,
        "The card's account was closed; it takes no refund.",
    )
    customer = world.acting(
        Actor(kind="customer", id=order.party.customer_id, partner_id=order.party.partner_id)
    )
    for seen in (await customer.refund(refund.id), (await customer.refunds()).items[0]):
        assert (seen.state, seen.tries, seen.failure) == ("failed", 0, None)
    await _flagged(world, order, 1)
    assert "€31.00" in world.flags.raised[order.order_id][0]
    admin, same = world.acting(ADMIN), key()

    again = await admin.retry_refund(refund.id, key=same)

    assert again.state == "pending"
    assert await admin.retry_refund(refund.id, key=same) == again
    with pytest.raises(RefundHasNotFailed):
        await admin.retry_refund(refund.id, key=key())
    await until(world, refund, "failed", tries=10)
    await _flagged(world, order, 2)
    assert [m.state for m in await _at_the_gateway(world, order)] == ["failed"] * 10
    assert len({m.reference for m in await _at_the_gateway(world, order)}) == 10


async def test_a_failed_refund_is_given_back_by_hand_once(world: World) -> None:
    order = await paid_by(world, "refund_refused")
    refund = await given_back(world, order)
    await until(world, refund, "failed")
    admins = [world.acting(Actor(kind="admin", id=name, partner_id=1)) for name in "abcde"]

    answers = await asyncio.gather(
        *(admin.settle_refund_by_hand(refund.id, HANDED_OUT, key=key()) for admin in admins),
        return_exceptions=True,
    )

    [settled] = [answer for answer in answers if isinstance(answer, RefundView)]
    assert [type(a) for a in answers if a is not settled] == [RefundHasNotFailed] * 4
    assert settled.state == "succeeded"
    assert settled.by_hand is not None
    assert settled.by_hand.model_dump() == HANDED_OUT.model_dump()
    with pytest.raises(RefundHasNotFailed):
        await world.acting(ADMIN).retry_refund(refund.id, key=key())
    account = await world.account(order.party)
    assert [e.kind for e in account.entries] == ["refund", "credit_note", "payment", "invoice"]
    assert account.balance_minor == 0
    [note] = (await world.system.credit_notes(order_id=order.order_id)).items
    assert note.state == "refunded"
    async with world.context.database.autocommit() as connection:
        assert (await audit_page(connection, None)).findings == []


async def test_what_is_not_plausible_or_still_on_its_way_is_not_settled_by_hand(
    world: World,
) -> None:
    order = await paid_by(world, "refund_pending")
    refund = await given_back(world, order)
    admin = world.acting(ADMIN)
    with pytest.raises(RefundHasNotFailed):
        await admin.settle_refund_by_hand(refund.id, HANDED_OUT, key=key())
    tomorrow = HANDED_OUT.model_copy(update={"given_back_on": TODAY + timedelta(days=2)})
    with pytest.raises(RefundIsNotPlausible):
        await admin.settle_refund_by_hand(refund.id, tomorrow, key=key())
    for stranger in ("retry_refund", "settle_refund_by_hand"):
        body = (HANDED_OUT,) if stranger == "settle_refund_by_hand" else ()
        other = world.acting(Actor(kind="admin", id="bea", partner_id=2))
        with pytest.raises(ObjectIsNotFound):
            await getattr(other, stranger)(refund.id, *body, key=key())
        customer = Actor(kind="customer", id=order.party.customer_id, partner_id=1)
        with pytest.raises(ActionIsNotAllowed):
            await getattr(world.acting(customer), stranger)(refund.id, *body, key=key())
        assert (await world.acting(customer).refund(refund.id)).id == refund.id


async def test_a_gateway_that_gives_nothing_back_leaves_it_to_a_person(world: World) -> None:
    order = payment_order().model_copy(update={"payment_method": "offline"})
    intent = await world.open(order)
    came = RecordPayment(
        amount_minor=3_100,
        currency="EUR",
        method="bank_transfer",
        received_on=date(2023, 1, 16),
        reference=f"statement {intent.id}",
    )
    await world.acting(ADMIN).record_offline_receipt(intent.id, came, key=key())
    refund = await given_back(world, order)
    await until(world, refund, "failed", hurry=False)
    told_in: dict[Language, str] = {
        "en": "The gateway offline gives no money back; a person has to.",
        "de": "Der Zahlungsdienst offline erstattet kein Geld; das muss ein Mensch tun.",
        "fr": "Le prestataire de paiement offline ne rembourse rien ; une personne doit le faire.",
    }
    for language, words in told_in.items():
        seen = await world.acting(ADMIN).speaking(language).refund(refund.id)
        assert seen.failure
        assert (seen.failure.code, seen.failure.text) == ("refund.by_hand", words)
    await _flagged(world, order, 1)
    settled = await world.acting(ADMIN).settle_refund_by_hand(refund.id, HANDED_OUT, key=key())
    assert settled.state == "succeeded"
    async with world.context.database.autocommit() as connection:
        assert (await audit_page(connection, None)).findings == []


@pytest.mark.parametrize("asked_in_vain", [False, True], ids=["answers lost", "never arrived"])
@pytest.mark.parametrize("later", [timedelta(minutes=2), timedelta(days=2)], ids=["soon", "late"])
async def test_an_unknown_refund_becomes_one_refund(
    world: World, monkeypatch: pytest.MonkeyPatch, asked_in_vain: bool, later: timedelta
) -> None:
    order = await paid_by(world, "success")
    losing = LostAnswers(world.to_simulator, asked_in_vain=asked_in_vain)
    with monkeypatch.context() as patched:
        patched.setattr(world.to_simulator, "handle_async_request", losing.handle_async_request)
        refund = await given_back(world, order)
        await eventually(lambda: _has_lost(losing))
        await eventually(lambda: _says(world, refund, "no usable answer"))
    with world.clock.later(later):
        await until(world, refund, "succeeded")
    assert [made.state for made in await _at_the_gateway(world, order)] == ["succeeded"]
    assert await world.charged_minor(order) == 0


async def _has_lost(losing: LostAnswers) -> bool | None:
    return losing.lost > 0 or None


async def _says(world: World, refund: RefundView, words: str) -> bool | None:
    now = await world.system.refund(refund.id)
    return words in (now.failure.text if now.failure else "") or None


async def _flagged(world: World, order: OpenPayment, times: int) -> None:
    async def is_flagged() -> bool | None:
        return len(world.flags.raised.get(order.order_id, [])) == times or None

    await eventually(is_flagged)


async def _at_the_gateway(world: World, order: OpenPayment) -> list[RefundMade]:
    refund = await refund_of(world, order)
    refunds = (await world.book()).refunds
    return [made for made in refunds if made.reference.startswith(f"refund/{refund.id}/")]


async def _settle(world: World, made: RefundMade) -> None:
    answer = await world.simulator.post(f"/v1/refunds/{made.id}/settle")
    assert answer.status_code == 200


async def _tell(world: World, order: OpenPayment, checkout_id: str) -> None:
    [intent] = (await world.system.intents_of_order(order.order_id)).items
    event = {"id": new_id("evt"), "payment_id": checkout_id, "reference": intent.id}
    body = json.dumps(event).encode()
    signature = sign_webhook(WEBHOOK_SECRET, body, int(time.time()))
    answer = await world.raw.post(
        "/v1/webhooks/simulator", content=body, headers={HEADER: signature}
    )
    assert answer.status_code == 200
