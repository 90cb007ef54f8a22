"""Partner settings: overriding, resetting and refusing; and customers' profiles."""

from asyncio import gather

import pytest

from contracts.orders import CustomerFields, CustomerIsThereAlready, CustomerView
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound, PartnerIsNotNamed
from contracts.settings import ChangePartnerSettings, SettingsAreInconsistent
from tests.services.orders.world import OPERATOR, World

pytestmark = pytest.mark.engines


async def test_an_override_is_marked_and_can_be_reset(world: World) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    changed = await admin.change_settings(
        partner, ChangePartnerSettings(channel="email", mail_recipients=["a@example.net"])
    )
    assert changed.settings.channel == "email"
    assert set(changed.overridden) == {"channel", "mail_recipients"}
    assert changed.overridden["channel"].changed_by == "admin/ada"
    assert await admin.settings(partner) == changed
    reset = await admin.change_settings(partner, ChangePartnerSettings(reset=["channel"]))
    assert reset.settings.channel == "tickets"
    assert set(reset.overridden) == {"mail_recipients"}


@pytest.mark.parametrize(
    "command",
    [
        ChangePartnerSettings(channel="email"),
        ChangePartnerSettings(mail_recipients=["nobody"]),
        ChangePartnerSettings(time_zone="Europe/Atlantis"),
        ChangePartnerSettings(numbering_pattern="{year}-1"),
        ChangePartnerSettings(reset=["colour"]),
        ChangePartnerSettings(channel="tickets", reset=["channel"]),
    ],
)
async def test_inconsistent_settings_are_refused_and_change_nothing(
    world: World, command: ChangePartnerSettings
) -> None:
    admin, partner = world.admin(), str(world.partner_id)
    before = await admin.settings(partner)
    with pytest.raises(SettingsAreInconsistent):
        await admin.change_settings(partner, command)
    assert await admin.settings(partner) == before


async def test_partner_default_is_inherited_and_only_operators_change_it(world: World) -> None:
    operator, partner = world.acting(OPERATOR), str(world.partner_id)
    await operator.change_settings("default", ChangePartnerSettings(ticket_group="Sales"))
    try:
        inherited = await world.admin().settings(partner)
        assert (inherited.settings.ticket_group, inherited.overridden) == ("Sales", {})
        with pytest.raises(ObjectIsNotFound):
            await world.admin().change_settings(
                "default", ChangePartnerSettings(ticket_group="Mine")
            )
    finally:
        await operator.change_settings("default", ChangePartnerSettings(reset=["ticket_group"]))


async def test_a_default_that_breaks_another_partner_is_refused(world: World) -> None:
    operator, partner = world.acting(OPERATOR), str(world.partner_id)
    recipients = ChangePartnerSettings(mail_recipients=["a@example.net"])
    await operator.change_settings("default", recipients)
    await operator.change_settings(partner, ChangePartnerSettings(channel="email"))
    undo = ChangePartnerSettings(reset=["mail_recipients"])
    with pytest.raises(SettingsAreInconsistent, match=f"partner {partner}"):
        await operator.change_settings("default", undo)
    await operator.change_settings(partner, ChangePartnerSettings(reset=["channel"]))
    await operator.change_settings("default", undo)


@pytest.mark.parametrize("partner", ["0", "100", "٣", "Default", "-1"])
async def test_what_is_no_partner_is_not_found(world: World, partner: str) -> None:
    with pytest.raises(ObjectIsNotFound):
        await world.acting(OPERATOR).settings(partner)


async def test_settings_are_not_for_strangers(world: World) -> None:
    with pytest.raises(ObjectIsNotFound):
        await world.admin(partner_id=9).settings(str(world.partner_id))
    with pytest.raises(ActionIsNotAllowed):
        await (await world.customer()).settings(str(world.partner_id))


async def test_a_profile_is_kept_by_its_own_partner_only(world: World) -> None:
    fields = CustomerFields(partner_id=world.partner_id, name="Mia", email="mia@example.net")
    customer_id = f"mia-{world.partner_id}"
    kept = await world.admin().put_customer(customer_id, fields)
    assert await world.admin().customer(customer_id) == kept
    moved = await world.admin().put_customer(
        customer_id, fields.model_copy(update={"location": "north", "language": "fr"})
    )
    assert (moved.location, moved.language) == ("north", "fr")
    foreign = world.admin(partner_id=9)
    with pytest.raises(ObjectIsNotFound):
        await foreign.customer(customer_id)
    with pytest.raises(ObjectIsNotFound):
        await foreign.put_customer(customer_id, fields)
    theirs = fields.model_copy(update={"partner_id": 9, "name": "Another Mia"})
    assert (await foreign.put_customer(customer_id, theirs)).name == "Another Mia"
    assert await world.admin().customer(customer_id) == moved
    with pytest.raises(PartnerIsNotNamed):
        await world.acting(OPERATOR).customer(customer_id)
    named = await world.acting(OPERATOR).customer(customer_id, partner_id=9)
    assert named.name == "Another Mia"
    with pytest.raises(ActionIsNotAllowed):
        await (await world.customer()).put_customer(customer_id, fields)


async def test_one_that_is_there_is_not_taken_for_a_new_one(world: World) -> None:
    """Also when two make it at the same moment; another partner may have one of the same id."""
    fields = CustomerFields(partner_id=world.partner_id, name="Mia", email="mia@example.net")
    other = fields.model_copy(update={"name": "Another Mia"})
    customer_id, admin = f"new-{world.partner_id}", world.admin()
    both = await gather(
        *(admin.put_customer(customer_id, one, only_new=True) for one in (fields, other)),
        return_exceptions=True,
    )
    (made,) = [one for one in both if isinstance(one, CustomerView)]
    (refused,) = [one for one in both if isinstance(one, CustomerIsThereAlready)]
    assert refused.facts["customer_id"] == customer_id
    assert await admin.customer(customer_id) == made
    theirs = other.model_copy(update={"partner_id": 9})
    foreign = await world.admin(partner_id=9).put_customer(customer_id, theirs, only_new=True)
    assert foreign.name == "Another Mia"
