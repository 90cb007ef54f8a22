"""The audit of the ledger: silent over what the service books, exact about what somebody changed.

Each tampering is undone by rolling its transaction back; the audit runs inside of it.
"""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from contracts.actors import Actor
from contracts.credits import IssueCredit
from contracts.problems import ActionIsNotAllowed, CursorIsInvalid
from contracts.said import said
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from tests.services.payments.billing import moved
from tests.services.payments.tampering import change, findings, tampering
from tests.services.payments.world import World, party, payment_order, request_invoice

pytestmark = pytest.mark.engines
OPERATOR = Actor(kind="operator", id="olga")
MAKE_ROOM = (
    "UPDATE ledger_entries SET position = position + 1000 WHERE partner_id = 67 AND position > 3",
    "UPDATE ledger_entries SET position = position - 999 WHERE partner_id = 67 AND position > 3",
)


async def test_what_the_service_books_is_sound(world: World) -> None:
    order = payment_order(payer=party(partner_id=61))
    await world.paid(order)
    item_id = order.lines[0].item_id
    await world.system.issue_credit(
        IssueCredit.model_validate(
            {
                "order_item_id": item_id,
                "new_start_on": "2023-01-14",
                "revision": 1,
                "reason": said("others.words", words="x"),
            }
        )
    )
    await world.system.issue_invoice(request_invoice(payer=order.party))
    async with tampering(world) as connection:
        heads = await _sound(connection)
    assert heads[61] == 4


async def test_parallel_bookings_make_one_chain(world: World) -> None:
    payer = party(partner_id=62)
    wanted = [request_invoice(payer=payer) for _ in range(20)]
    await asyncio.gather(*(world.system.issue_invoice(one) for one in wanted))
    async with tampering(world) as connection:
        heads = await _sound(connection)
    assert heads[62] == 20


async def test_a_changed_amount_is_found(world: World) -> None:
    entry_id = await _third_of_five(world, 63)
    async with tampering(world) as connection:
        await change(
            connection,
            "UPDATE ledger_postings SET debit_minor = 2 * debit_minor,"
            " credit_minor = 2 * credit_minor WHERE entry_id = :id",
            entry_id,
        )
        found = await findings(connection)
    assert [f.subject for f in found if f.check == "entry_changed"] == [entry_id]
    assert {f.check for f in found} == {"entry_changed", "account_differs"}


@pytest.mark.parametrize(
    "tampered",
    [
        "UPDATE ledger_entries SET reference = 'x' WHERE id = :id",
        "UPDATE ledger_entries SET booked_at = booked_at - interval '1 day' WHERE id = :id",
        "UPDATE ledger_entries SET customer_id = 'cus_x' WHERE id = :id",
    ],
)
async def test_whatever_is_changed_of_an_entry_is_found(world: World, tampered: str) -> None:
    entry_id = await _third_of_five(world, 64)
    async with tampering(world) as connection:
        await change(connection, tampered, entry_id)
        found = await findings(connection)
    assert [(f.check, f.subject) for f in found] == [("entry_changed", entry_id)]


async def test_a_deleted_entry_is_found(world: World) -> None:
    entry_id = await _third_of_five(world, 65)
    async with tampering(world) as connection:
        await change(connection, "DELETE FROM ledger_postings WHERE entry_id = :id", entry_id)
        await change(connection, "DELETE FROM ledger_entries WHERE id = :id", entry_id)
        found = await findings(connection)
    missing = [f.detail.text for f in found if f.check == "entries_missing"]
    assert any("the entries 3 to 3 are gone" in detail for detail in missing)
    assert any("but 4 entries are there" in detail for detail in missing)


async def test_the_newest_entries_cut_off_are_found(world: World) -> None:
    await _third_of_five(world, 66)
    async with tampering(world) as connection:
        await change(
            connection,
            "DELETE FROM ledger_postings USING ledger_entries WHERE entry_id = id"
            " AND partner_id = 66 AND position = 5",
        )
        await change(
            connection, "DELETE FROM ledger_entries WHERE partner_id = 66 AND position = 5"
        )
        found = await findings(connection)
    assert "The chain of partner 66 ends at number 4; it was booked up to number 5" in " ".join(
        f.detail.text for f in found
    )


async def test_an_entry_inserted_in_the_middle_is_found(world: World) -> None:
    entry_id = await _third_of_five(world, 67)
    async with tampering(world) as connection:
        # As somebody would who knows of the positions, but cannot have the old hashes again.
        for statement in MAKE_ROOM:
            await change(connection, statement)
        await change(
            connection,
            "INSERT INTO ledger_entries SELECT 'led_forged', 'invoice/forged', kind, reference,"
            " customer_id, partner_id, currency, booked_at, position + 1, hash, hash"
            " FROM ledger_entries WHERE id = :id",
            entry_id,
        )
        await change(
            connection,
            "INSERT INTO ledger_postings SELECT 'led_forged', account, debit_minor, credit_minor"
            " FROM ledger_postings WHERE entry_id = :id",
            entry_id,
        )
        found = await findings(connection)
    assert ("entry_changed", "led_forged") in [(f.check, f.subject) for f in found]
    assert ("entry_without_document", "led_forged") in [(f.check, f.subject) for f in found]


async def test_a_document_without_its_number_or_with_anothers_is_found(world: World) -> None:
    await _third_of_five(world, 68)
    async with tampering(world) as connection:
        await change(
            connection,
            "UPDATE invoices SET number_sequence = 7 WHERE partner_id = 68 AND number_sequence = 2",
        )
        found = await findings(connection)
    told = {(f.check, f.subject.partition("/")[2]) for f in found}
    assert told == {("number_missing", "2"), ("number_repeated", "7")}


async def test_more_given_back_than_came_in_is_found(world: World) -> None:
    order = payment_order(payer=party(partner_id=69))
    intent = await world.paid(order)
    async with tampering(world) as connection:
        await connection.execute(
            text(
                "INSERT INTO refunds (id, business_key, order_id, customer_id, partner_id,"
                " currency, intent_id, amount_minor, state, tries) SELECT 'ref_x', 'x', order_id,"
                " customer_id, partner_id, currency, id, amount_minor + 1, 'pending', 0"
                " FROM payment_intents WHERE id = :id"
            ),
            {"id": intent.id},
        )
        found = await findings(connection)
    assert [(f.check, f.subject) for f in found] == [("refunds_exceed_captures", order.order_id)]


async def test_a_note_that_is_called_refunded_and_was_not_is_found(world: World) -> None:
    order = payment_order(payer=party(partner_id=69))
    await world.paid(order)
    outcome = await world.system.issue_credit(moved(order.lines[0].item_id, "2023-01-14"))
    assert outcome.credit_note is not None
    note_id = outcome.credit_note.id
    async with tampering(world) as connection:
        await change(
            connection, "UPDATE credit_notes SET state = 'refunded' WHERE id = :id", note_id
        )
        found = await findings(connection)
    assert [(f.check, f.subject) for f in found] == [("note_differs_from_refunds", note_id)]


async def test_more_credited_than_invoiced_is_found(world: World) -> None:
    invoice = await world.system.issue_invoice(request_invoice(payer=party(partner_id=70)))
    async with tampering(world) as connection:
        await change(
            connection,
            "INSERT INTO credit_notes (id, order_id, customer_id, partner_id, currency, number,"
            " number_year, number_sequence, state, invoice_id, order_item_id, revision, issued_on,"
            " net_minor, vat_minor, gross_minor, applied_minor, unused_day_count, reason, replaces)"
            " SELECT 'crn_x', order_id, customer_id, partner_id, currency, 'x', number_year, 2,"
            " 'refund_due', id, 'itm_x', 1, issued_on, net_minor + 1, vat_minor, gross_minor + 1,"
            " 0, 1, '{}', '[]' FROM invoices WHERE id = :id",
            invoice.id,
        )
        found = await findings(connection)
    assert ("credits_exceed_invoices", "itm_x") in [(f.check, f.subject) for f in found]


async def test_a_ledger_is_read_in_pages(world: World) -> None:
    await _third_of_five(world, 71)
    async with tampering(world) as connection:
        pages = [await audit_page(connection, None, 2)]
        while cursor := pages[-1].next_cursor:
            pages.append(await audit_page(connection, cursor, 2))
        counted = await connection.execute(text("SELECT count(*) FROM ledger_entries"))
    assert sum(page.checked_entry_count for page in pages) == counted.scalar_one()
    assert not [finding for page in pages for finding in page.findings]
    assert 71 in {head.partner_id for page in pages for head in page.heads}


async def test_only_operators_audit(world: World) -> None:
    assert (await world.acting(OPERATOR).audit_ledger()).findings == []
    for actor in (Actor(kind="admin", id="ada", partner_id=1), Actor(kind="system", id="worker")):
        with pytest.raises(ActionIsNotAllowed):
            await world.acting(actor).audit_ledger()
    with pytest.raises(CursorIsInvalid):
        await world.acting(OPERATOR).audit_ledger(cursor="bm9uc2Vuc2U")


async def _third_of_five(world: World, partner_id: int) -> str:
    """The id of the middle one of five entries of a partner of the test's own."""
    payer = party(partner_id=partner_id)
    async with world.context.database.autocommit() as connection:
        known = await connection.execute(
            text("SELECT count(*) FROM ledger_entries WHERE partner_id = :id"), {"id": partner_id}
        )
        for _ in range(5 - known.scalar_one()):
            await world.system.issue_invoice(request_invoice(payer=payer))
        third = await connection.execute(
            text("SELECT id FROM ledger_entries WHERE partner_id = :id AND position = 3"),
            {"id": partner_id},
        )
        return str(third.scalar_one())


async def _sound(connection: AsyncConnection) -> dict[int, int]:
    """Entry counts by partner."""
    pages = [await audit_page(connection, None)]
    while cursor := pages[-1].next_cursor:
        pages.append(await audit_page(connection, cursor))
    assert not [finding for page in pages for finding in page.findings]
    return {head.partner_id: head.entry_count for page in pages for head in page.heads}
