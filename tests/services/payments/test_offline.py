"""Bank transfers and cash: instructions instead of a page, and money that an admin records."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from chassis.ids import new_id
from contracts.actors import Actor, Audience
from contracts.bookkeeping import (
    InvoiceIsNotOpen,
    PaymentExceedsWhatIsDue,
    PaymentIsLessThanWhatIsDue,
    PaymentIsNotOffline,
    PaymentIsNotPlausible,
    PaymentReferenceIsUsed,
    ReceivedPayment,
    RecordPayment,
)
from contracts.payments import (
    ClosePayment,
    OpenPayment,
    PaymentAttemptIsOutdated,
    PaymentIntentView,
)
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.refunds import RefundView, SettleRefundByHand
from services.payments.gateways.offline import statements as offline
from tests.patience import eventually
from tests.services.payments.world import World, next_attempt, payment_order

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)
CAME_ON = date(2023, 1, 16)


async def test_the_customer_gets_instructions_and_the_receipt_pays_the_order(world: World) -> None:
    order = _by_transfer()
    intent = await world.open(order)
    assert (intent.gateway, intent.state, intent.page_url) == ("offline", "open", None)
    assert intent.instructions is not None
    assert "Amount: €31.00\nPayment reference: " in intent.instructions.text
    outcome = await _record(world, intent)
    assert (outcome.goes_back, outcome.intent.state) == (False, "captured")
    assert outcome.intent.paid_on == CAME_ON
    invoice = await world.system.invoice(intent.invoice_id)
    assert (invoice.state, invoice.issued_on, invoice.paid_minor) == ("paid", CAME_ON, 3_100)
    account = await world.account(order.party)
    assert [entry.kind for entry in account.entries] == ["payment", "invoice"]
    assert account.balance_minor == 0
    await _told(world, order)


async def test_a_retry_opens_the_same_payment(world: World) -> None:
    order = _by_transfer()
    intents = await asyncio.gather(*(world.open(order) for _ in range(10)))
    assert len({(intent.id, str(intent.instructions)) for intent in intents}) == 1
    [asked] = (await world.acting(ADMIN).offline_payments(order_id=order.order_id)).items
    assert (asked.state, asked.amount_minor, asked.received) == ("open", 3_100, None)


async def test_a_transfer_is_found_by_what_its_sender_wrote(world: World) -> None:
    intent = await world.open(_by_transfer())
    books = world.acting(ADMIN)
    [asked] = (await books.offline_payments(order_id=intent.order_id)).items
    written = asked.payment_reference.replace(" ", "")
    [found] = (await books.offline_payments(payment_reference=written)).items
    assert (found.intent_id, found.order_id) == (intent.id, intent.order_id)
    await _record(world, intent)
    [found] = (await books.offline_payments(payment_reference=written, state="captured")).items
    assert (found.received, found.recorded_by) == (_transfer(), "admin/ada")
    assert (await books.offline_payments(payment_reference="no such thing")).items == []
    assert (await books.offline_payments(payment_reference=written, state="open")).items == []
    strangers = world.acting(Actor(kind="admin", id="bea", partner_id=2))
    assert (await strangers.offline_payments(payment_reference=written)).items == []


async def test_another_amount_is_refused_and_books_nothing(world: World) -> None:
    order = _by_transfer()
    intent = await world.open(order)
    for amount_minor, refusal in (
        (3_000, PaymentIsLessThanWhatIsDue),
        (3_200, PaymentExceedsWhatIsDue),
    ):
        with pytest.raises(refusal, match=r"€31\.00 due.*Nothing was booked") as refused:
            await _record(world, intent, _transfer(amount_minor))
        assert refused.value.facts["due_minor"] == 3_100
    with pytest.raises(PaymentIsNotPlausible, match="in the future"):
        await _record(world, intent, _transfer(received_on="2999-01-01"))
    with pytest.raises(PaymentIsNotPlausible, match="USD"):
        await _record(world, intent, _transfer(currency="USD"))
    assert (await world.system.intent(intent.id)).state == "open"
    assert (await world.account(order.party)).entries == []


async def test_recorded_twenty_times_at_once_it_is_booked_once(world: World) -> None:
    order = _by_transfer()
    intent = await world.open(order)
    outcomes = await asyncio.gather(*(_record(world, intent) for _ in range(20)))
    assert {outcome.intent.state for outcome in outcomes} == {"captured"}
    assert len((await world.system.payments(order_id=order.order_id)).items) == 1


async def test_a_reference_means_one_payment(world: World) -> None:
    intent = await world.open(_by_transfer())
    await _record(world, intent)
    with pytest.raises(PaymentReferenceIsUsed):
        await _record(world, intent, _transfer(received_on="2023-01-15"))
    with pytest.raises(InvoiceIsNotOpen, match="received on 16 January 2023 already"):
        await _record(world, intent, _transfer(reference="line 8"))


async def test_money_after_the_order_was_closed_is_recorded_and_goes_back(world: World) -> None:
    order = _by_transfer()
    intent = await world.open(order)
    closing = ClosePayment(order_id=order.order_id)
    [closed] = (await world.system.close_payment(closing)).items
    assert closed.state == "cancelled"
    outcome = await _record(world, intent, _transfer(3_050))
    assert outcome.goes_back
    assert "€30.50 was recorded" in outcome.message.text
    again = await _record(world, intent, _transfer(3_050))
    assert again.goes_back
    [refund] = (await world.system.refunds(order_id=order.order_id)).items
    assert (refund.amount_minor, refund.currency) == (3_050, "EUR")
    assert (await world.system.invoice(intent.invoice_id)).state == "void"
    account = await world.account(order.party)
    assert account.balance_minor == -3_050


async def test_what_goes_back_waits_for_a_person_who_gives_it_back(world: World) -> None:
    order = _by_transfer()
    intent = await world.open(order)
    await world.system.close_payment(ClosePayment(order_id=order.order_id))
    await _record(world, intent)

    async def refused() -> RefundView | None:
        [refund] = (await world.system.refunds(order_id=order.order_id)).items
        return refund if refund.state == "failed" else None

    waiting = await eventually(refused)
    assert waiting.failure
    assert waiting.failure.code == "refund.by_hand"
    by_hand = SettleRefundByHand(method="cash", reference="receipt 9", given_back_on=CAME_ON)
    done = await world.acting(ADMIN).settle_refund_by_hand(waiting.id, by_hand, key=_key())
    assert done.state == "succeeded"
    assert (await world.account(order.party)).balance_minor == 0


async def test_a_receipt_against_a_closing_order_has_one_outcome(world: World) -> None:
    for _ in range(5):
        order = _by_transfer()
        intent = await world.open(order)
        closing = ClosePayment(order_id=order.order_id)
        outcome, intents = await asyncio.gather(
            _record(world, intent), world.system.close_payment(closing)
        )
        paid = (await world.system.invoice(intent.invoice_id)).state == "paid"
        refunds = (await world.system.refunds(order_id=order.order_id)).items
        assert paid != outcome.goes_back
        assert len(refunds) == (1 if outcome.goes_back else 0)
        assert paid == any(one.state == "captured" for one in intents.items)


async def test_a_replaced_attempt_points_to_the_newer_one(world: World) -> None:
    order = _by_transfer()
    first = await world.open(order)
    second = await world.open(next_attempt(order, 2))
    with pytest.raises(PaymentAttemptIsOutdated) as refused:
        await _record(world, first)
    assert refused.value.facts == {"attempt": 1, "newest_attempt": 2, "intent_id": second.id}
    assert (await _record(world, second)).intent.state == "captured"
    late = await _record(world, first, _transfer(reference="line 9"))
    assert late.goes_back


async def test_a_transfer_for_an_order_that_was_paid_by_card_meanwhile_goes_back(
    world: World,
) -> None:
    order = _by_transfer()
    first = await world.open(order)
    by_card = order.model_copy(update={"attempt": 2, "payment_method": "simulator"})
    second = await world.open(by_card)
    await world.pay(second)
    await world.settled(second, "captured")
    assert (await _record(world, first)).goes_back


async def test_a_receipt_that_was_written_before_a_crash_is_found_by_the_next_look(
    world: World,
) -> None:
    order = _by_transfer()
    intent = await world.open(order)
    async with world.context.database.begin() as connection:
        asked = await offline.lock_checkout_of(connection, intent.id)
        assert asked is not None
        await offline.write_receipt(
            connection,
            asked.id,
            _transfer(),
            received_at=datetime(2023, 1, 16, 11, tzinfo=UTC),
            recorded_by="admin/ada",
            recorded_at=world.context.now(),
        )
    assert (await world.system.intent(intent.id)).state == "open"
    found = await world.system.look_up(order.order_id, 1)
    assert (found.state, found.paid_on) == ("captured", CAME_ON)
    assert (await _record(world, intent)).intent == found


async def test_a_payment_says_how_its_money_came(world: World) -> None:
    order = _by_transfer()
    await _record(world, await world.open(order))
    [payment] = (await world.system.payments(order_id=order.order_id)).items
    assert (payment.method, payment.reference) == ("bank_transfer", "line 7")
    assert (payment.received_on, payment.intent_id is None) == (CAME_ON, False)


async def test_only_the_partners_staff_records(world: World) -> None:
    order = _by_transfer()
    intent = await world.open(order)
    customer = Actor(kind="customer", id=order.party.customer_id, partner_id=1, audience=Audience())
    for actor, refusal in (
        (customer, ActionIsNotAllowed),
        (Actor(kind="admin", id="bea", partner_id=2), ObjectIsNotFound),
    ):
        with pytest.raises(refusal):
            await world.acting(actor).record_offline_receipt(intent.id, _transfer(), key=_key())
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(customer).offline_payments()


async def test_a_gateways_payment_takes_no_receipt(world: World) -> None:
    intent = await world.open(payment_order())
    with pytest.raises(PaymentIsNotOffline, match="simulator takes the money"):
        await _record(world, intent)


def _by_transfer() -> OpenPayment:
    return payment_order().model_copy(update={"payment_method": "offline"})


def _key() -> str:
    return new_id("key")


async def _record(
    world: World, intent: PaymentIntentView, received: RecordPayment | None = None
) -> ReceivedPayment:
    books = world.acting(ADMIN)
    return await books.record_offline_receipt(intent.id, received or _transfer(), key=_key())


def _transfer(
    amount_minor: int = 3_100,
    reference: str = "line 7",
    received_on: str = CAME_ON.isoformat(),
    currency: str = "EUR",
) -> RecordPayment:
    return RecordPayment(
        amount_minor=amount_minor,
        currency=currency,
        method="bank_transfer",
        received_on=date.fromisoformat(received_on),
        reference=reference,
    )


async def _told(world: World, order: OpenPayment) -> None:
    async def heard() -> bool | None:
        return order.order_id in world.signals.heard or None

    assert await eventually(heard)
