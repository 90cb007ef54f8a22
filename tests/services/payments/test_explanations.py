"""Every amount can be asked why: over HTTP, by those who may see the document, always the same."""

import pytest

from contracts.actors import Actor, Audience
from contracts.problems import ObjectIsNotFound
from tests.services.payments.billing import invoiced, moved, order_of, preview_and_issue
from tests.services.payments.domain.plans import line
from tests.services.payments.world import World

pytestmark = pytest.mark.engines


async def test_an_invoice_explains_each_of_its_amounts(world: World) -> None:
    order = order_of(line(5_000, fee_minor=2_500), line(3_000), months=2)
    captured = await world.paid(order)
    told = await world.system.explain_invoice(captured.invoice_id)
    assert [(one.title, one.fraction, one.amount.gross_minor) for one in told.lines] == [
        ("Fibre", "31/31", 5_000),
        ("Fibre", "28/28", 5_000),
        ("Activation fee: Fibre", None, 2_500),
        ("Fibre", "31/31", 3_000),
        ("Fibre", "28/28", 3_000),
    ]
    assert sum(one.amount.gross_minor for one in told.lines) == told.amount.gross_minor
    assert told.sentences == [one.sentence for one in told.lines]


async def test_a_credit_note_explains_itself_the_same_for_ever(world: World) -> None:
    order = order_of(line(3_000, fee_minor=2_500))
    await world.paid(order)
    item_id = order.lines[0].item_id
    first = await preview_and_issue(world, moved(item_id, "2023-01-14"))
    assert first.credit_note is not None
    told = await world.system.explain_credit_note(first.credit_note.id)
    period, fee = told.lines
    assert (period.fraction, period.unrounded, period.rounding) == ("13/31", "12.5806…", "down")
    assert (period.unused_day_count, period.day_count) == (13, 31)
    assert fee.amount.gross_minor == 0
    assert told.amount == first.credit_note.amount

    back = await preview_and_issue(world, moved(item_id, "2023-01-10", 2))
    assert await world.system.explain_credit_note(first.credit_note.id) == told
    assert back.credit_note is not None
    replaced = await world.system.explain_credit_note(back.credit_note.id)
    assert replaced.sentences[-1] == (
        f"Before, 12.58 EUR had been credited. This note of 8.71 EUR replaces"
        f" {first.credit_note.number}, which no longer count."
    )


async def test_a_supplement_explains_what_it_charges_back(world: World) -> None:
    invoice = await invoiced(world)
    item_id = invoice.items[0].order_item_id
    await preview_and_issue(world, moved(item_id, "2023-01-14"))
    back = await preview_and_issue(world, moved(item_id, "2023-01-10", 2))
    told = await world.system.explain_invoice(back.supplementary_invoice_id or "")
    assert told.sentences == [
        "12.58 EUR had been credited, for days that were used after all; 8.71 EUR are right.",
        "This invoice charges 3.87 EUR, whose credit was refunded or used already.",
    ]


async def test_only_those_who_see_a_document_see_why(world: World) -> None:
    invoice = await invoiced(world)
    outcome = await preview_and_issue(world, moved(invoice.items[0].order_item_id, "2023-01-14"))
    assert outcome.credit_note is not None
    owner = Actor(kind="customer", id=invoice.customer_id, partner_id=1, audience=Audience())
    assert (await world.acting(owner).explain_invoice(invoice.id)).amount == invoice.amount
    for stranger in (
        Actor(kind="customer", id="cus_other", partner_id=1, audience=Audience()),
        Actor(kind="admin", id="ada", partner_id=2),
    ):
        client = world.acting(stranger)
        with pytest.raises(ObjectIsNotFound):
            await client.explain_invoice(invoice.id)
        with pytest.raises(ObjectIsNotFound):
            await client.explain_credit_note(outcome.credit_note.id)
