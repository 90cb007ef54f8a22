"""Versions of partner settings: who changed what, which was in force, and which an order keeps."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from contracts.orders import OrderPolicy
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound, Problem
from contracts.settings import (
    ChangePartnerSettings,
    PartnerSettings,
    PartnerSettingsView,
    SettingsHaveChangedMeanwhile,
)
from tests.services.orders.world import OPERATOR, World

pytestmark = pytest.mark.engines
CHANGED: dict[str, Any] = {
    "payment_methods": ["page", "linked", "instructions"],
    "gateway_enabled": False,
    "channel": "email",
    "ticket_group": "Lines",
    "ticket_priority": "low",
    "ticket_assignee": "bert",
    "mail_recipients": ["orders@example.net"],
    "approval_reminder_after_seconds": 100,
    "approval_escalation_after_seconds": 200,
    "escalation_priority": "high",
    "escalation_group": "Bosses",
    "approval_warning_before_expiry_seconds": 50,
    "approval_expires_after_seconds": 300,
    "payment_expires_after_seconds": 400,
    "offline_payment_expires_after_seconds": 500,
    "payment_term_days": 30,
    "largest_start_shift_days": 6,
    "credit_notes_enabled": False,
    "time_zone": "Asia/Tokyo",
    "billing_day": 7,
    "numbering_pattern": "N{next}",
    "legal_name": "Lines Ltd",
    "address": "Ring 1",
    "vat_id": "ATU1",
    "language": "de",
    "display_name": "Lines",
    "logo_url": "https://example.net/logo.png",
    "support_email": "help@example.net",
    "support_phone": "+43 1",
    "customer_portal_url": "https://my.example.net",
    "admin_portal_url": "https://admin.example.net",
    "mail_delay_seconds": 8,
    "mail_quiet_from": "22:00",
    "mail_quiet_until": "07:00",
}
"""Another value for all that an order keeps."""


@pytest.fixture
async def default(world: World) -> AsyncIterator[None]:
    """Partner default may be changed, and is afterwards as it was."""
    yield
    reset = ChangePartnerSettings(reset=list(PartnerSettings.model_fields))
    await world.acting(OPERATOR).change_settings("default", reset)


async def test_each_change_is_one_version_with_who_when_and_what(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    changed = await admin.change_settings(
        partner, ChangePartnerSettings(channel="email", mail_recipients=["a@example.net"])
    )
    reset = await admin.change_settings(partner, ChangePartnerSettings(reset=["channel"]))
    newest, first = (await admin.settings_versions(partner, limit=2)).items
    assert (newest.number, first.number) == (reset.version, changed.version)
    assert reset.version == changed.version + 1
    assert (first.changed_by, first.partner) == ("admin/ada", partner)
    assert first.changed_at == changed.overridden["channel"].changed_at
    said = [(c.field, c.before, c.after, c.inherited_before) for c in first.changes]
    assert said == [
        ("channel", "tickets", "email", True),
        ("mail_recipients", [], ["a@example.net"], True),
    ]
    [back] = newest.changes
    assert (back.before, back.after, back.inherited_after) == ("email", "tickets", True)


async def test_a_change_that_changes_nothing_makes_no_version(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    once = await admin.change_settings(partner, ChangePartnerSettings(billing_day=5))
    assert await admin.change_settings(partner, ChangePartnerSettings(billing_day=5)) == once
    nothing = ChangePartnerSettings(reset=["channel"], expected_version=0)
    assert await admin.change_settings(partner, nothing) == once


@pytest.mark.usefixtures("default")
async def test_what_default_changes_concerns_all_who_inherit(world: World) -> None:
    operator, admin, partner = world.acting(OPERATOR), world.admin(), str(world.partner_id)
    own = await admin.change_settings(partner, ChangePartnerSettings(ticket_group="Mine"))
    over = ChangePartnerSettings(ticket_group="Sales", ticket_assignee="ada")
    await operator.change_settings("default", over)
    seen = await admin.settings(partner)
    assert (seen.version, seen.settings.ticket_group) == (own.version + 1, "Mine")
    newest = (await admin.settings_versions(partner, limit=1)).items[0]
    assert (newest.number, newest.partner) == (seen.version, "default")
    nobody = await admin.change_settings(partner, ChangePartnerSettings(ticket_assignee=None))
    assert nobody.settings.ticket_assignee is None
    assert set(nobody.overridden) == {"ticket_group", "ticket_assignee"}
    back = await admin.change_settings(partner, ChangePartnerSettings(reset=["ticket_assignee"]))
    assert back.settings.ticket_assignee == "ada"


@pytest.mark.usefixtures("default")
async def test_a_version_is_read_whole_as_it_was_in_force(world: World) -> None:
    operator, admin, partner = world.acting(OPERATOR), world.admin(), str(world.partner_id)
    first = await admin.change_settings(partner, ChangePartnerSettings(ticket_group="Mine"))
    over = ChangePartnerSettings(ticket_group="Sales", billing_day=9)
    of_default = await operator.change_settings("default", over)
    last = await admin.change_settings(partner, ChangePartnerSettings(reset=["ticket_group"]))
    then = [await admin.settings_version(partner, n.version) for n in (first, of_default, last)]
    assert [(t.settings.ticket_group, t.settings.billing_day, t.own) for t in then] == [
        ("Mine", 1, ["ticket_group"]),
        ("Mine", 9, ["ticket_group"]),
        ("Sales", 9, []),
    ]
    with pytest.raises(ObjectIsNotFound):
        await operator.settings_version("default", first.version)
    with pytest.raises(ObjectIsNotFound):
        await admin.settings_version(partner, last.version + 1)


async def test_versions_come_page_by_page_and_are_not_for_strangers(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    made = [
        (await admin.change_settings(partner, ChangePartnerSettings(billing_day=day))).version
        for day in (2, 3, 4)
    ]
    read: list[int] = []
    cursor = None
    while len(read) < 3:
        page = await admin.settings_versions(partner, limit=1, cursor=cursor)
        read += [one.number for one in page.items]
        cursor = page.next_cursor
    assert read == made[::-1]
    with pytest.raises(ObjectIsNotFound):
        await world.admin(partner_id=9).settings_versions(partner)
    with pytest.raises(ActionIsNotAllowed):
        await (await world.customer()).settings_versions(partner)


async def test_a_stale_form_is_refused_and_told_who_changed_what(world: World) -> None:
    partner = str(world.partner_id)
    read = await world.admin("bert").settings(partner)
    changed = await world.admin("ada").change_settings(
        partner, ChangePartnerSettings(billing_day=5, ticket_group="Lines")
    )
    stale = ChangePartnerSettings(billing_day=6, expected_version=read.version)
    with pytest.raises(SettingsHaveChangedMeanwhile) as refused:
        await world.admin("bert").change_settings(partner, stale)
    [who] = refused.value.facts["changes"]
    assert who["facts"]["changed_by"] == "admin/ada"
    assert who["facts"]["fields"] == ["ticket_group", "billing_day"]
    assert "admin/ada changed ticket_group and billing_day at" in refused.value.detail
    assert await world.admin().settings(partner) == changed
    fresh = stale.model_copy(update={"expected_version": refused.value.facts["version"]})
    again = await world.admin("bert").change_settings(partner, fresh)
    assert again.settings.billing_day == 6


async def test_of_admins_who_save_the_same_form_at_once_one_wins(world: World) -> None:
    partner = str(world.partner_id)
    read = await world.admin().settings(partner)

    async def save(day: int) -> object:
        command = ChangePartnerSettings(billing_day=day, expected_version=read.version)
        try:
            return await world.admin(f"admin-{day}").change_settings(partner, command)
        except Problem as refused:
            return refused

    answers = await asyncio.gather(*(save(day) for day in range(2, 8)))
    lost = [one for one in answers if isinstance(one, SettingsHaveChangedMeanwhile)]
    assert len(lost) == 5
    made = (await world.admin().settings_versions(partner)).items
    since = [one.changed_by for one in made if one.number > read.version]
    assert since == [_winner(answers)]


async def test_an_open_order_keeps_every_setting_and_says_its_version(world: World) -> None:
    customer, admin = await world.customer(), world.admin()
    partner = str(world.partner_id)
    order = (await world.request(customer)).order
    before = (await admin.order(order.id)).policy
    assert before.settings_version == (await admin.settings(partner)).version
    changed = await admin.change_settings(partner, ChangePartnerSettings(**CHANGED))
    assert (await admin.order(order.id)).policy == before
    later = (await world.request(customer)).order
    after = (await admin.order(later.id)).policy
    assert after == OrderPolicy(settings_version=changed.version, **CHANGED)
    unchanged = [name for name in OrderPolicy.model_fields if _same(name, before, after)]
    assert unchanged == [], "each field of an order's policy is to be seen to stay"
    then = await admin.settings_version(partner, after.settings_version)
    assert policy_fields(then.settings) == policy_fields(changed.settings)


def _winner(answers: list[object]) -> str:
    [won] = [one for one in answers if isinstance(one, PartnerSettingsView)]
    return won.overridden["billing_day"].changed_by


def policy_fields(settings: PartnerSettings) -> dict[str, Any]:
    return settings.model_dump(include=set(OrderPolicy.model_fields))


def _same(name: str, before: OrderPolicy, after: OrderPolicy) -> bool:
    return bool(getattr(before, name) == getattr(after, name))
