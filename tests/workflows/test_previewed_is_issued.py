"""What was previewed is what is issued: documents, amounts, days, the item's state and the mails,
for each kind of decision, over all services and the workflow that carries it out."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from clients.pages import all_of
from contracts.credits import CreditNoteView, ForeseenDocuments
from contracts.decisions import GRANTED, Decide, MoveStart
from contracts.mails import MailView
from contracts.orders import DecisionOutcome, OrderItemView, OrderView
from contracts.payments import InvoiceView
from contracts.previews import DecisionPreview, PreviewDecision
from contracts.settings import ChangePartnerSettings
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.people import new_key
from scenarios.stories import PAID_ON, TRUE_START, a_paid_order, today
from tests.patience import eventually
from tests.workflows.house import House

pytestmark = [pytest.mark.engines, pytest.mark.timeout(120)]
FIRST = (today().replace(day=1) - timedelta(days=1)).replace(day=1)
"""Of the month before this one."""
SOON = today() + timedelta(days=9)


def approve(start_on: date) -> PreviewDecision:
    return PreviewDecision(verdict="approve", start_on=start_on)


EARLIER = ("order_received", "payment_succeeded")
"""Mails that may still be on their way when it is decided."""
REJECT = PreviewDecision(verdict="reject")
REQUESTED = {
    "from an earlier day": [approve(FIRST)],
    "from a later day": [approve(SOON)],
    "rejected": [REJECT],
    "moved back to what was credited": [approve(FIRST.replace(day=n)) for n in (1, 14, 10, 5)],
    "moved to a later day": [approve(FIRST), approve(SOON)],
}
PAID = {
    "as it was paid": [approve(PAID_ON)],
    "from a later day": [approve(TRUE_START)],
    "rejected": [REJECT],
    "moved on": [approve(TRUE_START), approve(date(2023, 1, 20))],
    "moved back before anybody got the money": [approve(TRUE_START), approve(date(2023, 1, 10))],
    "moved back to the day it was paid": [approve(TRUE_START), approve(PAID_ON)],
}


@pytest.mark.parametrize("decisions", REQUESTED.values(), ids=REQUESTED)
async def test_of_a_request(house: House, decisions: list[PreviewDecision]) -> None:
    journey = await Journey.at_once(house.system, house.system.offerings.fibre, pay=False)
    await journey.is_requested()
    for wanted in decisions:
        await is_issued_as_previewed(house, journey, wanted)


@pytest.mark.parametrize("decisions", PAID.values(), ids=PAID)
async def test_of_what_was_paid(house: House, decisions: list[PreviewDecision]) -> None:
    journey = await a_paid_order(house.system)
    for wanted in decisions:
        await is_issued_as_previewed(house, journey, wanted)


async def test_of_a_partner_without_credit_notes(house: House) -> None:
    orders = house.system.operator.orders
    await orders.change_settings(str(EAST), ChangePartnerSettings(credit_notes_enabled=False))
    journey = await a_paid_order(house.system)
    await orders.change_settings(str(EAST), ChangePartnerSettings(credit_notes_enabled=True))
    await is_issued_as_previewed(house, journey, approve(TRUE_START))


@dataclass(frozen=True)
class Issued:
    """Of one order, the newest last."""

    invoices: list[InvoiceView]
    notes: list[CreditNoteView]
    mails: list[MailView]

    @property
    def voided(self) -> list[str]:
        return [note.number for note in self.notes if note.state == "voided"]


async def issued(house: House, order_id: str) -> Issued:
    services = house.system.operator
    payments, notifications = services.payments, services.notifications
    invoices = all_of(lambda cursor: payments.invoices(order_id=order_id, cursor=cursor))
    notes = all_of(lambda cursor: payments.credit_notes(order_id=order_id, cursor=cursor))
    mails = all_of(lambda cursor: notifications.mails(order_id=order_id, cursor=cursor))
    return Issued(
        [one async for one in invoices][::-1],
        [one async for one in notes][::-1],
        [one async for one in mails if one.audience == "customer" and one.event not in EARLIER][
            ::-1
        ],
    )


async def is_issued_as_previewed(house: House, journey: Journey, wanted: PreviewDecision) -> None:
    order = await journey.order()
    before, [item] = await issued(house, journey.id), order.items
    orders = house.system.people.admin(journey.customer.partner_id).orders
    seen = await orders.preview_decision(journey.id, item.id, wanted)
    made = await decide(house, journey, item, seen)

    async def is_mailed() -> Issued | None:
        now = await issued(house, journey.id)
        is_there = len(now.mails) >= len(before.mails) + len(seen.mails)
        return now if is_there else None

    [item] = (await journey.is_when(_is_applied, "to be carried out")).items
    await eventually(is_mailed)
    await house.is_quiet()
    after = await issued(house, journey.id)
    told = [(mail.event, mail.to) for mail in after.mails[len(before.mails) :]]
    assert told == [(mail.event, [mail.to]) for mail in seen.mails]
    assert (item.state, item.start_on) == (seen.item_state, seen.start_on or item.start_on)
    assert (made.decision.documents, made.decision.preview) == (seen.documents, seen.seen)
    await are_the_documents(house, seen, before, after)


async def decide(
    house: House, journey: Journey, item: OrderItemView, seen: DecisionPreview
) -> DecisionOutcome:
    """On what was seen."""
    orders, key = house.system.people.admin(journey.customer.partner_id).orders, new_key()
    if item.state in GRANTED and seen.start_on:
        move = MoveStart(start_on=seen.start_on, expected_revision=seen.revision, preview=seen.seen)
        return await orders.move_start(journey.id, item.id, move, key=key)
    decision = Decide(
        verdict=seen.verdict,
        start_on=seen.start_on,
        reason="No line there",
        expected_revision=seen.revision,
        preview=seen.seen,
    )
    return await orders.decide(journey.id, item.id, decision, key=key)


async def are_the_documents(
    house: House, seen: DecisionPreview, before: Issued, after: Issued
) -> None:
    invoices = after.invoices[len(before.invoices) :]
    notes = after.notes[len(before.notes) :]
    foreseen = (seen.credit and seen.credit.foreseen) or ForeseenDocuments()
    assert sum(note.amount.gross_minor for note in notes) == foreseen.note_minor
    assert [number for number in after.voided if number not in before.voided] == foreseen.voided
    if seen.invoice is None:
        charged = sum(one.amount.gross_minor for one in invoices)
        assert charged == foreseen.supplement_minor
        return
    [listed] = invoices
    invoice = await house.system.operator.payments.invoice(listed.id)
    assert invoice.amount == seen.invoice.amount
    charged_days = [segment for one in invoice.items for segment in one.segments]
    assert charged_days == [segment for line in seen.invoice.lines for segment in line.segments]
    assert sum(segment.day_count for segment in charged_days) == seen.invoice.day_count
    described = [(one.kind, one.description, one.amount) for one in invoice.items]
    assert described == [(line.kind, line.description, line.amount) for line in seen.invoice.lines]


def _is_applied(order: OrderView) -> bool:
    [item] = order.items
    return bool(item.decision and item.decision.applied_at)
