"""Two customers of the same name at two partners never meet, whatever route one of them takes."""

import pytest
from pydantic import SecretStr

from contracts.carts import AddCartLine
from contracts.catalog import Availability
from contracts.decisions import Decide
from contracts.orders import CustomerFields, PlaceOrder
from tests.services.namesakes import NAME, OPERATIONS, Visit, Walk, mia_of
from tests.services.orders.world import OPERATOR, PAID_ON, World, key

pytestmark = pytest.mark.engines

FOR_CUSTOMERS = [
    Visit("GET /v1/cart", 200),
    Visit("POST /v1/cart/lines", 404, {"offering_id": "{offering_id}"}),
    Visit("PATCH /v1/cart/lines/{line_id}", 404, {"quantity": 2}),
    Visit("DELETE /v1/cart/lines/{line_id}", 404),
    Visit("POST /v1/cart/quote", 409),
    Visit("GET /v1/checkout-options", 200),
    Visit("GET /v1/customers/{customer_id}", 200),
    Visit("GET /v1/partner-profile", 200),
    Visit("GET /v1/partner-profile", 404, query={"partner_id": "{partner_id}"}),
    Visit("POST /v1/orders", 404, {"quote_id": "{quote_id}", "pay": "on_request"}),
    Visit("POST /v1/orders", 409, {"quote_id": "{ordered_quote_id}", "pay": "on_request"}),
    Visit("GET /v1/orders", 200, query={"customer_id": NAME}),
    Visit("GET /v1/orders", 404, query={"customer_id": NAME, "partner_id": "{partner_id}"}),
    Visit("GET /v1/orders/{order_id}", 404),
    Visit("GET /v1/orders/{order_id}/payment-page", 404),
    Visit("GET /v1/orders/{order_id}/contract-summary", 404),
    Visit("GET /v1/overview", 200),
    Visit("GET /v1/terms", 200),
    Visit("GET /v1/orders/{order_id}/timeline", 404),
    Visit("POST /v1/orders/{order_id}/look", 404),
    Visit("POST /v1/orders/{order_id}/payment-attempts", 404),
    Visit("POST /v1/orders/{order_id}/switch-to-request", 404),
    Visit("POST /v1/orders/{order_id}/cancel", 404),
    Visit("GET /v1/subscriptions", 200, query={"customer_id": NAME}),
    Visit("GET /v1/subscriptions", 404, query={"partner_id": "{partner_id}"}),
    Visit("GET /v1/subscriptions/{subscription_id}", 404),
]
FOR_OTHERS = OPERATIONS | {
    "PUT /v1/customers/{customer_id}",
    "GET /v1/customers",
    "GET /v1/customer-names",
    "GET /v1/partners",
    "GET /v1/settings/{partner}",
    "PATCH /v1/settings/{partner}",
    "POST /v1/settings/{partner}/preview",
    "GET /v1/settings/{partner}/versions",
    "GET /v1/settings/{partner}/versions/{number}",
    "GET /v1/orders/{order_id}/audit",
    "GET /v1/audit",
    "GET /v1/desk",
    "POST /v1/orders/{order_id}/items/{item_id}/decisions",
    "POST /v1/orders/{order_id}/items/{item_id}/start-date",
    "POST /v1/orders/{order_id}/items/{item_id}/preview",
    "POST /v1/orders/{order_id}/offline-payment",
    "POST /v1/orders/{order_id}/attention/solved",
    "GET /v1/approvals",
    "GET /v1/approvals/count",
    "GET /v1/approvals/decisions",
    "POST /v1/approvals/decisions",
    "GET /v1/unfinished-orders",
    "POST /v1/unfinished-orders/{order_id}/start-again",
    "GET /v1/orders/{order_id}/snapshot",
    "POST /v1/orders/{order_id}/payment-result",
    "POST /v1/orders/{order_id}/decisions/{decision_id}/applied",
    "POST /v1/orders/{order_id}/items/{item_id}/start",
    "POST /v1/orders/{order_id}/deadlines",
    "POST /v1/orders/{order_id}/expire",
    "POST /v1/orders/{order_id}/operator-decisions",
    "POST /v1/orders/{order_id}/refusals",
    "POST /v1/orders/{order_id}/attention",
}


async def test_no_route_leads_to_a_namesakes_things(
    world: World, token_keys: dict[str, SecretStr]
) -> None:
    hers, other = await world.customer(NAME), world.partner_id
    await world.acting(OPERATOR).put_customer(NAME, _profile(other, "Mia Moor"))
    quote_id = await world.quote(hers)
    placed = await hers.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    item_id = placed.order.items[0].id
    decided = await world.admin().decide(
        placed.order.id, item_id, Decide(verdict="approve", start_on=PAID_ON), key=key()
    )
    offering_id = await world.plan()
    await hers.add_cart_line(AddCartLine(offering_id=offering_id), key=key())
    left = await hers.quote_cart(key=key())
    seen = [await hers.cart(), await hers.orders(), await hers.subscriptions()]
    [line], [service] = (await hers.cart()).lines, (await hers.subscriptions()).items

    await world.turn_to_another_partner()
    await world.acting(OPERATOR).put_customer(NAME, _profile(world.partner_id, "Mia West"))
    mine = world.acting(mia_of(world.partner_id))
    own_offering = await world.plan()
    await mine.add_cart_line(AddCartLine(offering_id=own_offering), key=key())
    assert (await mine.customer(NAME)).name == "Mia West"
    await mine.delete_cart_line((await mine.cart()).lines[0].id)
    walk = Walk(
        "orders",
        world.app,
        token_keys,
        mia_of(world.partner_id),
        {
            "partner_id": str(other),
            "partner": str(other),
            "line_id": line.id,
            "order_id": placed.order.id,
            "item_id": item_id,
            "subscription_id": service.id,
            "decision_id": decided.decision.id,
            "quote_id": left.id,
            "ordered_quote_id": quote_id,
            "offering_id": offering_id,
        },
        ("Mia Moor", service.id),
    )
    await walk.everywhere(FOR_CUSTOMERS, FOR_OTHERS)
    assert [await hers.cart(), await hers.orders(), await hers.subscriptions()] == seen


async def test_what_is_ordered_leaves_the_cart_of_a_namesake_alone(world: World) -> None:
    first = world.partner_id
    shared = await world.plan(availability=Availability())
    hers = await world.customer(NAME)
    await hers.add_cart_line(AddCartLine(offering_id=shared), key=key())
    await world.turn_to_another_partner()
    mine = await world.customer(NAME)
    quote_id = await world.quote(mine, shared)
    await mine.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    assert (await mine.cart()).lines == []
    assert [line.offering_id for line in (await hers.cart()).lines] == [shared]
    for partner_id in (first, world.partner_id):
        listed = await world.acting(OPERATOR).orders(customer_id=NAME, partner_id=partner_id)
        assert {order.partner_id for order in listed.items} <= {partner_id}


def _profile(partner_id: int, name: str) -> CustomerFields:
    return CustomerFields(partner_id=partner_id, name=name, email="mia@example.net")
