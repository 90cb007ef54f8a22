"""One list of attempts to pay and recorded receipts, for whoever looks for somebody's money."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chassis.ids import new_id
from contracts.actors import Actor, Audience
from contracts.bookkeeping import RecordPayment
from contracts.incoming import IncomingPayment
from contracts.payments import BillingParty
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from tests.services.payments.world import World, own_partner, party, payment_order, request_invoice

pytestmark = pytest.mark.engines
MINUTE = timedelta(minutes=1)


def admin_of(payer: BillingParty) -> Actor:
    return Actor(kind="admin", id="ada", partner_id=payer.partner_id)


async def filled(world: World) -> tuple[BillingParty, list[IncomingPayment]]:
    """A partner with a paid attempt, one that waits for a transfer, and a recorded receipt."""
    payer = party(own_partner())
    await world.paid(payment_order(payer=payer))
    by_transfer = payment_order(payer=payer).model_copy(update={"payment_method": "offline"})
    await world.open(by_transfer)
    invoice = await world.system.issue_invoice(request_invoice(payer=payer))
    received = RecordPayment(
        amount_minor=1_000,
        currency="EUR",
        method="cash",
        received_on=date(2023, 1, 16),
        reference=f"receipt {invoice.id}",
    )
    books = world.acting(admin_of(payer))
    await books.record_payment(invoice.id, received, key=new_id("key"))
    return payer, (await books.incoming_payments()).items


async def test_tells_what_was_tried_and_what_was_recorded(world: World) -> None:
    _, found = await filled(world)
    assert [(one.kind, one.state, one.method, one.amount_minor) for one in found] == [
        ("receipt", "captured", "cash", 1_000),
        ("attempt", "open", "offline", 3_100),
        ("attempt", "captured", "gateway", 3_100),
    ]
    receipt, waiting, paid = found
    assert (receipt.recorded_by, receipt.received_on) == ("admin/ada", date(2023, 1, 16))
    assert (waiting.captured_at, waiting.attempt) == (None, 1)
    assert (paid.gateway, paid.captured_at is not None) == ("simulator", True)


async def test_is_narrowed_by_what_is_asked_for(world: World) -> None:
    payer, (receipt, waiting, paid) = await filled(world)
    books = world.acting(admin_of(payer))

    async def ids(**wanted: object) -> list[str]:
        listed = await books.incoming_payments(**wanted)  # type: ignore[arg-type]
        return [one.id for one in listed.items]

    assert await ids(state="captured") == [receipt.id, paid.id]
    assert await ids(state="open") == [waiting.id]
    assert await ids(method="gateway") == [paid.id]
    assert await ids(method="offline") == [waiting.id]
    assert await ids(method="cash") == [receipt.id]
    assert await ids(method="cash", state="failed") == []
    assert await ids(customer_id=payer.customer_id, state="open") == [waiting.id]
    for whole in (paid.id, paid.order_id, paid.invoice_id, str(paid.gateway_payment_id)):
        assert await ids(q=whole) == [paid.id], whole
    assert await ids(q=str(receipt.reference)) == [receipt.id]
    assert await ids(q=paid.order_id[:-1]) == []
    assert await ids(began_from=waiting.began_at) == [receipt.id, waiting.id]
    assert await ids(began_before=waiting.began_at) == [paid.id]
    assert await ids(began_before=datetime.now(UTC) - MINUTE) == []


async def test_is_read_on_page_by_page(world: World) -> None:
    payer, found = await filled(world)
    books, read, cursor = world.acting(admin_of(payer)), list[str](), None
    while len(read) <= len(found):
        page = await books.incoming_payments(cursor=cursor, limit=1)
        read += [one.id for one in page.items]
        if (cursor := page.next_cursor) is None:
            break
    assert read == [one.id for one in found]


async def test_one_is_read_by_who_may_see_it(world: World) -> None:
    payer, found = await filled(world)
    books, stranger = world.acting(admin_of(payer)), world.acting(admin_of(party(99)))
    for one in found:
        assert await books.incoming_payment(one.id) == one
        with pytest.raises(ObjectIsNotFound):
            await stranger.incoming_payment(one.id)
    with pytest.raises(ObjectIsNotFound):
        await books.incoming_payment("int_nobodys")
    assert (await stranger.incoming_payments(q=found[0].id)).items == []


async def test_is_not_for_customers(world: World) -> None:
    payer, found = await filled(world)
    customer = Actor(
        kind="customer", id=payer.customer_id, partner_id=payer.partner_id, audience=Audience()
    )
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(customer).incoming_payments()
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(customer).incoming_payment(found[0].id)
