"""What customers may know of their partner."""

import pytest

from contracts.problems import ObjectIsNotFound, PartnerIsNotNamed
from contracts.settings import ChangePartnerSettings, PartnerProfile
from tests.services.orders.world import OPERATOR, World

pytestmark = pytest.mark.engines


async def test_a_customer_reads_the_profile_of_its_partner(world: World) -> None:
    customer, admin, partner = await world.customer(), world.admin(), str(world.partner_id)
    assert (await customer.partner_profile()).name == ""
    await admin.change_settings(partner, ChangePartnerSettings(legal_name="Lines Ltd"))
    assert (await customer.partner_profile()).name == "Lines Ltd"
    shown = ChangePartnerSettings(
        display_name="Lines",
        logo_url="https://example.net/logo.png",
        language="de",
        time_zone="Europe/Vienna",
        currency="CZK",
        support_email="help@example.net",
        support_phone="+43 1",
        customer_portal_url="https://my.example.net",
        gateway_enabled=False,
    )
    await admin.change_settings(partner, shown)
    profile = await customer.partner_profile()
    assert profile == PartnerProfile(
        partner_id=world.partner_id,
        name="Lines",
        ordering_enabled=True,
        no_ordering_reason=None,
        **shown.model_dump(exclude_unset=True, exclude={"display_name"}),
    )
    assert await admin.partner_profile() == profile
    assert await world.acting(OPERATOR).partner_profile(partner_id=world.partner_id) == profile


async def test_it_says_in_the_readers_language_that_nothing_can_be_ordered(world: World) -> None:
    customer, partner = await world.customer(), str(world.partner_id)
    await world.admin().change_settings(partner, ChangePartnerSettings(ordering_enabled=False))
    reasons = [
        (await client.partner_profile()).no_ordering_reason
        for client in (customer, customer.speaking("de"))
    ]
    assert [reason and reason.text[:12] for reason in reasons] == ["Ordering new", "Ihr Anbieter"]


async def test_another_partners_profile_is_not_read(world: World) -> None:
    with pytest.raises(ObjectIsNotFound):
        await (await world.customer()).partner_profile(partner_id=9)
    with pytest.raises(ObjectIsNotFound):
        await world.admin().partner_profile(partner_id=9)
    with pytest.raises(PartnerIsNotNamed):
        await world.acting(OPERATOR).partner_profile()


async def test_a_partner_that_names_no_portal_has_the_houses(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.app.state.context.settings, "portal_url", "https://my.house.example")
    customer, admin, partner = await world.customer(), world.admin(), str(world.partner_id)

    async def told() -> set[str]:
        profile = await customer.partner_profile()
        view = await admin.settings(partner)
        order = (await world.request(customer)).order
        return {one.customer_portal_url for one in (profile, view.settings, order.policy)}

    assert await told() == {"https://my.house.example"}
    assert "customer_portal_url" not in (await admin.settings(partner)).overridden
    own = ChangePartnerSettings(customer_portal_url="https://my.example.net")
    await admin.change_settings(partner, own)
    assert await told() == {"https://my.example.net"}


async def test_staff_of_a_partner_that_names_no_portal_has_the_houses(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.app.state.context.settings, "admin_url", "https://desk.house.example")
    customer, admin, partner = await world.customer(), world.admin(), str(world.partner_id)

    async def told() -> set[str]:
        order = (await world.request(customer)).order
        assert order.policy.admin_portal_url == ""  # nothing for customers
        view = await admin.settings(partner)
        return {
            view.settings.admin_portal_url,
            (await admin.order(order.id)).policy.admin_portal_url,
        }

    assert await told() == {"https://desk.house.example"}
    own = ChangePartnerSettings(admin_portal_url="https://desk.example.net")
    await admin.change_settings(partner, own)
    assert await told() == {"https://desk.example.net"}
