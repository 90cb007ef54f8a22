"""An order is charged what its quote said, for the days that begin with the payment."""

from datetime import date

import pytest

from services.payments.domain.invoicing.items import ChargedItem
from tests.services.payments.billing import order_of
from tests.services.payments.domain.plans import CALENDAR_MONTH, charged, line
from tests.services.payments.world import World, payment_order

pytestmark = pytest.mark.engines


@pytest.mark.parametrize(
    ("captured_on", "first_day", "last_day"),
    [
        ("2023-01-10", "2023-01-10", "2023-01-31"),
        ("2023-01-12", "2023-01-12", "2023-02-02"),
    ],
)
async def test_a_partial_month_is_charged_as_quoted(
    world: World, captured_on: str, first_day: str, last_day: str
) -> None:
    ordered = line(3_000, cycle=CALENDAR_MONTH)
    [item] = charged(ordered, "2023-01-10")
    order = order_of(ordered)
    [wanted] = order.lines
    quoted = wanted.line.model_copy(update=_told(item))
    order = order.model_copy(update={"lines": [wanted.model_copy(update={"line": quoted})]})

    captured = await world.paid(order, captured_on)

    assert captured.amount_minor == 2_129
    [segment] = (await world.system.invoice(captured.invoice_id)).items[0].segments
    assert (segment.first_day, segment.last_day) == (
        date.fromisoformat(first_day),
        date.fromisoformat(last_day),
    )
    assert segment.amount.gross_minor == 2_129


async def test_a_draft_shows_the_days_that_its_page_promises(world: World) -> None:
    intent = await world.open(payment_order())
    [item] = (await world.system.invoice(intent.invoice_id)).items
    assert [segment.amount for segment in item.segments] == [item.amount]


def _told(item: ChargedItem) -> dict[str, object]:
    first = item.segments[0].first_day
    return {"start_on": first, "period": item.amount, "segments": list(item.segments)}
