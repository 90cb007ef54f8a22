"""Who changed what, over all orders and settings, as staff searches it."""

from datetime import timedelta

import pytest

from clients.pages import all_of
from contracts.actors import Actor
from contracts.audit import FoundChange
from contracts.decisions import Decide
from contracts.orders import OrderView
from contracts.problems import ActionIsNotAllowed, CursorIsInvalid, ObjectIsNotFound
from contracts.settings import ChangePartnerSettings
from services.orders.domain.auditing import KINDS
from tests.services.orders.world import OPERATOR, PAID_ON, World, key

pytestmark = pytest.mark.engines


async def found(world: World, **asked: object) -> list[FoundChange]:
    page = await world.admin().changes(**asked)  # type: ignore[arg-type]
    return page.items


async def decided(world: World, by: str) -> OrderView:
    """A request that somebody has approved; nothing carries it out."""
    order = (await world.request(await world.customer())).order
    approve = Decide(verdict="approve", start_on=PAID_ON)
    await world.admin(by).decide(order.id, order.items[0].id, approve, key=key())
    return order


async def test_a_change_says_who_what_when_and_why(world: World) -> None:
    order = await decided(world, "ada")
    [change] = await found(world, kind="decision", order_id=order.id)
    assert (change.actor, change.action) == ("admin/ada", "decided_approve")
    assert (change.order_id, change.partner) == (order.id, str(world.partner_id))
    assert change.at == world.clock.at
    assert change.reason.text.startswith("Start on 1 January 2023.")
    of_order = (await world.admin().audit(order.id)).items
    assert [one.action for one in await found(world, order_id=order.id)] == [
        one.action for one in of_order
    ]


async def test_a_person_is_named_with_or_without_what_it_is(world: World) -> None:
    mine, other = await decided(world, "ada@x.example"), await decided(world, "ben@x.example")
    for name in ("ada@x.example", "admin/ada@x.example"):
        assert [one.order_id for one in await found(world, by=name)] == [mine.id], name
    assert {one.order_id for one in await found(world, by="ben@x.example")} == {other.id}
    assert await found(world, by="operator/ada@x.example") == []
    assert await found(world, by="ada") == []


async def test_each_kind_and_the_days_narrow_it(world: World) -> None:
    order = await decided(world, "ada")
    placed = [one.action for one in await found(world, kind="placing", order_id=order.id)]
    assert "placed" in placed
    assert await found(world, kind="deadline", order_id=order.id) == []
    now, moment = world.clock.at, timedelta(microseconds=1)
    assert await found(world, order_id=order.id, changed_from=now)
    assert await found(world, order_id=order.id, changed_before=now + moment)
    assert await found(world, order_id=order.id, changed_from=now + moment) == []
    assert await found(world, order_id=order.id, changed_before=now) == []


async def test_settings_are_found_too_and_no_other_partners(world: World) -> None:
    change = ChangePartnerSettings(display_name="Example")
    await world.acting(OPERATOR).change_settings(str(world.partner_id), change)
    [first, *_] = await found(world, kind="settings")
    assert (first.action, first.actor, first.order_id) == (
        "settings_changed",
        "operator/olga",
        None,
    )
    assert (first.partner, first.reason.text) == (str(world.partner_id), "Changed: display_name")
    assert first in await found(world)
    allowed = {str(world.partner_id), "default"}
    assert {one.partner for one in await found(world, kind="settings", limit=200)} <= allowed
    everywhere = await world.acting(OPERATOR).changes(partner_id=world.partner_id, kind="settings")
    assert first in everywhere.items


async def test_every_change_is_read_once_page_by_page(world: World) -> None:
    for _ in range(3):
        await decided(world, "ada")
    admin = world.admin()
    whole = (await admin.changes(limit=200)).items
    paged = [one async for one in all_of(lambda cursor: admin.changes(cursor=cursor, limit=2))]
    assert paged[: len(whole)] == whole
    assert [one.at for one in paged] == sorted((one.at for one in paged), reverse=True)
    for cursor in ("x", "MjAyMy0wMS0wMVQwMDowMDowMCswMDowMC94"):
        with pytest.raises(CursorIsInvalid):
            await admin.changes(cursor=cursor)


async def test_others_see_nothing_of_it(world: World) -> None:
    order = await decided(world, "ada")
    stranger = world.admin(partner_id=9)
    assert (await stranger.changes(order_id=order.id)).items == []
    with pytest.raises(ObjectIsNotFound):
        await stranger.changes(partner_id=world.partner_id)
    customer = Actor(kind="customer", id="carl", partner_id=world.partner_id)
    with pytest.raises(ActionIsNotAllowed):
        await world.acting(customer).changes()


def test_kinds_hold_each_action_once() -> None:
    begins = [begin for kind in KINDS.values() for begin in kind]
    for one in begins:
        assert [other for other in begins if one.startswith(other)] == [one]
