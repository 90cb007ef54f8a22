"""A decision is previewed: which documents and mails, under which revision, and what is refused."""

from datetime import date, timedelta

import pytest

from contracts.decisions import (
    Decide,
    ItemIsAlreadyDecided,
    OrderHasChanged,
    StartDateIsRefused,
)
from contracts.previews import PreviewDecision
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from contracts.settings import ChangePartnerSettings
from tests.services.orders.test_deciding import carry_out
from tests.services.orders.world import OPERATOR, PAID_ON, World, key

pytestmark = pytest.mark.engines

LATER = PAID_ON + timedelta(days=13)


def approve(start_on: date = PAID_ON, revision: int | None = None) -> PreviewDecision:
    return PreviewDecision(verdict="approve", start_on=start_on, expected_revision=revision)


@pytest.mark.parametrize(("start_on", "state"), [(PAID_ON, "approved"), (LATER, "scheduled")])
async def test_a_request_is_invoiced_from_its_start(
    world: World, start_on: date, state: str
) -> None:
    order = (await world.request(await world.customer())).order
    preview = await world.admin().preview_decision(order.id, order.items[0].id, approve(start_on))
    asked = world.book.previews.invoices[-1]
    assert (asked.order_id, asked.start_on) == (order.id, start_on)
    assert preview.invoice is not None
    assert preview.invoice.first_charged_on == start_on
    assert (preview.documents, preview.credit, preview.item_state) == ("invoice", None, state)
    told = [(mail.event, mail.to) for mail in preview.mails]
    assert told == [(f"item_{state}", "carl@example.net")]
    assert await world.admin().order(order.id) == await world.acting(OPERATOR).order(order.id)
    assert preview.revision == (await world.admin().order(order.id)).revision


async def test_a_paid_item_that_starts_later_is_credited(world: World) -> None:
    order = await world.paid(await world.customer())
    [item] = order.items
    preview = await world.admin().preview_decision(order.id, item.id, approve(LATER))
    asked = world.book.previews.credits[-1]
    assert (asked.order_item_id, asked.new_start_on, asked.full) == (item.id, LATER, False)
    assert [mail.event for mail in preview.mails] == ["credit_note_issued", "item_scheduled"]
    assert preview.seen is not None
    assert (preview.seen.difference_minor, preview.seen.unused_day_count) == (1_300, 13)

    as_paid = await world.admin().preview_decision(order.id, item.id, approve())
    assert (as_paid.documents, as_paid.credit, as_paid.seen) == ("none", None, None)
    rejected = PreviewDecision(verdict="reject")
    rejection = await world.admin().preview_decision(order.id, item.id, rejected)
    assert world.book.previews.credits[-1].full
    assert [mail.event for mail in rejection.mails] == ["credit_note_issued", "item_rejected"]


async def test_the_decision_calls_for_the_documents_that_were_previewed(world: World) -> None:
    carry_out(world)
    order = await world.paid(await world.customer())
    [item] = order.items
    admin = world.admin()
    preview = await admin.preview_decision(order.id, item.id, approve(LATER))
    decided = await admin.decide(
        order.id,
        item.id,
        Decide(
            verdict="approve",
            start_on=LATER,
            expected_revision=preview.revision,
            preview=preview.seen,
        ),
        key=key(),
    )
    assert (decided.decision.documents, decided.decision.preview) == (
        preview.documents,
        preview.seen,
    )
    assert decided.order.items[0].state == preview.item_state
    moved = await admin.preview_decision(order.id, item.id, approve())
    assert [mail.event for mail in moved.mails] == ["credit_note_issued", "start_moved"]


async def test_without_credit_notes_nothing_is_credited(world: World) -> None:
    partner = str(world.partner_id)
    await world.admin().change_settings(partner, ChangePartnerSettings(credit_notes_enabled=False))
    order = await world.paid(await world.customer())
    preview = await world.admin().preview_decision(order.id, order.items[0].id, approve(LATER))
    assert (preview.documents, preview.credit) == ("none", None)


async def test_what_could_not_be_decided_is_refused_alike(world: World) -> None:
    order = await world.paid(await world.customer())
    [item] = order.items
    admin = world.admin()
    with pytest.raises(OrderHasChanged):
        await admin.preview_decision(order.id, item.id, approve(revision=order.revision + 1))
    with pytest.raises(StartDateIsRefused):
        await admin.preview_decision(order.id, item.id, approve(PAID_ON - timedelta(days=1)))
    await world.admin("bea").decide(
        order.id, item.id, Decide(verdict="reject", reason="No line."), key=key()
    )
    with pytest.raises(ItemIsAlreadyDecided):
        await admin.preview_decision(order.id, item.id, approve())


async def test_it_is_for_the_partners_staff(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    with pytest.raises(ActionIsNotAllowed):
        await customer.preview_decision(order.id, order.items[0].id, approve())
    with pytest.raises(ObjectIsNotFound):
        await world.admin(partner_id=9).preview_decision(order.id, order.items[0].id, approve())
