"""Who pays an open invoice is mailed a receipt, once for each capture; of an order's payment its
workflow tells."""

import pytest

from services.payments.messages import InvoicePaid
from tests.patience import eventually
from tests.services.payments.billing import moved
from tests.services.payments.paying import Debtor, debtor
from tests.services.payments.test_paying_invoices import settle
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


async def told(owes: Debtor, amount_minor: int = 3_100, excess_minor: int = 0) -> InvoicePaid:
    """What the customer of a paid invoice is mailed."""
    await eventually(lambda: _is_told(owes))
    [paid] = owes.world.receipts.of(owes.invoice_id)
    found = (paid.order_id, paid.number, paid.currency, paid.amount_minor, paid.excess_minor)
    number = (await owes.invoice()).number
    assert found == (owes.request.order_id, number, "EUR", amount_minor, excess_minor)
    assert paid.due_minor == 0
    return paid


async def _is_told(owes: Debtor) -> bool:
    return bool(owes.world.receipts.of(owes.invoice_id))


async def test_a_paid_invoice_is_told_of_once_however_often_one_looks(
    world: World,
) -> None:
    owes = await debtor(world)
    attempt = await owes.pay()
    await world.pay(attempt)
    await world.settled(attempt, "captured")
    assert (await told(owes)).intent_id == attempt.id
    await owes.customer.look_at_invoice_payment(owes.invoice_id)  # the gateway is asked again
    await owes.fits(due_minor=0, kept_minor=3_100)
    assert len(world.receipts.of(owes.invoice_id)) == 1


async def test_it_is_told_later_while_nobody_can_hear_it(world: World) -> None:
    owes = await debtor(world)
    world.receipts.refused = 2
    attempt = await owes.pay()
    await world.pay(attempt)
    await world.settled(attempt, "captured")
    await told(owes)
    assert world.receipts.refused == 0


async def test_it_says_what_goes_back_as_less_was_due_by_then(world: World) -> None:
    owes = await debtor(world)
    attempt = await owes.pay()
    await world.pay(attempt, "pending_then_success")
    await world.settled(attempt, "processing")
    await owes.credit(moved(owes.item_id, "2023-01-14"))
    await settle(world, attempt.page_url)
    await world.settled(attempt, "captured")
    await told(owes, excess_minor=1_300)


async def test_a_payment_of_an_order_is_left_to_its_workflow(world: World) -> None:
    order = payment_order()
    await world.paid(order)
    assert [paid for paid in world.receipts.told if paid.order_id == order.order_id] == []
    assert order.order_id in world.signals.heard
