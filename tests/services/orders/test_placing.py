"""From the cart to a placed order."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from chassis.ids import new_id
from contracts.actors import Actor
from contracts.carts import AddCartLine, CartIsEmpty, CartIsFull
from contracts.catalog import (
    BillingCycle,
    OfferingIsNotAvailable,
    Price,
    QuotedPriceHasChanged,
    QuoteView,
)
from contracts.orders import (
    GatewayPaymentIsNotAccepted,
    PlaceOrder,
    QuoteBelongsToAnotherOrder,
)
from contracts.problems import ObjectIsNotFound, ServiceIsUnavailable
from contracts.settings import ChangePartnerSettings, OrderingIsDisabled
from services.orders.domain.cart import LARGEST_LINE_COUNT
from services.orders.tables import cart_lines
from tests.services.orders.world import OPERATOR, World, key

pytestmark = pytest.mark.engines


async def test_a_cart_is_priced_by_the_catalog_and_survives_on_the_server(world: World) -> None:
    customer = await world.customer()
    for offering in [await world.plan(3_100), await world.plan(2_000)]:
        await customer.add_cart_line(AddCartLine(offering_id=offering, quantity=2), key=key())
    cart = await customer.cart()
    assert (cart.line_count, cart.total_minor, cart.currency) == (2, 10_200, "EUR")
    await customer.delete_cart_line(cart.lines[0].id)
    assert (await customer.cart()).total_minor == 4_000
    with pytest.raises(ObjectIsNotFound):
        await customer.delete_cart_line(cart.lines[0].id)


async def test_a_cart_shows_what_will_be_charged_from_the_partners_today(world: World) -> None:
    customer = await world.customer()
    settings = ChangePartnerSettings(time_zone="Pacific/Auckland", billing_day=10)
    await world.acting(OPERATOR).change_settings(str(world.partner_id), settings)
    by_calendar = Price(
        amount_minor=3_100, currency="EUR", cycle=BillingCycle(kind="calendar_month")
    )
    offering = await world.plan(price=by_calendar)
    cart = await customer.add_cart_line(
        AddCartLine(offering_id=offering, period_count=2), key=key()
    )
    assert (cart.lines[0].period_count, cart.total_minor) == (2, 800 + 3_100)
    quote = await customer.quote_cart(key=key())
    placed = await customer.place_order(PlaceOrder(quote_id=quote.id, pay="upfront"), key=key())
    [item] = placed.order.items
    assert item.line == quote.lines[0]
    # It is noon of the first in UTC and the second in Auckland: eight days to the tenth.
    assert [(s.first_day, s.day_count) for s in item.line.segments] == [
        (date(2023, 1, 2), 8),
        (date(2023, 1, 10), 31),
    ]


async def test_an_order_of_the_next_day_asks_again_when_it_costs_something_else(
    world: World,
) -> None:
    customer = await world.customer()
    by_calendar = Price(
        amount_minor=3_100, currency="EUR", cycle=BillingCycle(kind="calendar_month")
    )
    quote_id = await world.quote(customer, await world.plan(price=by_calendar))
    world.clock.at += timedelta(days=1)
    with pytest.raises(QuotedPriceHasChanged) as refusal:
        await customer.place_order(PlaceOrder(quote_id=quote_id, pay="upfront"), key=key())
    fresh = QuoteView.model_validate(refusal.value.facts["quote"])
    assert fresh.total_minor == 3_000
    placed = await customer.place_order(PlaceOrder(quote_id=fresh.id, pay="upfront"), key=key())
    assert placed.order.total_minor == 3_000


async def test_an_empty_cart_has_no_total_and_no_quote(world: World) -> None:
    customer = await world.customer()
    cart = await customer.cart()
    assert (cart.line_count, cart.total_minor, cart.currency) == (0, 0, None)
    with pytest.raises(CartIsEmpty):
        await customer.quote_cart(key=key())


async def test_a_line_added_twice_with_one_key_is_there_once(world: World) -> None:
    customer, offering, same = await world.customer(), await world.plan(), key()
    for _ in range(2):
        await customer.add_cart_line(AddCartLine(offering_id=offering), key=same)
    assert (await customer.cart()).line_count == 1


async def test_a_slash_in_a_key_or_a_name_gives_nobody_anothers_answer(world: World) -> None:
    line = AddCartLine(offering_id=await world.plan())
    for name, before in (("col", "abc/"), ("col/abc", "")):
        actor = Actor(kind="customer", id=name, partner_id=world.partner_id)
        cart = await world.acting(actor).add_cart_line(line, key=f"{before}line")
        assert cart.line_count == 1
        quote = await world.acting(actor).quote_cart(key=f"{before}quote")
        assert quote.customer_id == name


async def test_what_was_refused_is_done_under_the_same_key_once_its_cause_is_solved(
    world: World,
) -> None:
    actor = Actor(kind="customer", id=new_id("cus"), partner_id=world.partner_id)
    customer, same, partner = world.acting(actor), key(), str(world.partner_id)
    quote_id = await world.quote(customer)
    command = PlaceOrder(quote_id=quote_id, pay="on_request")
    with pytest.raises(ObjectIsNotFound, match="customer profile"):
        await customer.place_order(command, key=same)
    await world.customer(actor.id)
    await world.admin().change_settings(partner, ChangePartnerSettings(ordering_enabled=False))
    with pytest.raises(OrderingIsDisabled):
        await customer.place_order(command, key=same)
    await world.admin().change_settings(partner, ChangePartnerSettings(ordering_enabled=True))
    placed = await customer.place_order(command, key=same)
    assert (await customer.place_order(command, key=same)).order == placed.order


async def test_hidden_offerings_do_not_get_into_the_cart(world: World) -> None:
    customer, hidden = await world.customer(), await world.plan(show_on_portal=False)
    with pytest.raises(OfferingIsNotAvailable):
        await customer.add_cart_line(AddCartLine(offering_id=hidden), key=key())
    assert (await customer.cart()).line_count == 0


async def test_a_cart_is_full_at_its_limit_also_with_many_tabs_open(world: World) -> None:
    customer_id = new_id("cus")
    customer = await world.customer(customer_id)
    line = AddCartLine(offering_id=await world.plan())
    row = {"partner_id": world.partner_id, "customer_id": customer_id, "quantity": 1}
    rows = [
        {**row, "id": new_id("lin"), "request_key": key(), "offering_id": line.offering_id}
        for _ in range(LARGEST_LINE_COUNT - 1)
    ]
    async with world.database.autocommit() as connection:
        await connection.execute(insert(cart_lines), rows)
    answers = await asyncio.gather(
        *(customer.add_cart_line(line, key=key()) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(answer, CartIsFull) for answer in answers) == 4
    assert (await customer.cart()).line_count == LARGEST_LINE_COUNT


async def test_the_cart_is_kept_while_the_catalog_is_away(world: World) -> None:
    customer = await world.customer()
    await customer.add_cart_line(AddCartLine(offering_id=await world.plan()), key=key())
    world.network.blocked.add("catalog.test")
    with pytest.raises(ServiceIsUnavailable):
        await customer.cart()
    world.network.blocked.clear()
    assert (await customer.cart()).line_count == 1


async def test_a_request_is_sent_for_approval_and_its_workflow_started(world: World) -> None:
    customer = await world.customer()
    placed = await world.request(customer, item_count=2)
    assert placed.outcome == "sent_for_approval"
    assert "sent for approval" in placed.message.text
    assert placed.order.status == "waiting_for_approval"
    assert [item.state for item in placed.order.items] == ["awaiting_approval"] * 2
    assert [started.order_id for started in world.workflows.opened] == [placed.order.id]
    assert (await customer.cart()).line_count == 0
    services = (await customer.subscriptions()).items
    assert [service.state for service in services] == ["pending", "pending"]
    assert await customer.order(placed.order.id) == placed.order


async def test_paying_upfront_answers_the_payment_page(world: World) -> None:
    world.workflows.on_open = lambda order: world.book.opened(order.order_id)
    placed = await world.upfront(await world.customer())
    assert placed.outcome == "pay_now"
    assert placed.payment_page_url == f"https://pay.test/{placed.order.id}/1"
    assert placed.order.status == "waiting_for_payment"


async def test_a_payment_page_that_is_not_there_yet_follows(world: World) -> None:
    customer = await world.customer()
    placed = await world.upfront(customer)
    assert (placed.outcome, placed.payment_page_url) == ("payment_page_follows", None)
    world.book.opened(placed.order.id)
    assert (await customer.payment_page(placed.order.id)).outcome == "pay_now"


async def test_the_payment_page_goes_from_pending_to_paid(world: World) -> None:
    customer = await world.customer()
    order_id = (await world.upfront(customer)).order.id
    world.book.opened(order_id, state="processing")
    assert (await customer.payment_page(order_id)).outcome == "payment_pending"
    await world.failed(order_id)
    assert (await customer.payment_page(order_id)).outcome == "payment_failed"
    await world.captured(order_id)
    assert (await customer.payment_page(order_id)).outcome == "paid"


async def test_a_free_order_is_a_request_although_paid_upfront(world: World) -> None:
    customer = await world.customer()
    quote_id = await world.quote(customer, await world.plan(0))
    command = PlaceOrder(quote_id=quote_id, pay="upfront")
    placed = await customer.place_order(command, key=key())
    assert (placed.order.path, placed.outcome) == ("request", "sent_for_approval")


async def test_placing_is_idempotent_by_key_and_by_quote(world: World) -> None:
    customer = await world.customer()
    quote_id, same = await world.quote(customer), key()
    command = PlaceOrder(quote_id=quote_id, pay="on_request")
    keys = [same, same, key(), key()]
    first = await customer.place_order(command, key=same)
    again = await asyncio.gather(*(customer.place_order(command, key=k) for k in keys))
    assert {placed.order.id for placed in again} == {first.order.id}
    assert len((await customer.orders()).items) == 1


async def test_a_double_click_places_one_order(world: World) -> None:
    customer = await world.customer()
    command = PlaceOrder(quote_id=await world.quote(customer), pay="on_request")
    both = await asyncio.gather(*(customer.place_order(command, key=key()) for _ in range(5)))
    assert len({placed.order.id for placed in both}) == 1
    assert len(world.workflows.opened) == 1


async def test_a_used_quote_serves_no_other_order(world: World) -> None:
    customer = await world.customer()
    quote_id = await world.quote(customer)
    await customer.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    with pytest.raises(QuoteBelongsToAnotherOrder):
        await customer.place_order(PlaceOrder(quote_id=quote_id, pay="upfront"), key=key())


async def test_the_policy_of_the_partner_is_applied(world: World) -> None:
    customer = await world.customer()
    quote_id = await world.quote(customer)
    staff, partner = world.acting(OPERATOR), str(world.partner_id)
    await staff.change_settings(partner, ChangePartnerSettings(gateway_enabled=False))
    with pytest.raises(GatewayPaymentIsNotAccepted):
        await customer.place_order(PlaceOrder(quote_id=quote_id, pay="upfront"), key=key())
    await staff.change_settings(partner, ChangePartnerSettings(ordering_enabled=False))
    with pytest.raises(OrderingIsDisabled):
        await customer.place_order(PlaceOrder(quote_id=quote_id, pay="on_request"), key=key())
    with pytest.raises(OrderingIsDisabled):
        await customer.quote_cart(key=key())
    with pytest.raises(OrderingIsDisabled):
        await customer.add_cart_line(AddCartLine(offering_id=await world.plan()), key=key())


async def test_an_order_is_accepted_while_temporal_is_away_and_started_later(
    world: World,
) -> None:
    world.workflows.away = True
    placed = await world.request(await world.customer())
    assert placed.outcome == "sent_for_approval"
    assert world.workflows.opened == []
    await world.workflows.come_back(placed.order.id)
    assert [order.order_id for order in world.workflows.opened] == [placed.order.id]


async def test_an_order_is_accepted_while_temporal_hangs(world: World) -> None:
    world.workflows.answering.clear()
    async with asyncio.timeout(20):
        placed = await world.upfront(await world.customer())
    assert placed.outcome == "payment_page_follows"
    assert world.workflows.opened == []
    await world.workflows.come_back(placed.order.id)
    assert [order.order_id for order in world.workflows.opened] == [placed.order.id]
