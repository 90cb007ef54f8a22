"""The life of a credit note: what it settles, what becomes of it, and what the database forbids."""

from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from contracts.credits import CreditNoteView
from contracts.payments import InvoiceView, OpenPayment
from tests.patience import eventually
from tests.services.payments.billing import (
    gross_of,
    invoiced,
    moved,
    preview_and_issue,
    receive,
    rejected,
)
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


async def test_back_and_forth_voids_newest_first_and_names_what_it_replaces(world: World) -> None:
    order = await _paid(world)
    item_id = order.lines[0].item_id
    starts = ["2023-01-14", "2023-01-20", "2023-01-10"]
    outcomes = [
        await preview_and_issue(world, moved(item_id, start, revision))
        for revision, start in enumerate(starts, start=1)
    ]
    assert [gross_of(outcome) for outcome in outcomes] == [1_258, 581, 871]
    newest, second, first = await _notes(world, order)
    assert [note.state for note in (first, second, newest)] == ["voided", "voided", "refund_due"]
    assert newest.replaces == [second.number, first.number]
    assert (await world.account(order.party)).balance_minor == -871


async def test_an_unpaid_invoice_is_lowered_and_the_note_is_closed(world: World) -> None:
    invoice = await invoiced(world)
    note = await _moved(world, invoice, "2023-01-14")
    assert (note.state, note.applied_minor) == ("closed", 1_258)


async def test_a_part_paid_invoice_gets_its_due_first_and_the_rest_is_the_customers(
    world: World,
) -> None:
    invoice = await invoiced(world)
    await receive(world, invoice.id, 2_000)
    first = await _moved(world, invoice, "2023-01-14")
    assert (first.state, first.amount.gross_minor, first.applied_minor) == (
        "refund_due",
        1_258,
        1_000,
    )
    second = await _moved(world, invoice, "2023-01-20", 2)
    assert (second.state, second.applied_minor) == ("refund_due", 0)
    everything = await preview_and_issue(world, rejected(first.order_item_id, 3))
    assert gross_of(everything) == 3_000 - 1_839


async def test_a_voided_note_gives_the_due_back_before_its_replacement_takes_it(
    world: World,
) -> None:
    invoice = await invoiced(world)
    await receive(world, invoice.id, 2_000)
    await _moved(world, invoice, "2023-01-14")
    back = await _moved(world, invoice, "2023-01-10", 2)
    assert (back.state, back.amount.gross_minor, back.applied_minor) == ("closed", 871, 871)


async def test_a_used_note_stays_and_a_supplement_charges_the_excess(world: World) -> None:
    invoice = await invoiced(world)
    used = await _moved(world, invoice, "2023-01-14")
    back = await preview_and_issue(world, moved(used.order_item_id, "2023-01-10", 2))
    assert back.credit_note is None
    supplement = await world.system.invoice(back.supplementary_invoice_id or "")
    assert supplement.amount.gross_minor == 1_258 - 871
    account = await world.account(invoice)
    assert account.balance_minor == 3_000 - 871


async def test_only_what_is_not_used_goes_back_to_the_card(world: World) -> None:
    order = await _paid(world)
    note = await _moved_item(world, order.lines[0].item_id, "2023-01-14", refund_to="card")

    async def refunded() -> CreditNoteView | None:
        [now] = await _notes(world, order)
        return now if now.state == "refunded" else None

    assert (await eventually(refunded)).id == note.id
    assert await world.charged_minor(order) == 3_000 - 1_258


@pytest.mark.parametrize("state", ["refund_due", "refunded", "closed"])
async def test_a_voided_note_goes_nowhere(world: World, state: str) -> None:
    order = await _paid(world)
    await _moved_item(world, order.lines[0].item_id, "2023-01-14")
    await preview_and_issue(world, moved(order.lines[0].item_id, "2023-01-01", 2))
    [note] = await _notes(world, order)
    with pytest.raises(DBAPIError, match=f"cannot go from voided to {state}"):
        await _change(world, note, state=state)


async def test_a_closed_note_cannot_be_voided(world: World) -> None:
    note = await _moved(world, await invoiced(world), "2023-01-14")
    with pytest.raises(DBAPIError, match="cannot go from closed to voided"):
        await _change(world, note, state="voided")


async def test_a_note_is_not_refunded_without_a_refund(world: World) -> None:
    order = await _paid(world)
    note = await _moved_item(world, order.lines[0].item_id, "2023-01-14")
    with pytest.raises(DBAPIError, match=r"No refund of credit note \d+ has succeeded"):
        await _change(world, note, state="refunded")


async def test_a_note_whose_money_is_on_its_way_cannot_be_voided(world: World) -> None:
    order = await _paid(world)
    simulator, world.to_simulator.app = world.to_simulator.app, None
    try:
        note = await _moved_item(world, order.lines[0].item_id, "2023-01-14", refund_to="card")
        with pytest.raises(DBAPIError, match="is on its way"):
            await _change(world, note, state="voided")
    finally:
        world.to_simulator.app = simulator


@pytest.mark.parametrize(
    "change",
    [
        {"gross_minor": 1, "net_minor": 1},
        {"number": "1"},
        {"reason": '{"code": "others.words"}'},
    ],
)
async def test_an_issued_note_cannot_be_edited(world: World, change: dict[str, Any]) -> None:
    order = await _paid(world)
    note = await _moved_item(world, order.lines[0].item_id, "2023-01-14")
    with pytest.raises(DBAPIError, match="cannot"):
        await _change(world, note, **change)
    with pytest.raises(DBAPIError, match="cannot be edited"):
        await _change(world, note, state="voided", **change)


async def test_an_issued_note_cannot_be_deleted(world: World) -> None:
    note = await _moved(world, await invoiced(world), "2023-01-14")
    with pytest.raises(DBAPIError, match="cannot be deleted"):
        async with world.context.database.begin() as connection:
            await connection.exec_driver_sql("DELETE FROM credit_notes WHERE id = %s", (note.id,))


async def test_a_note_cannot_begin_as_refunded_nor_exceed_the_charge(world: World) -> None:
    note = await _moved(world, await invoiced(world), "2023-01-14")
    with pytest.raises(DBAPIError, match="cannot begin as refunded"):
        await _copy(world, note, "refunded", 1)
    with pytest.raises(IntegrityError, match="would be credited 3001 of 3000 charged"):
        await _copy(world, note, "refund_due", 3_000 - 1_258 + 1)


async def _paid(world: World) -> OpenPayment:
    order = payment_order(3_000)
    await world.paid(order)
    return order


async def _moved(
    world: World, invoice: InvoiceView, start: str, revision: int = 1
) -> CreditNoteView:
    return await _moved_item(world, invoice.items[0].order_item_id, start, revision)


async def _moved_item(
    world: World, item_id: str, start: str, revision: int = 1, **more: Any
) -> CreditNoteView:
    outcome = await preview_and_issue(world, moved(item_id, start, revision, **more))
    assert outcome.credit_note is not None
    return outcome.credit_note


async def _notes(world: World, order: OpenPayment) -> list[CreditNoteView]:
    return (await world.system.credit_notes(order_id=order.order_id)).items


async def _change(world: World, note: CreditNoteView, **values: Any) -> None:
    columns = ", ".join(f"{name} = %s" for name in values)
    async with world.context.database.begin() as connection:
        await connection.exec_driver_sql(
            f"UPDATE credit_notes SET {columns} WHERE id = %s",  # noqa: S608 - names of this test
            (*values.values(), note.id),
        )


async def _copy(world: World, note: CreditNoteView, state: str, gross_minor: int) -> None:
    """A further note of the same item, written past the service."""
    async with world.context.database.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO credit_notes SELECT (jsonb_populate_record(n, jsonb_build_object("
            " 'id', n.id || 'x', 'revision', 99, 'number_sequence', n.number_sequence + 500000,"
            " 'state', %s::text, 'net_minor', %s, 'vat_minor', 0, 'gross_minor', %s,"
            " 'applied_minor', 0))).* FROM credit_notes n WHERE n.id = %s",
            (state, gross_minor, gross_minor, note.id),
        )
