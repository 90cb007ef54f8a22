"""What the database itself refuses of settlements, whoever writes them."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from contracts.credits import CreditNoteView
from contracts.payments import InvoiceView
from tests.services.payments.billing import invoiced, moved, receive
from tests.services.payments.item_chain import give
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines
SETTLE = "INSERT INTO note_settlements VALUES (:note, :invoice, 9, :amount)"
USE_UP = "UPDATE credit_notes SET state = 'closed', applied_minor = gross_minor WHERE id = :note"


async def test_a_note_settles_as_much_as_it_says(world: World) -> None:
    invoice = await invoiced(world)
    note = await _moved(world, invoice.items[0].order_item_id)
    with pytest.raises(IntegrityError, match="says that it settled 1258, its settlements 1259"):
        await _write(world, SETTLE, note=note.id, invoice=invoice.id, amount=1)
    note = await _paid_and_moved(world)
    with pytest.raises(IntegrityError, match="says that it settled 1258, its settlements 0"):
        await _write(world, USE_UP, note=note.id)


async def test_an_invoice_is_not_paid_and_credited_beyond_its_gross(world: World) -> None:
    invoice = await invoiced(world)
    note = await _moved(world, invoice.items[0].order_item_id)
    with pytest.raises(IntegrityError, match="would be paid and credited 1 more than it charges"):
        await _write(world, SETTLE, note=note.id, invoice=invoice.id, amount=3_000 - 1_258 + 1)
    with pytest.raises(IntegrityError, match="would be paid and credited 1 more than it charges"):
        await receive(world, invoice.id, 3_000 - 1_258 + 1)


async def test_a_note_settles_no_other_items_invoice(world: World) -> None:
    note, other = await _paid_and_moved(world), await invoiced(world)
    wanted = {"note": note.id, "invoice": other.id, "amount": 1_258}
    with pytest.raises(IntegrityError, match="which is of another order item"):
        await _write(world, USE_UP, SETTLE, **wanted)


@pytest.mark.parametrize(
    "change", ["UPDATE note_settlements SET revision = 2", "DELETE FROM note_settlements"]
)
async def test_a_settlement_stays(world: World, change: str) -> None:
    invoice = await invoiced(world)
    note = await _moved(world, invoice.items[0].order_item_id)
    with pytest.raises(DBAPIError, match="append-only"):
        await _write(world, f"{change} WHERE credit_note_id = :note", note=note.id)


async def test_what_a_refund_takes_settles_nothing(world: World) -> None:
    note = await _paid_and_moved(world)
    await give(world, note.id, 500)
    change = "UPDATE credit_notes SET applied_minor = 759 WHERE id = :note"
    with pytest.raises(DBAPIError, match="is on its way"):
        await _write(world, change, note=note.id)


async def test_what_was_settled_is_not_taken_back(world: World) -> None:
    invoice: InvoiceView = await invoiced(world)
    await receive(world, invoice.id, 2_000)
    note = await _moved(world, invoice.items[0].order_item_id)
    assert (note.state, note.applied_minor) == ("refund_due", 1_000)
    for state in ("refund_due", "closed"):
        change = "UPDATE credit_notes SET applied_minor = 999, state = :state WHERE id = :note"
        with pytest.raises(DBAPIError, match=r"cannot|closed_is_used_up"):
            await _write(world, change, note=note.id, state=state)


async def _paid_and_moved(world: World) -> CreditNoteView:
    order = payment_order(3_000)
    await world.paid(order)
    return await _moved(world, order.lines[0].item_id)


async def _moved(world: World, item_id: str) -> CreditNoteView:
    outcome = await world.system.issue_credit(moved(item_id, "2023-01-14"))
    assert outcome.credit_note is not None
    return outcome.credit_note


async def _write(world: World, *statements: str, **values: Any) -> None:
    """Past the service."""
    async with world.context.database.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement), values)
