"""A note closes what is due on its item's invoices, an invoice that charges credit back takes what
is left of its notes: nobody is owed what was never paid, and nothing goes out twice."""

import asyncio
from datetime import date

import pytest

from contracts.bookkeeping import InvoiceIsNotOpen
from contracts.credits import CreditOutcome
from contracts.payments import OpenPayment
from contracts.refunds import CreditNoteOwesNothing, SettleRefundByHand
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from services.payments.use_cases.refunding.take_back_refund import look_at_made_refund
from tests.services.payments.billing import gross_of, invoiced, moved, preview_and_issue
from tests.services.payments.item_chain import ADMIN, ItemChain, chain_of, give, pay
from tests.services.payments.refunding import comes_back, key, until
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


async def test_credit_that_was_given_back_and_charged_again_goes_out_once(world: World) -> None:
    """30.00 paid on 1 January; start on the 14th, refunded; on the 1st again; on the 14th again."""
    order = await _paid(world)
    first = await _move(world, order, "2023-01-14", 1, refund_to="card")
    assert gross_of(first) == 1_258
    await _refunds_are_done(world, order)

    back = await _move(world, order, "2023-01-01", 2)
    again = await world.system.invoice(back.supplementary_invoice_id or "")
    assert (again.state, again.amount.gross_minor, again.due_minor) == ("issued", 1_258, 1_258)

    forth = await _move(world, order, "2023-01-14", 3, refund_to="card")

    assert forth.credit_note is not None
    assert (forth.credit_note.state, forth.credit_note.applied_minor) == ("closed", 1_258)
    assert gross_of(forth) == 1_258
    closed = await world.system.invoice(again.id)
    assert (closed.state, closed.paid_minor, closed.credited_minor) == ("settled", 0, 1_258)
    assert closed.due_minor == 0
    with pytest.raises(CreditNoteOwesNothing):
        await give(world, forth.credit_note.id)
    with pytest.raises(InvoiceIsNotOpen, match=r"\(settled\)"):
        await pay(world, again.id, 1)
    chain = await chain_of(world, order.order_id)
    assert [refund.amount_minor for refund in chain.refunds] == [1_258]
    assert (chain.due_minor, chain.rest_minor) == (0, 0)
    assert await world.charged_minor(order) == 3_000 - 1_258
    assert (await world.account(order.party)).balance_minor == 0
    await _books_are_sound(world)


async def test_who_never_paid_is_owed_nothing(world: World) -> None:
    """A request of 31.00: start on 10 February, on 1 January, on 10 February again."""
    invoice = await invoiced(world, listed_minor=3_100)
    item_id = invoice.items[0].order_item_id
    first, back, again = [
        await preview_and_issue(world, moved(item_id, start, revision))
        for revision, start in enumerate(["2023-02-10", "2023-01-01", "2023-02-10"], start=1)
    ]
    assert first.credit_note is not None
    assert again.credit_note is not None
    assert [gross_of(one) for one in (first, back, again)] == [3_100, 0, 3_100]
    chain = await chain_of(world, invoice.order_id)
    supplement, original = chain.invoices
    assert supplement.id == back.supplementary_invoice_id
    assert original.id == invoice.id
    for shown in chain.invoices:
        assert (shown.state, shown.credited_minor, shown.due_minor) == ("settled", 3_100, 0)
    for note in chain.notes:
        assert (note.state, note.applied_minor) == ("closed", 3_100)
        with pytest.raises(CreditNoteOwesNothing):
            await give(world, note.id)
    assert (await world.account(invoice)).balance_minor == 0
    await _books_are_sound(world)


async def test_forward_twice_and_back_leaves_8_71_refund_due(world: World) -> None:
    order = await _paid(world)
    for revision, start in enumerate(["2023-01-14", "2023-01-20", "2023-01-10"], start=1):
        await _move(world, order, start, revision)
    chain = await chain_of(world, order.order_id)
    assert (chain.due_minor, chain.rest_minor) == (0, 871)


async def test_what_is_charged_again_takes_the_rests_of_notes_newest_first(world: World) -> None:
    """As before, with a part of each note refunded, so that none can be voided."""
    order = await _paid(world)
    for revision, (start, part) in enumerate([("2023-01-14", 500), ("2023-01-20", 100)], start=1):
        outcome = await _move(world, order, start, revision)
        assert outcome.credit_note is not None
        await give(world, outcome.credit_note.id, part)
    await _refunds_are_done(world, order)

    back = await _move(world, order, "2023-01-10", 3)

    chain = await chain_of(world, order.order_id)
    newer, older = chain.notes
    assert (newer.state, newer.amount.gross_minor, newer.applied_minor) == ("refunded", 581, 481)
    assert (older.state, older.amount.gross_minor, older.applied_minor) == (
        "refund_due",
        1_258,
        968 - 481,
    )
    supplement = chain.invoices[0]
    assert (supplement.id, supplement.state) == (back.supplementary_invoice_id, "settled")
    assert (supplement.amount.gross_minor, supplement.credited_minor) == (968, 968)
    assert (chain.due_minor, chain.rest_minor) == (0, 871 - 600)
    assert (await give(world, older.id)).amount_minor == 871 - 600
    page = await world.system.invoice_document(supplement.id, "html")
    assert "Settled by credit that was still due to you: €9.68." in page.decode()
    assert "Nothing is due." in page.decode()
    await _refunds_are_done(world, order)
    assert await world.charged_minor(order) == 3_000 - 871
    await _books_are_sound(world)


async def test_only_what_no_rest_covers_of_it_is_due_and_can_be_paid(world: World) -> None:
    order = await _paid(world)
    outcome = await _move(world, order, "2023-01-14", 1)
    assert outcome.credit_note is not None
    await give(world, outcome.credit_note.id, 500)

    back = await _move(world, order, "2023-01-01", 2)

    part = await world.system.invoice(back.supplementary_invoice_id or "")
    assert (part.state, part.credited_minor, part.due_minor) == ("issued", 758, 500)
    told = await world.system.explain_invoice(part.id)
    assert told.sentences[-1].text == (
        "This invoice charges €12.58. Credit of €7.58 that was not given back yet settled it at"
        " once, and €5.00 remained due."
    )
    await pay(world, part.id, 500)
    paid = await world.system.invoice(part.id)
    assert (paid.state, paid.paid_minor, paid.credited_minor) == ("paid", 500, 758)
    forth = await _move(world, order, "2023-01-14", 3)
    assert forth.credit_note is not None
    assert (forth.credit_note.state, forth.credit_note.applied_minor) == ("refund_due", 0)
    page = await world.system.invoice_document(part.id, "html")
    assert "Settled by credit that was still due to you: €7.58." in page.decode()
    assert "€5.00" in page.decode()
    await _books_are_sound(world)


async def test_a_refund_that_is_on_its_way_settles_nothing(world: World) -> None:
    order = await _paid(world)
    simulator, world.to_simulator.app = world.to_simulator.app, None
    try:
        await _move(world, order, "2023-01-14", 1, refund_to="card")
        await _move(world, order, "2023-01-01", 2)
        assert (await chain_of(world, order.order_id)).due_minor == 1_258
        forth = await _move(world, order, "2023-01-14", 3, refund_to="card")
    finally:
        world.to_simulator.app = simulator
    assert forth.credit_note is not None
    assert forth.credit_note.state == "closed"
    await _refunds_are_done(world, order)
    assert await world.charged_minor(order) == 3_000 - 1_258
    chain = await chain_of(world, order.order_id)
    assert [note.state for note in chain.notes] == ["closed", "refunded"]
    await _books_are_sound(world)


async def test_a_refund_that_came_back_is_owed_by_itself_and_once(world: World) -> None:
    """Charged again meanwhile, it is still the refund's matter: the new note closes the invoice."""
    order = await _paid(world, card="refund_comes_back")
    await _move(world, order, "2023-01-14", 1, refund_to="card")
    chain = await _refunds_are_done(world, order)
    [refund] = chain.refunds
    await comes_back(world, order)
    await look_at_made_refund(world.context, refund.id)
    await _move(world, order, "2023-01-01", 2)
    await _move(world, order, "2023-01-14", 3, refund_to="card")
    chain = await chain_of(world, order.order_id)
    assert [note.state for note in chain.notes] == ["closed", "refund_due"]
    assert (chain.due_minor, chain.rest_minor) == (0, 0)
    with pytest.raises(CreditNoteOwesNothing):
        await give(world, chain.notes[1].id)

    given = SettleRefundByHand(method="cash", reference="R-1", given_back_on=date(2023, 1, 20))
    await world.acting(ADMIN).settle_refund_by_hand(refund.id, given, key=key())

    chain = await chain_of(world, order.order_id)
    assert [note.state for note in chain.notes] == ["closed", "refunded"]
    assert chain.given_minor == 1_258
    await _books_are_sound(world)


async def test_paid_by_hand_and_credited_at_the_same_moment_it_is_one_of_both(
    world: World,
) -> None:
    for _ in range(5):
        order = await _paid(world)
        await _move(world, order, "2023-01-14", 1, refund_to="card")
        back = await _move(world, order, "2023-01-01", 2)
        supplement_id = back.supplementary_invoice_id or ""
        paid, credited = await asyncio.gather(
            pay(world, supplement_id, 1_258),
            world.system.issue_credit(moved(order.lines[0].item_id, "2023-01-14", 3)),
            return_exceptions=True,
        )
        assert isinstance(credited, CreditOutcome)
        assert credited.credit_note is not None
        supplement = await world.system.invoice(supplement_id)
        if isinstance(paid, InvoiceIsNotOpen):
            told = ("closed", 1_258, "settled")
        else:
            assert paid is None
            told = ("refund_due", 0, "paid")
        note = credited.credit_note
        assert (note.state, note.applied_minor, supplement.state) == told
        await chain_of(world, order.order_id)


async def test_refunded_and_moved_back_at_the_same_moment_it_is_one_of_both(world: World) -> None:
    for _ in range(5):
        order = await _paid(world)
        outcome = await _move(world, order, "2023-01-14", 1)
        assert outcome.credit_note is not None
        refunded, back = await asyncio.gather(
            give(world, outcome.credit_note.id, 500),
            world.system.issue_credit(moved(order.lines[0].item_id, "2023-01-01", 2)),
            return_exceptions=True,
        )
        assert isinstance(back, CreditOutcome)
        chain = await chain_of(world, order.order_id)
        if isinstance(refunded, CreditNoteOwesNothing):
            assert [note.state for note in chain.notes] == ["voided"]
            assert chain.due_minor == 0
        else:
            assert not isinstance(refunded, BaseException)
            assert chain.due_minor == 500


async def _paid(world: World, card: str = "success") -> OpenPayment:
    order = payment_order(3_000)
    intent = await world.open(order)
    await world.pay(intent, card, captured_at="2023-01-01")
    await world.settled(intent, "captured")
    return order


async def _move(
    world: World, order: OpenPayment, start: str, revision: int, **more: str
) -> CreditOutcome:
    item_id = order.lines[0].item_id
    return await preview_and_issue(world, moved(item_id, start, revision, **more))


async def _refunds_are_done(world: World, order: OpenPayment) -> ItemChain:
    for refund in (await world.system.refunds(order_id=order.order_id)).items:
        await until(world, refund, "succeeded")
    return await chain_of(world, order.order_id)


async def _books_are_sound(world: World) -> None:
    async with world.context.database.autocommit() as connection:
        assert (await audit_page(connection, None)).findings == []
