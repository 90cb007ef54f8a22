"""Two windows on one cart see each other: each change counts up, and a stale one is refused."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from clients.orders import OrdersClient
from contracts.carts import AddCartLine, CartHasChanged, CartView, ChangeCartLine
from contracts.catalog import MOST_PERIODS, QuoteIsTooLarge
from contracts.orders import PlaceOrder
from contracts.problems import ObjectIsNotFound
from services.orders.repository.carts import Owner, change_line, lock_cart
from tests.patience import eventually
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines


@pytest.fixture
async def filled(world: World) -> tuple[World, OrdersClient, CartView]:
    """A cart with one line."""
    customer = await world.customer()
    line = AddCartLine(offering_id=await world.plan(), expected_revision=0)
    return world, customer, await customer.add_cart_line(line, key=key())


async def test_a_line_gets_another_quantity_and_price(
    filled: tuple[World, OrdersClient, CartView],
) -> None:
    _, customer, cart = filled
    assert (cart.revision, cart.total_minor) == (1, 3_100)
    line = cart.lines[0]
    three = ChangeCartLine(quantity=3, expected_revision=1)
    changed = await customer.change_cart_line(line.id, three)
    assert (changed.revision, changed.total_minor, changed.lines[0].quantity) == (2, 9_300, 3)
    longer = await customer.change_cart_line(line.id, ChangeCartLine(period_count=2))
    assert (longer.revision, longer.total_minor, longer.lines[0].quantity) == (3, 18_600, 3)
    same = await customer.change_cart_line(line.id, ChangeCartLine(period_count=2))
    assert same == longer == await customer.cart()


async def test_a_window_that_looks_at_an_old_cart_is_shown_the_new_one(
    filled: tuple[World, OrdersClient, CartView],
) -> None:
    world, customer, cart = filled
    line = cart.lines[0]
    now = await customer.change_cart_line(line.id, ChangeCartLine(quantity=2))
    other = await world.plan()
    stale = cart.revision
    attempts = (
        customer.change_cart_line(line.id, ChangeCartLine(quantity=9, expected_revision=stale)),
        customer.add_cart_line(AddCartLine(offering_id=other, expected_revision=stale), key=key()),
        customer.delete_cart_line(line.id, expected_revision=stale),
        customer.quote_cart(expected_revision=stale, key=key()),
    )
    for attempt in attempts:
        with pytest.raises(CartHasChanged) as refused:
            await attempt
        assert CartView.model_validate(refused.value.facts["cart"]) == now
    assert await customer.cart() == now


async def test_a_retry_of_what_was_added_is_not_stale(
    filled: tuple[World, OrdersClient, CartView],
) -> None:
    world, customer, cart = filled
    line, same = AddCartLine(offering_id=await world.plan(), expected_revision=1), key()
    first = await customer.add_cart_line(line, key=same)
    await world.lose_answers()
    assert await customer.add_cart_line(line, key=same) == first
    assert (first.revision, len(first.lines)) == (cart.revision + 1, 2)


async def test_of_two_windows_that_change_at_once_one_is_refused(
    filled: tuple[World, OrdersClient, CartView],
) -> None:
    _, customer, cart = filled
    line_id, seen = cart.lines[0].id, cart.revision
    changes = [ChangeCartLine(quantity=n, expected_revision=seen) for n in (2, 3, 4, 5)]
    ends = await asyncio.gather(
        *(customer.change_cart_line(line_id, one) for one in changes), return_exceptions=True
    )
    done = [end for end in ends if isinstance(end, CartView)]
    assert [type(end) for end in ends if end not in done] == [CartHasChanged] * 3
    assert done == [await customer.cart()]


async def test_what_one_order_cannot_hold_is_not_changed(
    filled: tuple[World, OrdersClient, CartView],
) -> None:
    world, customer, _ = filled
    dear = AddCartLine(offering_id=await world.plan(amount_minor=10**11))
    cart = await customer.add_cart_line(dear, key=key())
    much = ChangeCartLine(quantity=1_000, period_count=MOST_PERIODS)
    with pytest.raises(QuoteIsTooLarge):
        await customer.change_cart_line(cart.lines[1].id, much)
    assert await customer.cart() == cart


async def test_a_foreign_or_missing_line_is_not_there(
    filled: tuple[World, OrdersClient, CartView],
) -> None:
    world, customer, cart = filled
    other = await world.customer()
    for who, line_id in ((other, cart.lines[0].id), (customer, "lin_none")):
        with pytest.raises(ObjectIsNotFound):
            await who.change_cart_line(line_id, ChangeCartLine(quantity=2))
        with pytest.raises(ObjectIsNotFound):
            await who.delete_cart_line(line_id)


async def test_an_order_counts_as_a_change(filled: tuple[World, OrdersClient, CartView]) -> None:
    _, customer, cart = filled
    quote = await customer.quote_cart(expected_revision=cart.revision, key=key())
    await customer.place_order(PlaceOrder(quote_id=quote.id, pay="on_request"), key=key())
    left = await customer.cart()
    assert (left.revision, left.lines) == (cart.revision + 1, [])


async def test_an_order_waits_for_a_change_that_began_before(
    filled: tuple[World, OrdersClient, CartView],
) -> None:
    world, customer, cart = filled
    quote = await customer.quote_cart(key=key())
    owner = Owner(customer._actor.partner_id or 0, customer._actor.id)
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )

    async def somebody_waits() -> bool:
        async with world.database.autocommit() as looking:
            return bool((await looking.execute(waiting)).scalar_one())

    async with world.database.begin() as connection:
        [line] = (await lock_cart(connection, owner)).lines
        order = PlaceOrder(quote_id=quote.id, pay="on_request")
        placing = asyncio.create_task(customer.place_order(order, key=key()))
        await eventually(somebody_waits)
        await change_line(connection, owner, replace(line, quantity=2))
    await placing
    left = await customer.cart()
    assert (left.revision, left.lines) == (cart.revision + 2, [])
