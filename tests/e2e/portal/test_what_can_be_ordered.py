"""S1 to S3: products of each kind, paid or requested; a partner that takes no orders; and plans
that are not for this customer."""

import pytest
from playwright.async_api import expect

from contracts.actors import Category
from contracts.carts import AddCartLine
from contracts.catalog import Availability, OfferingFields, OfferingIsNotAvailable, OfferingView
from contracts.orders import CustomerFields
from contracts.problems import ObjectIsNotFound
from contracts.settings import ChangePartnerSettings, OrderingIsDisabled
from scenarios.journey import Journey
from scenarios.offerings import EAST, euros
from scenarios.people import Customer, new_key
from scenarios.stories import today
from scenarios.system import System
from tests.e2e.portal.cart import lines_of, puts
from tests.e2e.portal.customer import AtPortal, Look, Windows

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]
CLOSING, PICKY, ELSEWHERE = 43, 44, 45
"""Partners of these tests' own."""
FIBRE, FOR_YOU = "Fibre 100", "Just for you"


def all_kinds(system: System) -> list[OfferingView]:
    offers = system.offerings
    return [offers.bundle, offers.fibre, offers.voice, offers.address, offers.router]


async def all_are(portal: AtPortal, offerings: list[OfferingView], state: str) -> None:
    """As the customer's services say."""
    await portal.follow_the_menu("My services")
    for one in offerings:
        row = portal.page.get_by_role("row").filter(has=portal.link(one.title))
        await expect(row).to_contain_text(state)


async def test_s01_each_kind_can_be_paid_upfront(
    system: System, scripted: Look, windows: Windows
) -> None:
    customer, offerings = await system.people.customer("Olga", EAST), all_kinds(system)
    portal = await windows.at(scripted, customer, "/order")
    for one in offerings:
        await expect(portal.select(one.title)).to_be_enabled()
    await puts(customer, *offerings[1:])
    await portal.select(offerings[0].title).click()
    for one in offerings:
        await expect(portal.line(one.title)).to_be_visible()
    await portal.window.get_by_role("link", name="Checkout").click()
    await portal.order_button.click()
    await portal.pay()
    await portal.ends("Successful")
    await all_are(portal, offerings, "Active")


async def test_s01_each_kind_can_be_requested(
    system: System, scripted: Look, windows: Windows
) -> None:
    settings = ChangePartnerSettings(gateway_enabled=False, ordering_enabled=True)
    await system.operator.orders.change_settings(str(CLOSING), settings)
    customer, offerings = await system.people.customer("Olga", CLOSING), all_kinds(system)
    await puts(customer, *offerings)
    portal = await windows.at(scripted, customer, "/checkout")
    await portal.order_button.click()
    await portal.ends("Sent for approval")
    await all_are(portal, offerings, "Pending")


async def test_s02_a_partner_that_takes_no_orders_refuses_plainly_and_running_ones_go_on(
    system: System, scripted: Look, windows: Windows
) -> None:
    staff, fibre = system.operator.orders, system.offerings.fibre
    await staff.change_settings(str(CLOSING), ChangePartnerSettings(ordering_enabled=True))
    journey = await Journey.at_once(system, fibre, partner=CLOSING, pay=False)
    customer = journey.customer
    portal = await windows.at(scripted, customer, "/order")
    await expect(portal.select(FIBRE)).to_be_visible()
    await staff.change_settings(str(CLOSING), ChangePartnerSettings(ordering_enabled=False))

    with pytest.raises(OrderingIsDisabled) as refused:
        await puts(customer, fibre)
    told = portal.heading("Nothing can be ordered here at the moment")
    await portal.select(FIBRE).click()
    await expect(portal.page.get_by_role("alert")).to_contain_text(refused.value.detail)
    await expect(portal.select(FIBRE)).to_have_count(0)
    await portal.goto("/checkout")
    await expect(told).to_be_visible()
    for place in ("Order new products", "My services"):
        await portal.follow_the_menu(place)
        if place == "My services":
            await portal.main.get_by_role("link", name="Order new products").first.click()
        await expect(told).to_be_visible()
        await expect(portal.select(FIBRE)).to_have_count(0)

    await journey.approve(today())
    await journey.ends("completed")
    await all_are(portal, [fibre], "Active")


async def test_s03_what_is_not_for_this_customer_never_appears_and_cannot_be_ordered(
    system: System, scripted: Look, windows: Windows
) -> None:
    customer = await system.people.customer("Sara", PICKY)
    await lives(system, customer, "Townsend", "person", ["silver"])
    mine = Availability(
        partner_ids=[PICKY], locations=["Townsend"], categories=["person"], labels=["silver"]
    )
    hidden = {
        "Not on the portal": plan(mine, show_on_portal=False),
        "Disabled": plan(mine, enabled=False),
        "Of another partner": plan(mine.model_copy(update={"partner_ids": [ELSEWHERE]})),
        "In another place": plan(mine.model_copy(update={"locations": ["Elsewhere"]})),
        "For companies": plan(mine.model_copy(update={"categories": ["company"]})),
        "With another label": plan(mine.model_copy(update={"labels": ["gold"]})),
    }
    await offered(system, FOR_YOU, plan(mine))
    portal = await windows.at(scripted, customer, "/order")
    ids = {title: await offered(system, title, fields) for title, fields in hidden.items()}
    for query in ("", "?kind=internet", "?q=Picky"):
        await portal.goto(f"/order{query}")
        await expect(portal.select(FOR_YOU).first).to_be_visible()
        for title in hidden:
            await expect(portal.page.get_by_text(title)).to_have_count(0)

    for offering_id in ids.values():
        with pytest.raises(ObjectIsNotFound):
            await customer.services.catalog.offering(offering_id)
        line = AddCartLine(offering_id=offering_id)
        with pytest.raises(OfferingIsNotAvailable) as refused:
            await customer.services.orders.add_cart_line(line, key=new_key())
        assert refused.value.status == 404
    button = portal.select(FOR_YOU).first
    await button.evaluate("(button, id) => { button.value = id }", ids["Not on the portal"])
    await button.click()
    await expect(portal.page.get_by_role("alert")).to_have_text(refused.value.detail)
    assert await lines_of(customer) == 0


def plan(availability: Availability, **fields: bool) -> OfferingFields:
    return OfferingFields(
        kind="internet",
        title="-",
        description="Picky.",
        price=euros(3_100),
        availability=availability,
        **fields,
    )


async def offered(system: System, title: str, fields: OfferingFields) -> str:
    titled = fields.model_copy(update={"title": title})
    return (await system.operator.catalog.create_offering(titled, key=new_key())).id


async def lives(
    system: System, customer: Customer, location: str, category: Category, labels: list[str]
) -> None:
    fields = CustomerFields(
        partner_id=customer.partner_id,
        name="Sara",
        email=f"{customer.id}@example.com",
        location=location,
        category=category,
        labels=labels,
    )
    await system.operator.orders.put_customer(customer.id, fields)
