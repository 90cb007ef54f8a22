"""A customer pays an invoice that was issued to be paid later."""

from datetime import date

import pytest

from chassis.ids import new_id
from contracts.actors import Actor
from contracts.bookkeeping import InvoiceIsNotOpen, RecordPayment
from contracts.invoice_payments import PayInvoice
from contracts.methods import PaymentMethodIsNotOffered
from contracts.payments import GatewayIsUnavailable
from contracts.problems import ActionIsNotAllowed, IdempotencyKeyIsReused, ObjectIsNotFound
from tests.patience import eventually
from tests.services.payments.billing import moved, rejected
from tests.services.payments.paying import ADMIN, debtor, require_sound
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


async def test_what_is_open_is_paid_on_the_gateways_page(world: World) -> None:
    owes = await debtor(world)
    assert (await owes.customer.invoice_payment(owes.invoice_id)).attempt is None
    attempt = await owes.pay()
    assert (attempt.state, attempt.amount_minor, attempt.attempt) == ("open", 3_100, 1)
    assert attempt.pays_number == (await owes.invoice()).number
    await world.pay(attempt, captured_at="2023-01-05")
    captured = await world.settled(attempt, "captured")
    assert captured.paid_on == date(2023, 1, 5)
    invoice = await owes.invoice()
    assert (invoice.state, invoice.paid_minor, invoice.due_minor) == ("paid", 3_100, 0)
    assert invoice.due_on is None
    account = await world.account(invoice)
    assert [entry.kind for entry in account.entries] == ["payment", "invoice"]
    await owes.fits(due_minor=0, kept_minor=3_100)
    assert owes.request.order_id not in world.signals.heard
    assert (await world.system.intents_of_order(owes.request.order_id)).items == []


async def test_only_what_is_still_open_is_asked_for(world: World) -> None:
    owes = await debtor(world)
    await owes.receive(600)
    await owes.credit(moved(owes.item_id, "2023-01-14"))
    attempt = await owes.pay()
    assert attempt.amount_minor == 3_100 - 600 - 1_300
    await world.pay(attempt)
    await world.settled(attempt, "captured")
    await owes.fits(due_minor=0, kept_minor=1_200)
    with pytest.raises(InvoiceIsNotOpen):
        await owes.pay()


async def test_the_same_request_and_the_same_wish_are_one_attempt(world: World) -> None:
    owes = await debtor(world)
    key = new_id("key")
    first = await owes.pay(key=key)
    assert (await owes.pay(key=key)).id == first.id
    assert (await owes.pay()).id == first.id
    with pytest.raises(IdempotencyKeyIsReused):
        await owes.pay("offline", key=key)
    await world.pay(first)
    await world.settled(first, "captured")
    assert (await owes.pay(key=key)).id == first.id


async def test_another_method_replaces_the_first(world: World) -> None:
    owes = await debtor(world)
    card = await owes.pay()
    transfer = await owes.pay("offline")
    assert transfer.instructions is not None
    assert "€31.00" in transfer.instructions.text
    assert (await world.system.intent(card.id)).state == "cancelled"
    assert await world.pay(card) == "cancelled"
    received = RecordPayment(
        amount_minor=3_100,
        currency="EUR",
        method="bank_transfer",
        received_on=date(2023, 1, 9),
        reference="line 1",
    )
    books = world.acting(ADMIN)
    outcome = await books.record_offline_receipt(transfer.id, received, key=new_id("key"))
    assert (outcome.goes_back, outcome.intent.state) == (False, "captured")
    await owes.fits(due_minor=0, kept_minor=0)  # of the card's gateway


async def test_what_the_partner_does_not_offer_is_refused(world: World) -> None:
    owes = await debtor(world, ["page"])
    offered = await owes.customer.methods_of_invoice(owes.invoice_id)
    assert [method.id for method in offered.methods] == ["simulator"]
    for method in ("offline", "simulator:pm_1", "nothing"):
        with pytest.raises(PaymentMethodIsNotOffered):
            await owes.pay(method)
    offline_only = await debtor(world, [])
    assert (await offline_only.customer.methods_of_invoice(offline_only.invoice_id)).methods == []
    with pytest.raises(PaymentMethodIsNotOffered):
        await offline_only.pay()


async def test_drafts_and_others_invoices_take_no_payment(world: World) -> None:
    owes, other = await debtor(world), await debtor(world)
    command = PayInvoice(payment_method="simulator")
    with pytest.raises(ObjectIsNotFound):
        await other.customer.pay_invoice(owes.invoice_id, command, key=new_id("key"))
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(ADMIN).pay_invoice(owes.invoice_id, command, key=new_id("key"))
    payer = owes.request.party
    draft = await world.open(payment_order(payer=payer))
    mia = Actor(kind="customer", id=payer.customer_id, partner_id=payer.partner_id)
    with pytest.raises(InvoiceIsNotOpen):
        await world.acting(mia).pay_invoice(draft.invoice_id, command, key=new_id("key"))


@pytest.mark.parametrize("card", ["decline", "pending_then_failure"])
async def test_what_fails_can_be_tried_again(world: World, card: str) -> None:
    owes = await debtor(world)
    first = await owes.pay()
    await world.pay(first, card)
    if card == "pending_then_failure":
        await world.settled(first, "processing")
        await settle(world, first.page_url)
    assert (await world.settled(first, "failed")).failure is not None
    again = await owes.pay()
    assert (again.attempt, again.state) == (2, "open")
    await world.pay(again)
    await world.settled(again, "captured")
    await owes.fits(due_minor=0, kept_minor=3_100)


async def test_who_is_back_hears_what_the_gateway_knows(world: World) -> None:
    owes = await debtor(world)
    attempt = await owes.pay()
    gateway, world.to_payments.app = world.to_payments.app, None  # no webhook arrives
    try:
        await world.pay(attempt)
        stands = await owes.customer.look_at_invoice_payment(owes.invoice_id)
    finally:
        world.to_payments.app = gateway
    assert stands.attempt is not None
    assert (stands.attempt.state, stands.due_minor) == ("captured", 0)
    await owes.fits(due_minor=0, kept_minor=3_100)


async def test_a_gateway_that_is_away_leaves_an_attempt_that_goes_on(world: World) -> None:
    owes = await debtor(world)
    key = new_id("key")
    simulator, world.to_simulator.app = world.to_simulator.app, None
    try:
        with pytest.raises(GatewayIsUnavailable):
            await owes.pay(key=key)
    finally:
        world.to_simulator.app = simulator
    attempt = await owes.pay(key=key)
    assert (attempt.state, attempt.attempt) == ("open", 1)
    await world.pay(attempt)
    await world.settled(attempt, "captured")
    await owes.fits(due_minor=0, kept_minor=3_100)


@pytest.mark.parametrize("card", ["wrong_amount", "wrong_currency"])
async def test_another_amount_goes_back_and_a_person_looks(world: World, card: str) -> None:
    owes = await debtor(world)
    attempt = await owes.pay()
    await world.pay(attempt, card)
    await world.settled(attempt, "mismatch")
    await owes.fits(due_minor=3_100, kept_minor=0)

    async def is_flagged() -> bool | None:
        return owes.request.order_id in world.flags.raised or None

    await eventually(is_flagged)
    again = await owes.pay()
    await world.pay(again)
    await world.settled(again, "captured")
    await owes.fits(due_minor=0, kept_minor=3_100)


async def test_a_payment_on_its_way_pays_what_a_note_left_and_the_rest_goes_back(
    world: World,
) -> None:
    owes = await debtor(world)
    attempt = await owes.pay()
    await world.pay(attempt, "pending_then_success")
    await world.settled(attempt, "processing")
    await owes.credit(moved(owes.item_id, "2023-01-14"))
    await settle(world, attempt.page_url)
    await world.settled(attempt, "captured")
    await owes.fits(due_minor=0, kept_minor=1_800)
    invoice = await owes.invoice()
    assert (invoice.paid_minor, invoice.credited_minor) == (1_800, 1_300)


async def test_a_payment_on_its_way_for_an_order_that_is_cancelled_goes_back(world: World) -> None:
    owes = await debtor(world)
    attempt = await owes.pay()
    await world.pay(attempt, "pending_then_success")
    await world.settled(attempt, "processing")
    await owes.credit(rejected(owes.item_id))
    await settle(world, attempt.page_url)
    back = await world.settled(attempt, "cancelled")
    assert back.failure is not None
    assert "goes back" in back.failure.text
    await owes.fits(due_minor=0, kept_minor=0)


async def test_an_open_page_is_taken_back_when_something_else_is_due(world: World) -> None:
    owes = await debtor(world)
    attempt = await owes.pay()
    await owes.receive(100)
    await world.settled(attempt, "cancelled")
    assert await world.pay(attempt) == "cancelled"
    assert (await owes.pay()).amount_minor == 3_000


async def test_money_that_was_paid_online_can_go_back_to_the_card(world: World) -> None:
    owes = await debtor(world)
    attempt = await owes.pay()
    await world.pay(attempt)
    await world.settled(attempt, "captured")
    await owes.credit(moved(owes.item_id, "2023-01-14", refund_to="card"))
    await owes.fits(due_minor=0, kept_minor=1_800)


async def test_days_charged_again_are_paid_like_any_open_invoice(world: World) -> None:
    payer = (await debtor(world)).request.party
    order = payment_order(payer=payer)
    await world.paid(order)
    item_id = order.lines[0].item_id
    await world.system.issue_credit(moved(item_id, "2023-01-14", refund_to="card"))
    outcome = await world.system.issue_credit(moved(item_id, "2023-01-01", revision=2))
    assert outcome.supplementary_invoice_id is not None
    mia = world.acting(Actor(kind="customer", id=payer.customer_id, partner_id=payer.partner_id))
    command = PayInvoice(payment_method="simulator")
    key = new_id("key")
    attempt = await mia.pay_invoice(outcome.supplementary_invoice_id, command, key=key)
    assert attempt.amount_minor == 1_300
    await world.pay(attempt)
    await world.settled(attempt, "captured")
    [of_order] = (await world.system.intents_of_order(order.order_id)).items
    assert of_order.id != attempt.id
    await require_sound(world)


async def test_a_document_says_the_same_before_and_after_it_was_paid(world: World) -> None:
    owes = await debtor(world)
    attempt = await owes.pay()
    await world.pay(attempt)
    await world.settled(attempt, "captured")
    page = (await owes.customer.invoice_document(owes.invoice_id, "html")).decode()
    assert "Please pay by" in page
    assert "Paid on" not in page


async def settle(world: World, page_url: str | None) -> None:
    """What is pending at the gateway comes to its end."""
    assert page_url is not None
    checkout_id = page_url.rpartition("/")[2]
    answer = await world.simulator.post(f"/v1/checkouts/{checkout_id}/settle")
    assert answer.status_code == 200, answer.text
