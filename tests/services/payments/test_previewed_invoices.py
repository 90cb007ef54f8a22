"""What was previewed of a request's invoice is what is issued, to the cent and to the day."""

from typing import Any

import pytest

from contracts.actors import Actor, ActorKind
from contracts.catalog import BillingCycle
from contracts.message import Page
from contracts.payments import InvoicePreview, InvoiceView
from contracts.problems import ActionIsNotAllowed
from tests.services.payments.billing import request_of
from tests.services.payments.domain.plans import CALENDAR_MONTH, MONTHLY, ONCE, line
from tests.services.payments.world import World

pytestmark = pytest.mark.engines


def said_of(preview: InvoicePreview) -> list[object]:
    return [(one.kind, one.description, one.amount, one.segments) for one in preview.lines]


def issued(invoice: InvoiceView) -> list[object]:
    return [(one.kind, one.description, one.amount, one.segments) for one in invoice.items]


@pytest.mark.parametrize("start_on", ["2023-01-01", "2023-01-31", "2024-02-29", "2023-12-15"])
@pytest.mark.parametrize(
    ("cycle", "months"), [(MONTHLY, 1), (MONTHLY, 3), (CALENDAR_MONTH, 2), (ONCE, 1)]
)
@pytest.mark.parametrize("vat", [{}, {"vat_basis_points": 2_000, "includes_vat": False}])
async def test_the_invoice_is_the_one_that_was_previewed(
    world: World, start_on: str, cycle: BillingCycle, months: int, vat: dict[str, Any]
) -> None:
    ordered = line(2_999, cycle=cycle, fee_minor=1_001, quantity=3, **vat)
    wanted = request_of(ordered, start_on, months)
    preview = await world.system.preview_invoice(wanted)
    assert (await world.system.invoices(order_id=wanted.order_id)) == Page[InvoiceView](items=[])

    invoice = await world.system.issue_invoice(wanted)

    assert (preview.amount, preview.currency) == (invoice.amount, invoice.currency)
    assert said_of(preview) == issued(invoice)
    segments = [segment for item in invoice.items for segment in item.segments]
    assert preview.day_count == sum(segment.day_count for segment in segments)
    first_days = [segment.first_day for segment in segments]
    assert preview.first_charged_on == min(first_days, default=None)


async def test_people_ask_the_orders_service(world: World) -> None:
    wanted = request_of(line(3_000), "2023-01-01")
    kinds: list[ActorKind] = ["admin", "operator"]
    for kind in kinds:
        actor = Actor(kind=kind, id="ada", partner_id=wanted.party.partner_id)
        with pytest.raises(ActionIsNotAllowed):
            await world.acting(actor).preview_invoice(wanted)
