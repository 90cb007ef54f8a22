"""Put lines into a customer's cart, change and delete them: one change at a time, each counted, so
that two windows see each other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.ids import new_id
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.carts import AddCartLine, CartView, ChangeCartLine
from contracts.catalog import OfferingIsNotAvailable, PricingDay
from services.orders.context import Context
from services.orders.domain.cart import require_as_seen, require_room
from services.orders.domain.partner_policy import pricing_day, require_ordering
from services.orders.repository.carts import (
    Cart,
    CartLine,
    Owner,
    change_line,
    delete_line,
    insert_line,
    is_added,
    lock_cart,
    read_cart,
)
from services.orders.repository.settings import read_settings
from services.orders.use_cases.cart import changed_carts_are_shown, priced, prices_of, view


async def add_cart_line(
    context: Context, caller: Caller, partner_id: int, line: AddCartLine, request_key: str
) -> CartView:
    """Raises `OrderingIsDisabled`, `OfferingIsNotAvailable`, `CartIsFull`, `CartHasChanged`, and
    for what one order cannot hold `QuoteIsTooLong`, `QuoteIsTooLarge`."""
    owner = Owner(partner_id, caller.actor.id)
    cart, day = await _cart_and_day(context, owner)
    added = CartLine(new_id("lin"), line.offering_id, line.quantity, line.period_count)
    lines = [*cart.lines, added]
    prices = await prices_of(context, caller, lines, day)
    if line.offering_id in prices.unavailable_offering_ids:
        raise OfferingIsNotAvailable("not_for_you")
    async with _locked(context, caller, owner) as (connection, now):
        if not await is_added(connection, request_key):
            require_as_seen(now.revision, line.expected_revision)
            require_room(now.lines)
            await insert_line(connection, owner, added, request_key)
            now = await read_cart(connection, owner)
    return view(now, prices) if now.lines == lines else await priced(context, caller, now, day)


async def change_cart_line(
    context: Context, caller: Caller, partner_id: int, line_id: str, command: ChangeCartLine
) -> CartView:
    """Raises `OrderingIsDisabled`, `CartHasChanged`, `ObjectIsNotFound`, and for what one order
    cannot hold `QuoteIsTooLong`, `QuoteIsTooLarge`."""
    owner = Owner(partner_id, caller.actor.id)
    cart, day = await _cart_and_day(context, owner)
    given = command.model_dump(exclude={"expected_revision"}, exclude_none=True)
    wanted = replace(_line_of(cart, line_id), **given)
    lines = [wanted if line.id == line_id else line for line in cart.lines]
    prices = await prices_of(context, caller, lines, day)
    async with _locked(context, caller, owner) as (connection, now):
        require_as_seen(now.revision, command.expected_revision)
        changed = replace(_line_of(now, line_id), **given)
        if changed not in now.lines:
            await change_line(connection, owner, changed)
            now = await read_cart(connection, owner)
    return view(now, prices) if now.lines == lines else await priced(context, caller, now, day)


async def delete_cart_line(
    context: Context, caller: Caller, partner_id: int, line_id: str, expected: int | None
) -> None:
    """Also while ordering is disabled. Raises `CartHasChanged`, `ObjectIsNotFound`."""
    owner = Owner(partner_id, caller.actor.id)
    async with _locked(context, caller, owner) as (connection, now):
        line = _line_of(now, line_id)
        require_as_seen(now.revision, expected)
        await delete_line(connection, owner, line.id)


async def _cart_and_day(context: Context, owner: Owner) -> tuple[Cart, PricingDay]:
    async with context.database.autocommit() as connection:
        settings = await read_settings(connection, owner.partner_id)
        require_ordering(settings)
        return await read_cart(connection, owner), pricing_day(settings, context.now())


@asynccontextmanager
async def _locked(
    context: Context, caller: Caller, owner: Owner
) -> AsyncIterator[tuple[AsyncConnection, Cart]]:
    """The cart read again, as another window may have changed it meanwhile."""
    async with (
        changed_carts_are_shown(context, caller, owner.partner_id),
        context.database.begin() as connection,
    ):
        yield connection, await lock_cart(connection, owner)


def _line_of(cart: Cart, line_id: str) -> CartLine:
    line = next((line for line in cart.lines if line.id == line_id), None)
    if line is None:
        raise not_found("line in your cart")
    return line
