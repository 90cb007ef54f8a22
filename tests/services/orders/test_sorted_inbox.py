"""What waits for a decision, sorted as staff wants it, page after page."""

from datetime import timedelta

import pytest

from clients.pages import all_of
from contracts.approvals import WaitingCounts, WaitingSort
from contracts.orders import PlaceOrder
from contracts.problems import CursorIsInvalid
from contracts.settings import ChangePartnerSettings
from tests.services.orders.test_approvals import named
from tests.services.orders.world import OPERATOR, World, key

pytestmark = pytest.mark.engines
DAY = 86_400


async def three_orders(world: World) -> list[str]:
    """Of three customers, placed one after the other: the dearest in the middle, and the first one
    due last."""
    placed = []
    for name, amount_minor, days in (("Zoe/Z", 2_000, 9), ("émile", 9_000, 2), ("Bob", 1_000, 5)):
        policy = ChangePartnerSettings(
            approval_escalation_after_seconds=days * DAY, approval_reminder_after_seconds=DAY
        )
        await world.acting(OPERATOR).change_settings(str(world.partner_id), policy)
        customer, plan = await named(world, name), await world.plan(amount_minor)
        command = PlaceOrder(quote_id=await world.quote(customer, plan), pay="on_request")
        placed.append((await customer.place_order(command, key=key())).order.id)
        world.clock.at += timedelta(hours=1)
    return placed


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (None, (1, 2, 0)),
        ("due", (1, 2, 0)),
        ("age", (0, 1, 2)),
        ("amount", (1, 0, 2)),
        ("customer", (2, 0, 1)),
    ],
)
async def test_each_page_goes_on_where_the_one_before_ended(
    world: World, sort: WaitingSort | None, order: tuple[int, ...]
) -> None:
    placed, admin = await three_orders(world), world.admin()
    pages = all_of(lambda cursor: admin.approvals(sort=sort, cursor=cursor, limit=1))
    assert [row.id async for row in pages] == [placed[n] for n in order]


@pytest.mark.parametrize(
    ("of", "used"), [("amount", "due"), ("customer", "age"), ("customer", "amount")]
)
async def test_a_cursor_is_of_its_own_order(
    world: World, of: WaitingSort, used: WaitingSort
) -> None:
    await three_orders(world)
    page = await world.admin().approvals(sort=of, limit=1)
    with pytest.raises(CursorIsInvalid):
        await world.admin().approvals(sort=used, cursor=page.next_cursor)


@pytest.mark.parametrize("cursor", ["RVVSL3gvb3Jk", "RVVSLzEyMzQ1Njc4OTAxMjM0NTY3OC9vcmQ", "AC8v"])
async def test_what_no_page_answered_is_refused(world: World, cursor: str) -> None:
    with pytest.raises(CursorIsInvalid):
        await world.admin().approvals(sort="due", cursor=cursor)
    with pytest.raises(CursorIsInvalid):
        await world.admin().approvals(sort="amount", cursor=cursor)


async def test_what_fits_is_counted_like_it_is_listed(world: World) -> None:
    await three_orders(world)
    admin = world.admin()
    assert await admin.count_approvals(q="bob") == WaitingCounts(waiting=1, overdue=0, flagged=0)
    assert (await admin.count_approvals(path="upfront")).waiting == 0
    since = world.clock.at - timedelta(hours=2)
    assert (await admin.count_approvals(waiting_until=since)).waiting == 2
