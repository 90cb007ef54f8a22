"""Cash and bank transfers on open invoices: booked once, never more than is due."""

import asyncio
from datetime import date

import pytest

from chassis.ids import new_id
from contracts.actors import Actor
from contracts.bookkeeping import (
    InvoiceIsNotOpen,
    PaymentExceedsWhatIsDue,
    PaymentIsNotPlausible,
    PaymentReferenceIsUsed,
    RecordPayment,
)
from contracts.credits import IssueCredit
from contracts.payments import InvoiceView
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.said import said
from tests.services.payments.world import World, party, payment_order, request_invoice

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)


async def test_a_transfer_pays_the_invoice_and_the_account(world: World) -> None:
    invoice = await _open_invoice(world)
    books = world.acting(ADMIN)
    payment = await books.record_payment(invoice.id, _transfer(), key=new_id("key"))
    assert (payment.method, payment.reference) == ("bank_transfer", "line 7")
    assert (payment.intent_id, payment.received_on) == (None, date(2023, 1, 16))
    paid = await books.invoice(invoice.id)
    assert (paid.state, paid.paid_minor) == ("paid", 3_100)
    account = await books.account(invoice.customer_id)
    assert account.balance_minor == 0
    assert (account.entries[0].kind, account.entries[0].credit_minor) == ("payment", 3_100)


async def test_parts_pay_until_nothing_is_due(world: World) -> None:
    invoice = await _open_invoice(world)
    books = world.acting(ADMIN)
    await books.record_payment(invoice.id, _transfer(1_000, "a"), key=new_id("key"))
    part_paid = await books.invoice(invoice.id)
    assert (part_paid.state, part_paid.paid_minor) == ("issued", 1_000)
    with pytest.raises(PaymentExceedsWhatIsDue, match=r"€21\.00 due") as refused:
        await books.record_payment(invoice.id, _transfer(2_101, "b"), key=new_id("key"))
    assert refused.value.facts["due_minor"] == 2_100
    await books.record_payment(invoice.id, _transfer(2_100, "b"), key=new_id("key"))
    assert (await books.invoice(invoice.id)).state == "paid"
    with pytest.raises(InvoiceIsNotOpen):
        await books.record_payment(invoice.id, _transfer(1, "c"), key=new_id("key"))


async def test_recorded_twenty_times_at_once_it_is_booked_once(world: World) -> None:
    invoice = await _open_invoice(world)
    books = world.acting(ADMIN)
    made = await asyncio.gather(
        *(books.record_payment(invoice.id, _transfer(), key=new_id("key")) for _ in range(20))
    )
    assert len({payment.id for payment in made}) == 1
    assert len((await books.payments(order_id=invoice.order_id)).items) == 1
    assert (await books.account(invoice.customer_id)).balance_minor == 0


async def test_two_references_at_once_never_pay_more_than_is_due(world: World) -> None:
    invoice = await _open_invoice(world)
    books = world.acting(ADMIN)
    tries = [
        books.record_payment(invoice.id, _transfer(3_100, f"line {n}"), key=new_id("key"))
        for n in range(5)
    ]
    made = await asyncio.gather(*tries, return_exceptions=True)
    refused = [one for one in made if isinstance(one, InvoiceIsNotOpen)]
    assert len(refused) == 4
    assert (await books.account(invoice.customer_id)).balance_minor == 0


async def test_a_reference_means_one_payment(world: World) -> None:
    invoice = await _open_invoice(world)
    books = world.acting(ADMIN)
    await books.record_payment(invoice.id, _transfer(1_000), key=new_id("key"))
    with pytest.raises(PaymentReferenceIsUsed):
        await books.record_payment(invoice.id, _transfer(1_001), key=new_id("key"))


@pytest.mark.parametrize(
    "received",
    [
        {"currency": "CZK"},
        {"received_on": date(2999, 1, 1)},
    ],
)
async def test_what_cannot_be_is_refused(world: World, received: dict[str, object]) -> None:
    invoice = await _open_invoice(world)
    payment = _transfer().model_copy(update=received)
    with pytest.raises(PaymentIsNotPlausible):
        await world.acting(ADMIN).record_payment(invoice.id, payment, key=new_id("key"))
    assert (await world.system.invoice(invoice.id)).paid_minor == 0


async def test_an_invoice_that_waits_for_the_gateway_takes_no_cash(world: World) -> None:
    intent = await world.open(payment_order())
    with pytest.raises(InvoiceIsNotOpen, match="draft"):
        await world.acting(ADMIN).record_payment(intent.invoice_id, _transfer(), key=new_id("key"))


async def test_what_a_credit_note_took_off_is_not_due(world: World) -> None:
    wanted = request_invoice()
    invoice = await world.system.issue_invoice(wanted)
    await world.system.issue_credit(
        IssueCredit(
            order_item_id=wanted.line.item_id,
            new_start_on=date(2023, 1, 14),
            revision=1,
            reason=said("others.words", words="Installed later"),
        )
    )
    books = world.acting(ADMIN)
    with pytest.raises(PaymentExceedsWhatIsDue) as refused:
        await books.record_payment(invoice.id, _transfer(), key=new_id("key"))
    due_minor = refused.value.facts["due_minor"]
    assert due_minor == 1_800
    await books.record_payment(invoice.id, _transfer(due_minor), key=new_id("key"))
    assert (await books.invoice(invoice.id)).state == "paid"
    assert (await books.account(invoice.customer_id)).balance_minor == 0


async def test_only_the_partners_own_staff_records(world: World) -> None:
    invoice = await _open_invoice(world)
    foreign = Actor(kind="admin", id="eve", partner_id=2)
    customer = Actor(kind="customer", id=invoice.customer_id, partner_id=1)
    with pytest.raises(ObjectIsNotFound):
        await world.acting(foreign).record_payment(invoice.id, _transfer(), key=new_id("key"))
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(customer).record_payment(invoice.id, _transfer(), key=new_id("key"))
    with pytest.raises(ObjectIsNotFound):
        await world.acting(ADMIN).record_payment("inv_x", _transfer(), key=new_id("key"))


async def _open_invoice(world: World) -> InvoiceView:
    return await world.system.issue_invoice(request_invoice(payer=party()))


def _transfer(amount_minor: int = 3_100, reference: str = "line 7") -> RecordPayment:
    return RecordPayment(
        amount_minor=amount_minor,
        currency="EUR",
        method="bank_transfer",
        received_on=date(2023, 1, 16),
        reference=reference,
    )
