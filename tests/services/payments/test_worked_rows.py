"""The worked rows of the credit-note rule, through the service: invoiced, previewed, issued."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from billing.money import total
from tests.services.payments.billing import (
    amounts,
    gross_of,
    invoiced,
    moved,
    order_of,
    preview_and_issue,
    receive,
    rejected,
)
from tests.services.payments.domain.plans import CALENDAR_MONTH, discount, line
from tests.services.payments.world import World

pytestmark = pytest.mark.engines


@dataclass(frozen=True)
class Row:
    said: str
    plan: dict[str, Any]
    start: str
    credit_minor: int
    paid: str = "2023-01-01"


VAT_ON_TOP: dict[str, Any] = {"vat_basis_points": 2_000, "includes_vat": False}
ALL_YEAR = [discount(20, "2023-01-01", "2023-12-31")]
TABLE = [
    Row("31.00", {"listed_minor": 3_100}, "2023-01-14", 1_300),
    Row("30.00", {}, "2023-01-14", 1_258),
    Row("100.00", {"listed_minor": 10_000}, "2023-01-14", 4_194),
    Row("start = payment date", {}, "2023-01-01", 0),
    Row("start one day later", {}, "2023-01-02", 97),
    Row("February 2023", {}, "2023-02-14", 1_393, paid="2023-02-01"),
    Row("February 2024", {}, "2024-02-14", 1_345, paid="2024-02-01"),
    Row("billing day 1", {"cycle": CALENDAR_MONTH}, "2023-01-14", 387, paid="2023-01-10"),
    Row("3 months prepaid, in the first", {"months": 3}, "2023-01-14", 1_258),
    Row("3 months prepaid, to 1 February", {"months": 3}, "2023-02-01", 3_000),
    Row("VAT 20 % exclusive", VAT_ON_TOP, "2023-01-14", 1_510),
    Row("20 % discount", {"listed_minor": 3_100, "discounts": ALL_YEAR}, "2023-01-14", 1_040),
    Row("bundle with fee", {"listed_minor": 5_000, "fee_minor": 2_500}, "2023-01-14", 2_097),
    Row("JPY 3000", {"currency": "JPY"}, "2023-01-14", 1_258),
    Row("KWD 30.000", {"currency": "KWD", "listed_minor": 30_000}, "2023-01-14", 12_581),
    Row("free", {"listed_minor": 0}, "2023-01-14", 0),
    Row("after the paid period", {}, "2023-06-01", 3_000),
]


@pytest.mark.parametrize("row", TABLE, ids=[row.said for row in TABLE])
async def test_credit_of(world: World, row: Row) -> None:
    invoice = await invoiced(world, row.paid, **row.plan)
    await receive(world, invoice.id, invoice.amount.gross_minor)
    item_id = invoice.items[0].order_item_id

    outcome = await preview_and_issue(world, moved(item_id, row.start))

    assert gross_of(outcome) == row.credit_minor
    assert (outcome.credit_note is None) == (row.credit_minor == 0)
    account = await world.account(invoice)
    assert account.balance_minor == invoice.amount.gross_minor - row.credit_minor


async def test_vat_on_top_is_rounded_apart(world: World) -> None:
    invoice = await invoiced(world, **VAT_ON_TOP)
    outcome = await preview_and_issue(world, moved(invoice.items[0].order_item_id, "2023-01-14"))
    assert outcome.credit_note is not None
    assert amounts(outcome.credit_note.amount) == (1_258, 252, 1_510)


async def test_an_order_of_several_rates_sums_and_is_credited_item_by_item(world: World) -> None:
    order = order_of(
        line(3_000, **VAT_ON_TOP),
        line(33, vat_basis_points=1_000, includes_vat=False),
        line(33, vat_basis_points=1_000, includes_vat=False),
        line(33, vat_basis_points=1_000, includes_vat=False, fee_minor=2_500),
        line(1_000, vat_basis_points=700),
    )
    captured = await world.paid(order)
    invoice = await world.system.invoice(captured.invoice_id)
    assert total([item.amount for item in invoice.items]) == invoice.amount
    at_ten = [item.amount.vat_minor for item in invoice.items if item.vat_basis_points == 1_000]
    assert sum(at_ten) == 260  # half up of 259.9, once for the four items
    for ordered in order.lines:
        await preview_and_issue(world, rejected(ordered.item_id))
    notes = (await world.system.credit_notes(order_id=order.order_id)).items
    assert total([note.amount for note in notes]) == invoice.amount
    assert (await world.account(order.party)).balance_minor == (-invoice.amount.gross_minor)


PLANS = some.fixed_dictionaries(
    {
        "listed_minor": some.integers(0, 20_000),
        "vat_basis_points": some.sampled_from([0, 700, 2_000]),
        "includes_vat": some.booleans(),
        "fee_minor": some.sampled_from([0, 2_500]),
        "months": some.integers(1, 2),
    }
)
DAYS = some.lists(some.integers(0, 70), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=PLANS, days=DAYS, paid_percent=some.sampled_from([0, 40, 100]))
async def test_whatever_is_moved_the_preview_is_issued_and_the_books_agree(
    world: World, plan: dict[str, Any], days: list[int], paid_percent: int
) -> None:
    invoice = await invoiced(world, **dict(plan))
    await receive(world, invoice.id, invoice.amount.gross_minor * paid_percent // 100)
    item_id = invoice.items[0].order_item_id
    charged_back = 0
    for revision, count in enumerate(days, start=1):
        start = date(2023, 1, 1) + timedelta(days=count)
        outcome = await preview_and_issue(world, moved(item_id, start.isoformat(), revision))
        if outcome.supplementary_invoice_id:
            supplement = await world.system.invoice(outcome.supplementary_invoice_id)
            charged_back += supplement.amount.gross_minor
    notes = (await world.system.credit_notes(order_id=invoice.order_id)).items
    live = sum(note.amount.gross_minor for note in notes if note.state != "voided")
    assert live - charged_back == outcome.preview.target.gross_minor
    assert all(min(n.amount.net_minor, n.amount.vat_minor) >= 0 for n in notes)
    account = await world.account(invoice)
    assert account.balance_minor == invoice.amount.gross_minor - live + charged_back
    booked = sum(entry.debit_minor - entry.credit_minor for entry in account.entries)
    assert booked == account.balance_minor
