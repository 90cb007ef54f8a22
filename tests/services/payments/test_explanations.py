"""Every amount can be asked why: over HTTP, by those who may see the document, always the same."""

import pytest
from pydantic import SecretStr

from chassis.tokens import sign
from contracts.actors import Actor, Audience
from contracts.message import Language
from contracts.problems import ObjectIsNotFound
from contracts.said import Said
from tests.services.payments.billing import invoiced, moved, order_of, preview_and_issue
from tests.services.payments.domain.plans import line
from tests.services.payments.world import World

pytestmark = pytest.mark.engines
ADMIN = Actor(kind="admin", id="ada", partner_id=1)
NOTES = "/v1/credit-notes"


async def test_an_invoice_explains_each_of_its_amounts(world: World) -> None:
    order = order_of(line(5_000, fee_minor=2_500), line(3_000), months=2)
    captured = await world.paid(order)
    told = await world.system.explain_invoice(captured.invoice_id)
    assert [(one.title, one.day_count, one.amount.gross_minor) for one in told.lines] == [
        ("Fibre", 31, 5_000),
        ("Fibre", 28, 5_000),
        ("Activation fee: Fibre", None, 2_500),
        ("Fibre", 31, 3_000),
        ("Fibre", 28, 3_000),
    ]
    assert sum(one.amount.gross_minor for one in told.lines) == told.amount.gross_minor
    assert told.sentences == []


@pytest.mark.parametrize(
    ("language", "calculation"),
    [
        ("en", "30.00 × 13/31 = 12.580645…, rounded down to €12.58"),
        ("de", "30,00 × 13/31 = 12,580645…, abgerundet auf 12,58\xa0€"),
        ("fr", "30,00 × 13/31 = 12,580645…, arrondi par défaut à 12,58\xa0€"),
    ],
)
async def test_preview_answer_and_document_tell_the_same_in_each_language(
    world: World, token_keys: dict[str, SecretStr], language: Language, calculation: str
) -> None:
    order = order_of(line(3_000, fee_minor=2_500))
    payer = order.party.model_copy(update={"language": language})
    await world.paid(order.model_copy(update={"party": payer}))
    move = moved(order.lines[0].item_id, "2023-01-14")
    speaking = {"Authorization": f"Bearer {sign(token_keys, 'portal', 'payments', ADMIN)}"}
    speaking["Accept-Language"] = language
    asked = {"order_item_id": move.order_item_id, "new_start_on": "2023-01-14"}

    preview = (await world.raw.post(f"{NOTES}/preview", json=asked, headers=speaking)).json()
    note = (await world.system.issue_credit(move)).credit_note
    assert note is not None
    told = (await world.raw.get(f"{NOTES}/{note.id}/explanation", headers=speaking)).json()
    page = (await world.system.credit_note_document(note.id, "html")).decode()

    assert told["lines"] == preview["lines"]
    days, fee = (one["sentence"]["text"] for one in told["lines"])
    assert calculation in days
    assert fee not in page, "its line says so"
    for sentence in (days, *(one["text"] for one in told["sentences"])):
        assert sentence in page


async def test_a_credit_note_explains_itself_the_same_for_ever(world: World) -> None:
    order = order_of(line(3_000, fee_minor=2_500))
    await world.paid(order)
    item_id = order.lines[0].item_id
    first = await preview_and_issue(world, moved(item_id, "2023-01-14"))
    assert first.credit_note is not None
    told = await world.system.explain_credit_note(first.credit_note.id)
    period, fee = told.lines
    assert isinstance(period.sentence.facts["sum"], Said)
    assert period.sentence.facts["sum"].facts["result_exact"] == "39000/31"
    assert (period.unused_day_count, period.day_count) == (13, 31)
    assert (period.charged.gross_minor, period.amount.gross_minor) == (3_000, 1_258)
    assert fee.amount.gross_minor == 0
    assert told.amount == first.credit_note.amount

    back = await preview_and_issue(world, moved(item_id, "2023-01-10", 2))
    assert await world.system.explain_credit_note(first.credit_note.id) == told
    assert back.credit_note is not None
    replaced = await world.system.explain_credit_note(back.credit_note.id)
    assert [one.text for one in replaced.sentences[1:]] == [
        "This note credits €8.71.",
        (
            f"Before, €12.58 had been credited. Credit note {first.credit_note.number} no longer"
            " counts; this one replaces it."
        ),
    ]


async def test_a_supplement_explains_what_it_charges_back_as_its_document_does(
    world: World,
) -> None:
    invoice = await invoiced(world)
    item_id = invoice.items[0].order_item_id
    await preview_and_issue(world, moved(item_id, "2023-01-14"))
    back = await preview_and_issue(world, moved(item_id, "2023-01-10", 2))
    supplement = await world.system.invoice(back.supplementary_invoice_id or "")
    told = [one.text for one in (await world.system.explain_invoice(supplement.id)).sentences]
    assert told == [
        "€12.58 had been credited, for days that were used after all; €8.71 is right.",
        "This invoice charges €3.87, whose credit was refunded or used already.",
    ]
    page = (await world.system.invoice_document(supplement.id, "html")).decode()
    assert all(sentence in page for sentence in told)
    assert [(one.kind, one.description) for one in supplement.items] == [
        ("supplement", "Credited days used after all: Fibre")
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
