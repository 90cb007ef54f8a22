"""What a change of settings would do is told before it is made."""

import pytest

from contracts.carts import AddCartLine
from contracts.problems import ObjectIsNotFound
from contracts.settings import (
    ChangePartnerSettings,
    SettingsAreInconsistent,
    SettingsHaveChangedMeanwhile,
)
from tests.services.orders.test_deciding import carry_out
from tests.services.orders.world import OPERATOR, World, key

pytestmark = pytest.mark.engines
CLOSE = ChangePartnerSettings(ordering_enabled=False)


async def test_carts_with_products_and_orders_under_way_are_counted(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    first, second, third = [await world.customer() for _ in range(3)]
    plan = await world.plan()
    for customer in (first, second):
        await customer.add_cart_line(AddCartLine(offering_id=plan), key=key())
    await second.add_cart_line(AddCartLine(offering_id=await world.plan()), key=key())
    await second.delete_cart_line((await second.cart()).lines[0].id)
    await second.delete_cart_line((await second.cart()).lines[0].id)
    await world.request(third)
    carry_out(world)
    await third.cancel_order((await world.request(third)).order.id, key=key())
    before = await admin.settings(partner)
    seen = await admin.preview_settings(partner, CLOSE)
    assert [(one.field, one.before, one.after) for one in seen.changes] == [
        ("ordering_enabled", True, False)
    ]
    assert (seen.open_cart_count, seen.open_order_count, seen.faults) == (1, 1, [])
    assert await admin.settings(partner) == before


async def test_a_change_of_default_counts_who_inherits_it(world: World) -> None:
    operator, partner = world.acting(OPERATOR), str(world.partner_id)
    before = (await operator.preview_settings("default", CLOSE)).open_order_count
    await world.request(await world.customer())
    after = await operator.preview_settings("default", CLOSE)
    assert after.open_order_count == before + 1
    await operator.change_settings(partner, ChangePartnerSettings(ordering_enabled=True))
    assert (await operator.preview_settings("default", CLOSE)).open_order_count == before


async def test_all_faults_are_told_with_their_fields(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    wrong = ChangePartnerSettings(channel="email", time_zone="Mars", numbering_pattern="1")
    seen = await admin.preview_settings(partner, wrong)
    assert {one.facts["field"] for one in seen.faults} == {
        "mail_recipients",
        "time_zone",
        "numbering_pattern",
    }
    assert "no IANA time zone" in " ".join(one.text for one in seen.faults)
    same = await admin.preview_settings(partner, ChangePartnerSettings())
    assert (same.changes, same.faults, same.open_order_count) == ([], [], 0)
    with pytest.raises(SettingsAreInconsistent):
        await admin.preview_settings(partner, ChangePartnerSettings(reset=["colour"]))


async def test_a_default_that_breaks_another_partner_is_told_before(world: World) -> None:
    operator, partner = world.acting(OPERATOR), str(world.partner_id)
    long = ChangePartnerSettings(approval_reminder_after_seconds=4 * 86_400)
    await operator.change_settings(partner, long)
    short = ChangePartnerSettings(approval_escalation_after_seconds=3 * 86_400)
    (fault,) = (await operator.preview_settings("default", short)).faults
    assert fault.code == "settings.of_partner"
    assert f"For partner {partner}: " in fault.text


async def test_a_stale_change_is_refused_before_it_is_made(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    seen = (await admin.settings(partner)).version
    await admin.change_settings(partner, ChangePartnerSettings(ticket_group="Sales"))
    stale = ChangePartnerSettings(ticket_group="Lines", expected_version=seen)
    with pytest.raises(SettingsHaveChangedMeanwhile):
        await admin.preview_settings(partner, stale)
    other = world.acting(OPERATOR)
    present = (await admin.settings(partner)).version
    await other.change_settings("98", ChangePartnerSettings(ticket_group="Theirs"))
    mine = stale.model_copy(update={"expected_version": present})
    assert (await admin.preview_settings(partner, mine)).faults == []
    await other.change_settings("98", ChangePartnerSettings(reset=["ticket_group"]))


async def test_what_would_be_inherited_stands_beside_what_holds(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    changed = await admin.change_settings(partner, ChangePartnerSettings(ticket_group="Sales"))
    assert changed.settings.ticket_group == "Sales"
    assert changed.inherited.ticket_group == "Orders"


async def test_others_are_not_told(world: World) -> None:
    for partner in ("default", "97"):
        with pytest.raises(ObjectIsNotFound):
            await world.admin().preview_settings(partner, CLOSE)
