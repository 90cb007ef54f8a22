"""What waits for a decision, as staff lists, searches and counts it."""

from datetime import timedelta

import pytest

from clients.pages import all_of
from clients.system.orders import SystemOrders
from contracts.approvals import MOST_WAITING_ITEMS, WaitingCounts
from contracts.decisions import Decide
from contracts.orders import CustomerFields, PlaceOrder
from contracts.problems import ActionIsNotAllowed, CursorIsInvalid
from contracts.settings import ChangePartnerSettings
from tests.services.orders.test_attention import FAILED
from tests.services.orders.test_deciding import carry_out
from tests.services.orders.world import OPERATOR, PAID_ON, World, key

pytestmark = pytest.mark.engines
APPROVE = Decide(verdict="approve", start_on=PAID_ON)
HOUR = timedelta(hours=1)


async def ids(world: World, **narrowed: object) -> list[str]:
    page = await world.admin().approvals(**narrowed)  # type: ignore[arg-type]
    return [row.id for row in page.items]


async def named(world: World, name: str, email: str = "x@example.net") -> SystemOrders:
    customer = await world.customer()
    fields = CustomerFields(partner_id=world.partner_id, name=name, email=email, category="company")
    await world.acting(OPERATOR).put_customer(customer._actor.id, fields)
    return customer


async def test_a_row_says_who_wants_what_and_until_when(world: World) -> None:
    customer = await named(world, "Mia Moor", "mia@example.net")
    placed = (await world.request(customer, item_count=2)).order
    [row] = (await world.admin().approvals()).items
    order = await world.admin().order(placed.id)
    shared = (
        "id",
        "revision",
        "partner_id",
        "customer_id",
        "path",
        "status",
        "currency",
        "total_minor",
        "placed_at",
        "waiting_since",
        "decision_due_at",
        "expires_at",
    )
    assert row.model_dump(include={*shared}) == order.model_dump(include={*shared})
    whose = (row.customer_name, row.customer_email, row.customer_category)
    assert whose == ("Mia Moor", "mia@example.net", "company")
    assert (row.flag_count, row.item_count) == (0, 2)
    first = row.items[0]
    assert (first.id, first.title, first.quantity) == (order.items[0].id, "Plan 0", 1)
    assert (first.gross_minor, first.state) == (3_100, "awaiting_approval")


async def test_what_is_decided_leaves_the_list_though_it_is_not_carried_out_yet(
    world: World,
) -> None:
    order = (await world.request(await world.customer(), item_count=2)).order
    world.workflows.away = True
    await world.admin().decide(order.id, order.items[0].id, APPROVE, key=key())
    [row] = (await world.admin().approvals()).items
    assert [item.id for item in row.items] == [order.items[1].id]
    await world.admin().decide(order.id, order.items[1].id, APPROVE, key=key())
    assert await ids(world) == []
    await world.workflows.come_back(order.id)


async def test_partly_approved_and_flagged_orders_wait_too_and_unpaid_ones_do_not(
    world: World,
) -> None:
    carry_out(world)
    customer = await world.customer()
    partly = (await world.request(customer, item_count=2)).order
    await world.admin().decide(partly.id, partly.items[0].id, APPROVE, key=key())
    flagged = await world.paid(customer)
    await world.system.record_attention(flagged.id, FAILED)
    await world.upfront(customer)
    rows = {row.id: row for row in (await world.admin().approvals()).items}
    assert {row.id: row.status for row in rows.values()} == {
        partly.id: "partly_approved",
        flagged.id: "needs_attention",
    }
    assert rows[flagged.id].flag_count == 1
    assert await ids(world, status="flagged") == [flagged.id]
    counts = WaitingCounts(waiting=2, overdue=0, flagged=1)
    assert await world.admin().count_approvals() == counts


async def test_the_one_that_is_due_first_comes_first_and_pages_follow_it(world: World) -> None:
    placed = []
    customer = await world.customer()
    for days in (9, 2, 5, 2):
        seconds = days * 86_400
        policy = ChangePartnerSettings(
            approval_escalation_after_seconds=seconds, approval_reminder_after_seconds=86_400
        )
        await world.acting(OPERATOR).change_settings(str(world.partner_id), policy)
        placed.append((await world.request(customer)).order.id)
    by_due = [placed[1], placed[3], placed[2], placed[0]]
    admin = world.admin()
    pages = all_of(lambda cursor: admin.approvals(cursor=cursor, limit=1))
    assert [row.id async for row in pages] == by_due
    world.clock.at += timedelta(days=3)
    assert await ids(world, status="overdue") == by_due[:2]
    assert (await admin.count_approvals()).overdue == 2
    assert await ids(world, due_until=world.clock.at + timedelta(days=3)) == by_due[:3]


async def test_it_is_found_by_whose_and_what_it_is(world: World) -> None:
    mia = await named(world, "Mia 100% Moor", "mia@moor.example")
    order = (await world.request(mia)).order
    bob, copper = await named(world, "Bob"), await world.plan(title="Copper 10")
    command = PlaceOrder(quote_id=await world.quote(bob, copper), pay="on_request")
    other = (await bob.place_order(command, key=key())).order.id
    for q in ("mia 100% m", "MOOR.example", order.customer_id, order.id[4:20], "plan 0"):
        assert await ids(world, q=q) == [order.id], q
    assert await ids(world, q="Copper") == [other]
    assert await ids(world, q="100_") == []


async def test_it_is_found_by_the_name_that_its_customer_has_now(world: World) -> None:
    customer = await named(world, "Mia Moor")
    waiting = (await world.request(customer)).order
    fields = CustomerFields(partner_id=world.partner_id, name="Mia STRASSE", email="m@example.net")
    await world.acting(OPERATOR).put_customer(waiting.customer_id, fields)
    assert await ids(world, q="moor") == []
    assert await ids(world, q="mia straße") == [waiting.id]


async def test_it_is_narrowed_by_customer_path_and_age(world: World) -> None:
    first, second = await world.customer(), await world.customer()
    request = (await world.request(first)).order
    world.clock.at += HOUR
    paid = await world.paid(second)
    since = world.clock.at
    assert await ids(world, customer_id=request.customer_id) == [request.id]
    assert await ids(world, path="upfront") == [paid.id]
    assert await ids(world, waiting_from=since) == [paid.id]
    assert await ids(world, waiting_until=since - HOUR) == [request.id]


async def test_an_admin_lists_the_own_partner_alone_and_customers_nothing(world: World) -> None:
    customer = await world.customer()
    order = (await world.request(customer)).order
    foreign = world.admin(partner_id=world.partner_id % 90 + 9)
    assert order.id not in [row.id for row in (await foreign.approvals(q=order.id)).items]
    by_operator = await world.acting(OPERATOR).approvals(q=order.id)
    assert [row.id for row in by_operator.items] == [order.id]
    for asking in (customer.approvals(), customer.count_approvals()):
        with pytest.raises(ActionIsNotAllowed):
            await asking


async def test_of_a_large_order_the_first_items_are_named_and_all_are_counted(
    world: World,
) -> None:
    await world.request(await world.customer(), item_count=MOST_WAITING_ITEMS + 1)
    [row] = (await world.admin().approvals()).items
    assert (len(row.items), row.item_count) == (MOST_WAITING_ITEMS, MOST_WAITING_ITEMS + 1)


@pytest.mark.parametrize("cursor", ["!", "b3Jk", "MjAyMw"])
async def test_a_cursor_of_something_else_is_refused(world: World, cursor: str) -> None:
    with pytest.raises(CursorIsInvalid):
        await world.admin().approvals(cursor=cursor)
