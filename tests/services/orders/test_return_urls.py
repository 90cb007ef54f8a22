"""Where a payment page leads back to can name the order, which has no id before it is placed."""

import pytest
from pydantic import ValidationError

from contracts.orders import PlaceOrder
from contracts.settings import ChangePartnerSettings
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://p.example/orders/{order_id}?paid=1", "https://p.example/orders/{}?paid=1"),
        ("https://p.example?order={order_id}", "https://p.example?order={}"),
        ("https://p.example/#{order_id}", "https://p.example/#{}"),
        ("https://p.example:8443/orders", "https://p.example:8443/orders"),
    ],
)
async def test_the_orders_id_stands_where_its_name_was(world: World, given: str, kept: str) -> None:
    customer = await world.customer()
    command = PlaceOrder(quote_id=await world.quote(customer), pay="upfront", return_url=given)
    order = (await customer.place_order(command, key=key())).order
    snapshot = await world.system.snapshot(order.id)
    assert snapshot.return_url == kept.format(order.id)


@pytest.mark.parametrize(
    "given",
    [
        "https://{order_id}.evil.example/",
        "https://p.example/{customer_id}",
        "https://p.example/{order_id}/{order_id}",
        "https://p.example/{order_id",
        "https://p.example/{{order_id}}",
        "javascript:{order_id}",
        "https://p.example/" + "é" * 1_900,
    ],
)
def test_nothing_else_is_filled_in(given: str) -> None:
    with pytest.raises(ValidationError):
        PlaceOrder(quote_id="quo_1", pay="upfront", return_url=given)


async def test_without_an_address_it_leads_to_the_order_on_the_partners_portal(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = "https://my.house.example/"
    customer, admin, partner = await world.customer(), world.admin(), str(world.partner_id)

    async def leads_to() -> str | None:
        order = (await world.upfront(customer)).order
        url = (await world.system.snapshot(order.id)).return_url
        return url and url.replace(order.id, "<id>")

    assert await leads_to() is None, "nobody names a portal"
    monkeypatch.setattr(world.app.state.context.settings, "portal_url", house)
    assert await leads_to() == "https://my.house.example/orders/<id>/return"
    for address, page in [
        ("https://my.example.net/shop/", "https://my.example.net/shop/orders/<id>"),
        (house.rstrip("/"), "https://my.house.example/orders/<id>/return"),
    ]:
        await admin.change_settings(partner, ChangePartnerSettings(customer_portal_url=address))
        assert await leads_to() == page
