"""One list of a customer's invoices and credit notes."""

from datetime import date

import pytest

from chassis.pages import encode_cursor
from contracts.actors import Actor, Audience
from contracts.finance import FinanceDocument
from contracts.overviews import MOST_SHOWN, CurrencyOverview
from contracts.payments import BillingParty
from contracts.problems import CursorIsInvalid, ObjectIsNotFound
from tests.services.payments.billing import moved, preview_and_issue, receive, rejected
from tests.services.payments.world import World, party, payment_order, request_invoice

pytestmark = pytest.mark.engines


async def issued(
    world: World, payer: BillingParty, start_on: str = "2023-01-01"
) -> tuple[str, str]:
    """An invoice of 31.00, not paid: its id and its item's."""
    request = request_invoice(start_on, payer)
    invoice = await world.system.issue_invoice(request)
    return invoice.id, request.line.item_id


async def listed(world: World, payer: BillingParty, **wanted: object) -> list[FinanceDocument]:
    of_customer = {"customer_id": payer.customer_id, "partner_id": payer.partner_id}
    page = await world.system.documents(**of_customer, **wanted)  # type: ignore[arg-type]
    return page.items


def told(documents: list[FinanceDocument]) -> list[tuple[str, str, int, int]]:
    return [(one.kind, one.state, one.gross_minor, one.open_minor) for one in documents]


async def test_tells_what_is_due_and_what_is_owed(world: World) -> None:
    payer = party()
    invoice_id, item_id = await issued(world, payer)
    assert told(await listed(world, payer)) == [("invoice", "issued", 3_100, 3_100)]
    await receive(world, invoice_id, 2_000)
    assert told(await listed(world, payer)) == [("invoice", "issued", 3_100, 1_100)]
    await preview_and_issue(world, moved(item_id, "2023-01-14"))
    note, invoice = sorted(await listed(world, payer), key=lambda one: one.kind)
    assert told([note, invoice]) == [
        ("credit_note", "refund_due", 1_300, 200),
        ("invoice", "settled", 3_100, 0),
    ]
    assert note.corrects_number == invoice.number
    assert invoice.corrects_number is None


async def test_a_draft_is_no_document(world: World) -> None:
    order = payment_order()
    await world.open(order)
    assert await listed(world, order.party) == []
    await world.paid(order)
    assert told(await listed(world, order.party)) == [("invoice", "paid", 3_100, 0)]


async def test_what_was_given_back_is_not_owed_any_more(world: World) -> None:
    order = payment_order()
    await world.paid(order)
    back = rejected(order.lines[0].item_id, refund_to="card")
    await preview_and_issue(world, back)
    note = (await listed(world, order.party, kind="credit_note"))[0]
    refund = (await world.system.refunds(order_id=order.order_id)).items[0]
    given_back = refund.amount_minor if refund.state == "succeeded" else 0
    assert note.gross_minor - note.open_minor == given_back


async def test_filters_narrow_the_list(world: World) -> None:
    payer = party()
    first, item_id = await issued(world, payer)
    await receive(world, first, 3_100)
    second, _ = await issued(world, payer)
    await preview_and_issue(world, moved(item_id, "2023-01-14"))
    everything = await listed(world, payer)
    assert len(everything) == 3
    by_id = {one.id: one for one in everything}

    async def ids(**wanted: object) -> set[str]:
        return {one.id for one in await listed(world, payer, **wanted)}

    note_id = next(one.id for one in everything if one.kind == "credit_note")
    assert await ids(kind="invoice") == {first, second}
    assert await ids(kind="credit_note") == {note_id}
    assert await ids(only_open=True) == {second, note_id}
    assert await ids(number=by_id[second].number) == {second}
    assert await ids(number=by_id[second].number[:3] + "%") == set()
    assert await ids(order_id=by_id[first].order_id) == {first, note_id}
    day = by_id[first].issued_on
    assert await ids(issued_from=day, issued_to=date(2999, 1, 1)) >= {first}
    assert first not in await ids(issued_to=date(2001, 1, 1))
    assert first not in await ids(issued_from=date(2999, 1, 1))


async def test_pages_give_each_document_once_the_newest_first(world: World) -> None:
    payer = party()
    for day in ("2023-03-01", "2023-01-01", "2023-02-01"):
        invoice_id, item_id = await issued(world, payer, day)
        await receive(world, invoice_id, 3_100)
        await preview_and_issue(world, rejected(item_id))
    client, cursor, found = world.acting(_customer(payer)), None, []
    while True:
        page = await client.documents(limit=2, cursor=cursor)
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len({one.id for one in found}) == len(found) == 6
    assert [one.issued_on for one in found] == sorted(
        (one.issued_on for one in found), reverse=True
    )


async def test_another_customers_documents_are_not_there(world: World) -> None:
    payer = party()
    await issued(world, payer)
    assert (await world.acting(_customer(party())).documents()).items == []
    other_admin = Actor(kind="admin", id="ada", partner_id=98)
    assert (await world.acting(other_admin).documents()).items == []


@pytest.mark.parametrize("cursor", ["inv_1", "2023-99-01/inv_1", "x/y"])
async def test_a_cursor_of_another_list_is_refused(world: World, cursor: str) -> None:
    with pytest.raises(CursorIsInvalid):
        await world.system.documents(cursor=encode_cursor(cursor))


def _customer(payer: BillingParty) -> Actor:
    return Actor(
        kind="customer", id=payer.customer_id, partner_id=payer.partner_id, audience=Audience()
    )


async def test_an_overview_has_each_currency_and_the_newest_that_is_unpaid(world: World) -> None:
    payer = party()
    paid, _ = await issued(world, payer)
    await receive(world, paid, 3_100)
    unpaid = [(await issued(world, payer))[0] for _ in range(MOST_SHOWN + 1)]
    await receive(world, unpaid[0], 100)

    customer = Actor(kind="customer", id=payer.customer_id, partner_id=payer.partner_id)
    seen = await world.acting(customer).overview(payer.customer_id)

    balance_minor = (await world.acting(customer).account(payer.customer_id)).balance_minor
    assert balance_minor > 0
    owed = {"balance_minor": balance_minor, "unpaid_count": 6, "unpaid_minor": 18_500}
    assert seen.currencies == [CurrencyOverview(currency="EUR", **owed)]
    assert {one.id for one in seen.unpaid} < set(unpaid)
    assert len(seen.unpaid) == MOST_SHOWN
    with pytest.raises(ObjectIsNotFound):
        await world.acting(customer).overview("somebody-else")


async def test_an_overview_of_nobody_is_empty(world: World) -> None:
    payer = party()
    seen = await world.system.overview(payer.customer_id, partner_id=payer.partner_id)
    assert (seen.currencies, seen.unpaid) == ([], [])
