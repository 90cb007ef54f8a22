"""Show, price and quote a customer's cart, which lives on the server."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from chassis.tokens import Caller
from contracts.carts import CartHasChanged, CartLineView, CartView, QuoteCart
from contracts.catalog import (
    PricedLines,
    PricingDay,
    QuoteIsTooLarge,
    QuoteIsTooLong,
    QuoteView,
    RequestQuote,
    RequestQuoteLine,
)
from services.orders.context import Context
from services.orders.domain.cart import (
    no_prices_reason,
    require_as_seen,
    require_something_to_order,
    totals_of,
)
from services.orders.domain.partner_policy import pricing_day, require_ordering
from services.orders.repository.carts import Cart, CartLine, Owner, read_cart
from services.orders.repository.settings import read_settings
from wording.telling import tell


async def show_cart(context: Context, caller: Caller, partner_id: int) -> CartView:
    """Raises `OrderingIsDisabled`; lines can be deleted even then."""
    async with context.database.autocommit() as connection:
        settings = await read_settings(connection, partner_id)
        require_ordering(settings)
        cart = await read_cart(connection, Owner(partner_id, caller.actor.id))
    return await priced(context, caller, cart, pricing_day(settings, context.now()))


@asynccontextmanager
async def changed_carts_are_shown(
    context: Context, caller: Caller, partner_id: int
) -> AsyncIterator[None]:
    """Whoever is refused because another window changed the cart is told what it holds now."""
    try:
        yield
    except CartHasChanged:
        now = await show_cart(context, caller, partner_id)
        raise CartHasChanged(cart=now.model_dump(mode="json")) from None


async def quote_cart(
    context: Context, caller: Caller, partner_id: int, command: QuoteCart, request_key: str
) -> QuoteView:
    """A binding price for all lines, from the catalog, whose refusals pass through. Raises
    `CartHasChanged`, `CartIsEmpty`, `OrderingIsDisabled`."""
    async with context.database.autocommit() as connection:
        settings = await read_settings(connection, partner_id)
        require_ordering(settings)
        cart = await read_cart(connection, Owner(partner_id, caller.actor.id))
    async with changed_carts_are_shown(context, caller, partner_id):
        require_as_seen(cart.revision, command.expected_revision)
    require_something_to_order(cart.lines)
    catalog = context.catalog.as_actor(caller.actor)
    day = pricing_day(settings, context.now())
    return await catalog.request_quote(_request(cart.lines, day), key=request_key)


async def priced(context: Context, caller: Caller, cart: Cart, day: PricingDay) -> CartView:
    """Also what has become too much to be priced is shown, so that lines can be deleted."""
    try:
        return view(cart, await prices_of(context, caller, cart.lines, day))
    except (QuoteIsTooLong, QuoteIsTooLarge) as refusal:
        bare = view(cart, PricedLines(lines=[], unavailable_offering_ids=[]))
        why = tell(no_prices_reason(refusal), caller.actor)
        return bare.model_copy(update={"line_count": len(cart.lines), "no_prices_reason": why})


async def prices_of(
    context: Context, caller: Caller, lines: Sequence[CartLine], day: PricingDay
) -> PricedLines:
    if not lines:
        return PricedLines(lines=[], unavailable_offering_ids=[])
    return await context.catalog.as_actor(caller.actor).prices(_request(lines, day))


def _request(lines: Sequence[CartLine], day: PricingDay) -> RequestQuote:
    wanted = [
        RequestQuoteLine(
            offering_id=line.offering_id, quantity=line.quantity, period_count=line.period_count
        )
        for line in lines
    ]
    return RequestQuote(lines=wanted, start_on=day.start_on, billing_day=day.billing_day)


def view(cart: Cart, prices: PricedLines) -> CartView:
    gone = set(prices.unavailable_offering_ids)
    totals = totals_of(prices.lines)
    return CartView(
        revision=cart.revision,
        lines=[CartLineView.model_validate(line, from_attributes=True) for line in cart.lines],
        line_count=totals.line_count,
        quote_lines=prices.lines,
        currency=totals.currency,
        total_minor=totals.total_minor,
        unavailable_line_ids=[line.id for line in cart.lines if line.offering_id in gone],
    )
