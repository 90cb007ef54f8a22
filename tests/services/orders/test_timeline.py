"""What a customer and the staff read of an order's way, from records alone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from contracts.decisions import Decide, MoveStart
from contracts.message import Language
from contracts.orders import OrderView
from contracts.problems import ObjectIsNotFound
from contracts.recording import ApplyDecision, RecordPaymentResult, RecordRefusal
from contracts.refunds import RefundView
from contracts.said import said
from contracts.timeline import Timeline
from tests.services.orders.given_back import credited
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines
START = date(2023, 1, 14)
LATER = date(2023, 1, 20)


def codes(timeline: Timeline) -> list[str]:
    """Oldest first."""
    return [event.what.code.removeprefix("timeline.") for event in timeline.happened[::-1]]


async def decide(world: World, order: OrderView, command: Decide | MoveStart, n: int = 0) -> None:
    admin, item = world.admin(), order.items[n].id
    way = admin.decide if isinstance(command, Decide) else admin.move_start
    made = await way(order.id, item, command, key=key())  # type: ignore[arg-type]
    world.clock.at += timedelta(minutes=1)
    await world.system.record_applied(order.id, made.decision.id, ApplyDecision())
    world.clock.at += timedelta(minutes=1)


async def test_a_paid_order_tells_its_way_with_what_was_given_back(world: World) -> None:
    customer = await world.customer()
    order = await world.paid(customer, item_count=2)
    world.clock.at = at = datetime(2023, 1, 14, 9, tzinfo=UTC)
    await decide(world, order, Decide(verdict="approve", start_on=START))
    await decide(world, order, MoveStart(start_on=LATER, reason="Late line."))
    await decide(world, order, Decide(verdict="reject", reason="No line here."), n=1)
    world.book.given_back.notes[order.id] = [credited(order, at + timedelta(seconds=10))]
    back = RefundView(
        id="ref_1",
        credit_note_id="cn_1",
        order_id=order.id,
        state="succeeded",
        amount_minor=1_300,
        currency="EUR",
        created_at=at + timedelta(seconds=20),
        settled_at=at + timedelta(days=2),
    )
    world.book.given_back.refunds[order.id] = [back]

    told = await customer.timeline(order.id)

    assert [(e.what.code.removeprefix("timeline."), e.what.text) for e in told.happened[::-1]] == [
        ("placed", "2 items were ordered, to be paid upfront: €62.00."),
        ("payment_captured", "Paid on 1 January 2023; active from that day on."),
        ("credit_note", "Credit note 202301000002 of €13.00 for 13 unused days."),
        ("refund_started", "€13.00 is on its way back to you."),
        ("approved_for_now", "Approved; the first day is 14 January 2023."),
        (
            "start_moved",
            "The first day is now 20 January 2023 instead of 14 January 2023. Note: Late line.",
        ),
        ("rejected", "Not approved: No line here.\nWhat was paid for it is given back."),
        ("refunded", "You got €13.00 back."),
    ]
    paid, moved = told.happened[-2], told.happened[2]
    assert (paid.titles, paid.by) == (["Plan 0", "Plan 1"], "system")
    assert (moved.titles, moved.item_ids) == (["Plan 0"], [order.items[0].id])
    assert moved.what.facts["start_on"] == "2023-01-20"
    assert [(step.what.code, step.start_on) for step in told.comes_next] == [
        ("order.waits.scheduled", LATER)
    ]
    assert (told.left_out, told.next_cursor) == (None, None)


async def test_a_page_holds_what_was_given_back_in_its_time(world: World) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    world.clock.at = at = datetime(2023, 1, 14, 9, tzinfo=UTC)
    await decide(world, order, Decide(verdict="approve", start_on=START))
    world.book.given_back.notes[order.id] = [credited(order, at)]
    whole = await customer.timeline(order.id)
    read, cursor = [], None
    while True:
        page = await customer.timeline(order.id, limit=1, cursor=cursor)
        read += page.happened
        cursor = page.next_cursor
        if cursor is None:
            break
    assert read == whole.happened
    assert codes(whole) == ["placed", "payment_captured", "credit_note", "approved_for_now"]


async def test_what_comes_next_has_its_day(world: World) -> None:
    customer = await world.customer()
    asked = await customer.timeline((await world.request(customer)).order.id)
    first, ends = asked.comes_next
    assert first.what.text.startswith("One item waits for your provider's approval.")
    assert ends.until == world.clock.at + timedelta(days=30)
    assert ends.what.text.startswith("What is not approved by 31 January 2023 expires.")

    order = (await world.upfront(customer)).order
    _, ends = (await customer.timeline(order.id)).comes_next
    assert ends.until == world.clock.at + timedelta(days=3)
    assert ends.what.text.startswith("What you have not paid by 4 January 2023 expires.")

    world.book.opened(order.id, state="processing")
    assert (await customer.timeline(order.id)).comes_next[0].what.text == (
        "Your payment is being processed, and its outcome follows by itself. Do not pay a second"
        " time."
    )


async def test_a_request_that_was_to_be_paid_has_its_time_from_the_switch_on(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    why = RecordPaymentResult(attempt=1, outcome="failed", detail=said("others.words", words="No."))
    await world.system.record_payment_result(order.id, why)
    world.clock.at += timedelta(days=2)
    await customer.try_payment_again(order.id, key=key())
    await world.failed(order.id, attempt=2)
    await customer.switch_to_request(order.id, key=key())
    told = await customer.timeline(order.id)
    assert codes(told) == [
        "placed",
        "payment_declined",
        "pay_again",
        "payment_declined",
        "switch_to_request",
    ]
    assert told.happened[-2].what.text == "The payment failed, and nothing was charged. No."
    assert told.comes_next[-1].until == world.clock.at + timedelta(days=30)


async def test_it_is_told_also_while_payments_is_away(world: World) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    world.network.blocked.add("payments.test")
    told = await customer.timeline(order.id)
    assert codes(told) == ["placed", "payment_captured"]
    assert told.left_out is not None
    assert told.left_out.code == "timeline.payments_away"


async def test_staff_reads_more_and_who_it_was(world: World) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    refused = RecordRefusal(
        message_id="m1", message="decide", reason=said("others.words", words="No."), content="{}"
    )
    await world.system.record_refusal(order.id, refused)
    await decide(world, order, Decide(verdict="approve", start_on=PAID_ON))
    hers, theirs = await customer.timeline(order.id), await world.admin().timeline(order.id)
    assert codes(hers) == ["placed", "payment_captured", "approved_for_now"]
    assert codes(theirs) == [
        "placed",
        "payment_captured",
        "audit.message_refused",
        "audit.decided",
        "approved_for_now",
    ]
    assert [event.by for event in theirs.happened[1:2]] == ["admin/ada"]
    assert [event.by for event in hers.happened] == [
        "system",
        "system",
        f"customer/{order.customer_id}",
    ]


async def test_a_foreign_order_has_none(world: World) -> None:
    order = (await world.request(await world.customer())).order
    with pytest.raises(ObjectIsNotFound):
        await (await world.customer()).timeline(order.id)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Bezahlt am 1. Januar 2023; ab diesem Tag aktiv."),
        ("fr", "Payé le 1er janvier 2023 ; actif à partir de ce jour."),
    ],
)
async def test_it_speaks_the_customers_language(
    world: World, language: Language, words: str
) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    told = await customer.speaking(language).timeline(order.id)
    assert told.happened[0].what.text == words
