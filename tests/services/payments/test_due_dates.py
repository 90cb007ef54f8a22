"""Until when an invoice is to be paid, and which ones should have been."""

from datetime import UTC, datetime, timedelta

import pytest

from billing.days import local_date
from contracts.finance import FinanceDocument
from contracts.payments import BillingParty, InvoiceView
from services.payments.domain.days import term_of
from tests.services.payments.billing import moved, preview_and_issue, receive, rejected
from tests.services.payments.world import World, party, payment_order, request_invoice

pytestmark = pytest.mark.engines


def with_term(days: int) -> BillingParty:
    return party().model_copy(update={"payment_term_days": days})


async def issued(world: World, payer: BillingParty) -> tuple[InvoiceView, str]:
    """An invoice of 31.00, and its item's id."""
    request = request_invoice(payer=payer)
    return await world.system.issue_invoice(request), request.line.item_id


async def overdue(world: World, payer: BillingParty, **more: object) -> list[FinanceDocument]:
    page = await world.system.documents(
        customer_id=payer.customer_id,
        partner_id=payer.partner_id,
        only_overdue=True,
        **more,  # type: ignore[arg-type]
    )
    return page.items


@pytest.mark.parametrize("days", [0, 14, 365])
async def test_an_unpaid_invoice_is_due_after_the_partners_term(world: World, days: int) -> None:
    payer = with_term(days)
    invoice, _ = await issued(world, payer)
    assert invoice.issued_on is not None
    assert invoice.due_on == invoice.issued_on + timedelta(days=days)
    assert not invoice.is_overdue
    [listed] = (await world.system.documents(order_id=invoice.order_id)).items
    assert (listed.due_on, listed.is_overdue) == (invoice.due_on, False)


async def test_it_is_overdue_once_its_last_day_is_over_for_the_partner(world: World) -> None:
    payer = with_term(14)
    invoice, _ = await issued(world, payer)
    other, _ = await issued(world, payer)
    await receive(world, other.id, 3_100)
    assert await overdue(world, payer) == []
    with world.clock.later(timedelta(days=14)):
        assert local_date(world.clock(), payer.time_zone) == invoice.due_on
        assert await overdue(world, payer) == []
    with world.clock.later(timedelta(days=15)):
        assert [one.id for one in await overdue(world, payer)] == [invoice.id]
        assert [one.id for one in await overdue(world, payer, kind="invoice")] == [invoice.id]
        assert await overdue(world, payer, kind="credit_note") == []
        assert (await world.system.invoice(invoice.id)).is_overdue
        account = await world.system.overview(payer.customer_id, partner_id=payer.partner_id)
        assert [(one.due_on, one.is_overdue) for one in account.unpaid] == [(invoice.due_on, True)]


async def test_what_is_paid_or_settled_is_never_due(world: World) -> None:
    payer = with_term(0)
    paid, _ = await issued(world, payer)
    await receive(world, paid.id, 3_100)
    settled, item_id = await issued(world, payer)
    await preview_and_issue(world, rejected(item_id))
    order = payment_order(payer=payer)
    at_once = await world.paid(order)
    with world.clock.later(timedelta(days=9)):
        for invoice_id in (paid.id, settled.id, at_once.invoice_id):
            invoice = await world.system.invoice(invoice_id)
            assert (invoice.due_on, invoice.is_overdue) == (None, False), invoice.state
        assert await overdue(world, payer) == []


async def test_days_charged_again_are_due_as_well(world: World) -> None:
    order = payment_order(payer=with_term(30))
    await world.paid(order)
    item_id = order.lines[0].item_id
    await preview_and_issue(world, moved(item_id, "2023-01-14", refund_to="card"))
    outcome = await preview_and_issue(world, moved(item_id, "2023-01-01", revision=2))
    assert outcome.supplementary_invoice_id is not None
    invoice = await world.system.invoice(outcome.supplementary_invoice_id)
    assert invoice.issued_on is not None
    assert invoice.due_on == invoice.issued_on + timedelta(days=30)


def test_a_day_is_over_where_the_partner_is() -> None:
    payer = party().model_copy(update={"payment_term_days": 1, "time_zone": "Pacific/Auckland"})
    term = term_of(datetime(2023, 1, 9, tzinfo=UTC).date(), payer)
    assert term.due_on.isoformat() == "2023-01-10"
    assert term.overdue_at == datetime(2023, 1, 10, 11, tzinfo=UTC)
