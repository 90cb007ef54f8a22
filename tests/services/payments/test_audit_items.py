"""The audit compares each order item with its own documents and money: what balances in the sum of
an order can still be wrong."""

from functools import partial

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.credits import CreditNoteView
from contracts.payments import OpenPayment
from tests.services.payments.billing import invoiced, moved, order_of, rejected
from tests.services.payments.domain.plans import line
from tests.services.payments.item_chain import give
from tests.services.payments.refunding import until
from tests.services.payments.tampering import change, findings, tampering
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


async def test_one_items_credit_on_another_item_of_its_order_is_found(world: World) -> None:
    """The order has as much invoiced, credited, paid and refunded as before."""
    order = order_of(line(3_000), line(3_000))
    await world.paid(order)
    first, second = [ordered.item_id for ordered in order.lines]
    kept = await _credited(world, first)
    strayed = await _credited(world, second)
    await until(world, await give(world, kept.id), "succeeded")
    await until(world, await give(world, strayed.id), "succeeded")
    async with tampering(world) as connection:
        assert await findings(connection) == []
        await change(
            connection,
            "UPDATE credit_notes SET order_item_id = :item, revision = 2 WHERE id = :id",
            strayed.id,
            item=first,
        )
        found = await findings(connection)
    assert [(f.check, f.subject) for f in found] == [
        ("credits_exceed_invoices", first),
        ("item_refunds_exceed_payments", first),
    ]
    assert "€30.00 invoiced, €60.00 credited" in found[0].detail.text
    assert "€30.00 came in, €60.00 goes back" in found[1].detail.text


async def test_more_charged_again_than_was_credited_is_found(world: World) -> None:
    order, _ = await _moved_back(world)
    item_id = order.lines[0].item_id
    async with tampering(world) as connection:
        await change(
            connection,
            "UPDATE invoice_items i SET gross_minor = i.gross_minor + 1,"
            " net_minor = i.net_minor + 1 FROM invoices v WHERE v.id = i.invoice_id"
            " AND v.kind = 'supplementary' AND v.order_id = :id",
            order.order_id,
        )
        found = await findings(connection)
    assert [(f.check, f.subject) for f in found] == [("recharges_exceed_credits", item_id)]


async def test_a_note_that_settled_another_items_invoice_is_found(world: World) -> None:
    mine, other = await invoiced(world), await invoiced(world)
    outcome = await world.system.issue_credit(moved(mine.items[0].order_item_id, "2023-01-14"))
    assert outcome.credit_note is not None
    note_id = outcome.credit_note.id
    stray = "UPDATE note_settlements SET invoice_id = :other WHERE credit_note_id = :id"
    async with tampering(world) as connection:
        await change(connection, stray, note_id, other=other.id)
        found = await findings(connection)
    assert [(f.check, f.subject) for f in found] == [("settlements_differ", note_id)]
    assert found[0].detail.text.endswith(f"of invoice {other.id}, which is of another item.")


async def test_a_settlement_of_another_amount_is_found(world: World) -> None:
    invoice = await invoiced(world)
    outcome = await world.system.issue_credit(rejected(invoice.items[0].order_item_id))
    assert outcome.credit_note is not None
    async with tampering(world) as connection:
        await change(
            connection,
            "UPDATE note_settlements SET amount_minor = 3001 WHERE credit_note_id = :id",
            outcome.credit_note.id,
        )
        found = await findings(connection)
    assert {(f.check, f.subject) for f in found} == {
        ("settlements_differ", outcome.credit_note.id),
        ("settlements_differ", invoice.id),
    }


async def test_credit_that_is_owed_beside_a_due_invoice_is_found(world: World) -> None:
    """31.00 owed to somebody who never paid: the last note passed over what was charged again."""
    invoice = await invoiced(world, listed_minor=3_100)
    item_id = invoice.items[0].order_item_id
    for revision, start in enumerate(["2023-02-10", "2023-01-01", "2023-02-10"], start=1):
        await world.system.issue_credit(moved(item_id, start, revision))
    newest = (await world.system.credit_notes(order_id=invoice.order_id)).items[0]
    async with tampering(world) as connection:
        await _settles_nothing(connection, newest)
        found = await findings(connection)
    assert [(f.check, f.subject) for f in found] == [("credit_passed_over_due", newest.id)]
    assert "left €31.00 to the customer, though €31.00 are due" in found[0].detail.text


async def test_credit_that_went_out_though_an_older_invoice_was_due_is_found(world: World) -> None:
    """12.58 given back twice, while what was charged again between them is unpaid."""
    order, note = await _moved_back(world)
    forth = await world.system.issue_credit(moved(order.lines[0].item_id, "2023-01-14", 3))
    assert forth.credit_note is not None
    async with tampering(world) as connection:
        await _settles_nothing(connection, forth.credit_note)
        await change(
            connection,
            "INSERT INTO refunds (id, business_key, order_id, customer_id, partner_id, currency,"
            " intent_id, credit_note_id, amount_minor, state, tries) SELECT 'ref_x', 'x', order_id,"
            " customer_id, partner_id, currency, intent_id, :newer, amount_minor, 'pending', 0"
            " FROM refunds WHERE credit_note_id = :id",
            note.id,
            newer=forth.credit_note.id,
        )
        found = await findings(connection)
    assert [(f.check, f.subject) for f in found] == [
        ("credit_passed_over_due", forth.credit_note.id)
    ]


async def _settles_nothing(connection: AsyncConnection, note: CreditNoteView) -> None:
    tamper = partial(change, connection, entry_id=note.id)
    await tamper("UPDATE credit_notes SET state = 'refund_due', applied_minor = 0 WHERE id = :id")
    await tamper("DELETE FROM note_settlements WHERE credit_note_id = :id")


async def _credited(world: World, item_id: str) -> CreditNoteView:
    outcome = await world.system.issue_credit(rejected(item_id))
    assert outcome.credit_note is not None
    return outcome.credit_note


async def _moved_back(world: World) -> tuple[OpenPayment, CreditNoteView]:
    """30.00, of which 12.58 were credited, given back and charged again."""
    order = payment_order(3_000)
    await world.paid(order)
    item_id = order.lines[0].item_id
    outcome = await world.system.issue_credit(moved(item_id, "2023-01-14"))
    assert outcome.credit_note is not None
    await until(world, await give(world, outcome.credit_note.id), "succeeded")
    await world.system.issue_credit(moved(item_id, "2023-01-01", 2))
    return order, outcome.credit_note
