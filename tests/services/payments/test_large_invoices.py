"""The largest order that can be quoted can also be paid: its invoice goes through every limit."""

import pytest

from chassis.ids import new_id
from chassis.page_sizes import LARGEST_PAGE_BYTES, PART_BYTES
from clients.answers import LARGEST_BYTES
from clients.pages import all_of
from contracts.message import LARGEST_BODY_BYTES, Page
from contracts.payments import BillingParty, InvoiceLine, InvoiceView, OpenPayment
from contracts.problems import RequestIsTooLarge
from tests.services.catalog.domain.large_quotes import OFFERINGS, most_lines, quote_of
from tests.services.payments.world import World

pytestmark = pytest.mark.engines
WIDE = "\x01"
"""Six bytes in JSON."""


def largest_order(kind: str, more_lines: int = 0) -> OpenPayment:
    """Of a customer and a partner whose every text is as long as it may be."""
    quote = quote_of(kind, most_lines(kind))
    party = BillingParty(
        partner_id=96,
        customer_id=new_id("cus"),
        time_zone="Europe/Vienna",
        billing_day=28,
        numbering_pattern="{next:060d}"[:60],
        legal_name=WIDE * 200,
        address=WIDE * 500,
        vat_id=WIDE * 40,
        customer_name=WIDE * 200,
    )
    lines = [*quote.lines, *quote.lines[:1] * more_lines]
    return OpenPayment(
        order_id=new_id("ord"),
        attempt=1,
        party=party,
        currency=quote.currency,
        lines=[InvoiceLine(item_id=new_id("itm"), line=line) for line in lines],
        payment_method=WIDE * 200,
        return_url="https://portal.example/" + "é" * 1_900,
    )


@pytest.mark.parametrize("kind", OFFERINGS)
async def test_the_largest_quote_is_invoiced_and_paid(world: World, kind: str) -> None:
    order = largest_order(kind)
    assert len(order.model_dump_json().encode()) <= LARGEST_BODY_BYTES
    intent = await world.paid(order)
    invoice = await world.system.invoice(intent.invoice_id)
    assert (invoice.state, len(invoice.items)) == ("paid", len(order.lines))


@pytest.mark.nightly
async def test_a_list_of_the_largest_invoices_is_read_to_its_end(world: World) -> None:
    payer = largest_order("plan").party
    for _ in range(12):
        await world.open(largest_order("plan").model_copy(update={"party": payer}))
    customer_id, partner_id = payer.customer_id, payer.partner_id

    async def page(cursor: str | None) -> Page[InvoiceView]:
        return await world.system.invoices(
            customer_id=customer_id, partner_id=partner_id, cursor=cursor, limit=200
        )

    first = await page(None)
    assert first.next_cursor is not None
    assert sum(len(invoice.items) for invoice in first.items) <= LARGEST_PAGE_BYTES // PART_BYTES
    assert len(first.model_dump_json().encode()) <= LARGEST_PAGE_BYTES + 1_000 < LARGEST_BYTES
    listed = [invoice async for invoice in all_of(page)]
    assert len({invoice.id for invoice in listed}) == 12
    for invoice in listed:
        whole = await world.system.invoice(invoice.id)
        assert all(item.segments for item in whole.items if item.kind == "period")
        bare = [item.model_copy(update={"segments": []}) for item in whole.items]
        assert invoice == whole.model_copy(update={"items": bare})


async def test_what_is_larger_is_refused_for_good(world: World) -> None:
    order = largest_order("plan", more_lines=60)
    with pytest.raises(RequestIsTooLarge) as refused:
        await world.open(order)
    assert not refused.value.passes
