"""What customers read of their services: price, charged days, how far they are paid, documents."""

from datetime import date, timedelta
from typing import get_args

import pytest
from sqlalchemy import text

from chassis.pages import encode_cursor
from contracts.decisions import Decide, MoveStart
from contracts.problems import CursorIsInvalid, ObjectIsNotFound
from contracts.recording import ApplyDecision
from contracts.subscriptions import (
    MOST_SORTED,
    ServiceOrder,
    SubscriptionView,
    TooManyServicesToSort,
)
from tests.services.orders.given_back import credited, invoiced
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines
LAST = date(2023, 1, 31)
LATER = date(2023, 1, 14)


async def approve(world: World, order_id: str, item_id: str, start_on: date) -> None:
    command = Decide(verdict="approve", start_on=start_on)
    made = await world.admin().decide(order_id, item_id, command, key=key())
    await world.system.record_applied(order_id, made.decision.id, ApplyDecision())


async def test_a_paid_service_says_what_it_costs_and_how_far_it_is_paid(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer, item_count=2)).order
    [_, pending] = (await customer.subscriptions()).items
    assert (pending.state, pending.charged_until_on, pending.paid_until_on) == (
        "pending",
        None,
        None,
    )

    await world.captured(order.id)

    services = (await customer.subscriptions()).items
    first = next(one for one in services if one.item_id == order.items[0].id)
    assert (first.position, first.title, first.quantity) == (1, "Plan 0", 1)
    assert (first.price.gross_minor, first.currency, first.cycle.kind) == (3_100, "EUR", "monthly")
    assert (first.charged_from_on, first.charged_until_on, first.paid_until_on) == (
        PAID_ON,
        LAST,
        LAST,
    )


async def test_a_moved_start_keeps_the_last_day(world: World) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    await approve(world, order.id, order.items[0].id, LATER)
    [service] = (await customer.subscriptions()).items
    assert (service.start_on, service.charged_from_on, service.paid_until_on) == (
        LATER,
        LATER,
        LAST,
    )


async def test_sorted_services_go_on_behind_the_last_of_the_page_before(world: World) -> None:
    customer = await world.customer()
    await world.paid(customer, item_count=5)
    await world.request(customer, item_count=2)
    for order in get_args(ServiceOrder):
        whole = (await customer.subscriptions(sort=order)).items
        parts: list[SubscriptionView] = []
        cursor = None
        while cursor or not parts:
            page = await customer.subscriptions(sort=order, cursor=cursor, limit=3)
            parts, cursor = parts + page.items, page.next_cursor
        assert parts == whole
        assert {one.id for one in whole} == {
            one.id for one in (await customer.subscriptions()).items
        }
    paid = [one.paid_until_on for one in (await customer.subscriptions(sort="paid_until")).items]
    assert paid == [LAST] * 5 + [None] * 2
    states = [one.state for one in (await customer.subscriptions(sort="state")).items]
    assert states == ["active"] * 5 + ["pending"] * 2


async def test_who_sorts_nothing_reads_the_newest_first(world: World) -> None:
    customer = await world.customer()
    placed = [(await world.request(customer, item_count=3)).order for _ in range(3)]
    parts: list[SubscriptionView] = []
    cursor = None
    while cursor or not parts:
        page = await customer.subscriptions(cursor=cursor, limit=2)
        parts, cursor = parts + page.items, page.next_cursor
    newest = [item.id for order in reversed(placed) for item in order.items]
    assert [one.item_id for one in parts] == newest
    everybodys = await world.admin().subscriptions(limit=9)
    assert [one.item_id for one in everybodys.items] == newest


async def test_a_place_that_is_not_in_the_list_is_none(world: World) -> None:
    customer = await world.customer()
    await world.paid(customer)
    foreign = encode_cursor("sub_of_somebody_else")
    with pytest.raises(CursorIsInvalid):
        await customer.subscriptions(sort="name", cursor=foreign)


MORE = """
INSERT INTO order_items (id, order_id, position, line, state, start_on)
SELECT i.id || '_' || n, i.order_id, n, i.line, i.state, i.start_on
FROM order_items i, generate_series(2, :count) n WHERE i.order_id = :order_id AND i.position = 1;
INSERT INTO subscriptions (id, item_id, order_id, partner_id, customer_id, title, kind, state)
SELECT s.id || '_' || n, s.item_id || '_' || n, s.order_id, s.partner_id, s.customer_id,
       s.title || ' ' || n, s.kind, s.state
FROM subscriptions s, generate_series(2, :count) n WHERE s.order_id = :order_id
"""


async def test_a_thousand_services_are_sorted_and_more_are_listed_newest_first(
    world: World,
) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    async with world.database.begin() as connection:
        for statement in MORE.split(";"):
            facts = {"order_id": order.id, "count": MOST_SORTED}
            await connection.execute(text(statement), facts)
    by_name = (await customer.subscriptions(sort="name", limit=3)).items
    assert [one.title for one in by_name] == ["Plan 0", "Plan 0 10", "Plan 0 100"]

    await world.request(customer)

    with pytest.raises(TooManyServicesToSort) as refused:
        await customer.subscriptions(sort="name")
    assert refused.value.facts == {"most": MOST_SORTED}
    newest = (await customer.subscriptions(limit=3)).items
    assert [one.title for one in newest] == ["Plan 0", "Plan 0", "Plan 0 2"]
    narrowed = (await customer.subscriptions(sort="name", state="pending")).items
    assert [one.state for one in narrowed] == ["pending"]


async def test_one_service_that_is_read_has_its_documents_alone(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer, item_count=2)).order
    for item in order.items:
        await approve(world, order.id, item.id, PAID_ON)
    world.book.given_back.invoices[order.id] = [invoiced(order, 3_100), invoiced(order, 0, n=1)]
    world.book.given_back.notes[order.id] = [credited(order, world.clock.at + timedelta(days=1))]
    services = {one.item_id: one for one in (await customer.subscriptions()).items}
    assert {one.paid_until_on for one in services.values()} == {None}

    owed, paid = [await customer.subscription(services[i.id].id) for i in order.items]

    assert [(one.kind, one.id, one.due_minor) for one in owed.documents] == [
        ("credit_note", "cn_1", 0),
        ("invoice", "inv_0", 3_100),
    ]
    assert (owed.charged_until_on, owed.paid_until_on) == (LAST, None)
    assert [one.id for one in paid.documents] == ["inv_1"]
    assert (paid.charged_until_on, paid.paid_until_on) == (LAST, LAST)


async def test_a_service_is_read_also_while_payments_is_away(world: World) -> None:
    customer = await world.customer()
    await world.paid(customer)
    [listed] = (await customer.subscriptions()).items
    world.network.blocked.add("payments.test")
    read = await customer.subscription(listed.id)
    assert read.left_out is not None
    assert (read.documents, read.paid_until_on) == ([], LAST)
    with pytest.raises(ObjectIsNotFound):
        await (await world.customer()).subscription(listed.id)
    assert (await world.admin().subscription(listed.id)).confirmation_waiting
    assert not read.confirmation_waiting


async def test_services_are_filtered_and_searched(world: World) -> None:
    customer, admin = await world.customer(), world.admin()
    active = await world.paid(customer)
    voice = await world.plan(kind="voice", title="50% Voice")
    await world.quote(customer, voice)

    async def found(**wanted: object) -> list[str]:
        for reader in (customer, admin):
            page = await reader.subscriptions(customer_id=active.customer_id, **wanted)  # type: ignore[arg-type]
            titles = [one.title for one in page.items]
        return titles

    assert await found(state="active") == ["Plan 0"]
    assert await found(state="pending") == []
    assert await found(kind="voice") == []
    assert await found(q="lan 0") == ["Plan 0"]
    assert await found(q="%") == []
    assert await found(q=active.id) == ["Plan 0"]


async def test_a_rejected_service_is_archived_and_charged_for_nothing(world: World) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    command = Decide(verdict="reject", reason="No line.")
    made = await world.admin().decide(order.id, order.items[0].id, command, key=key())
    await world.system.record_applied(order.id, made.decision.id, ApplyDecision())
    [service] = (await customer.subscriptions()).items
    assert (service.state, service.charged_until_on, service.paid_until_on) == (
        "archived",
        None,
        None,
    )


async def test_a_start_that_moves_twice_is_told_as_it_is_now(world: World) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    await approve(world, order.id, order.items[0].id, LATER)
    back = MoveStart(start_on=PAID_ON)
    made = await world.admin().move_start(order.id, order.items[0].id, back, key=key())
    await world.system.record_applied(order.id, made.decision.id, ApplyDecision())
    [service] = (await customer.subscriptions()).items
    assert (service.charged_from_on, service.charged_until_on) == (PAID_ON, LAST)
