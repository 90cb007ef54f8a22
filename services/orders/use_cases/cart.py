"""Fill, empty, price and quote a customer's cart, which lives on the server."""

from chassis.ids import new_id
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.catalog import (
    OfferingIsNotAvailable,
    PricedLines,
    PricingDay,
    QuoteIsTooLarge,
    QuoteIsTooLong,
    QuoteView,
    RequestQuote,
    RequestQuoteLine,
)
from contracts.orders import AddCartLine, CartLineView, CartView
from services.orders.context import Context
from services.orders.domain.cart import (
    no_prices_reason,
    require_room,
    require_something_to_order,
    totals_of,
)
from services.orders.domain.partner_policy import pricing_day, require_ordering
from services.orders.repository.carts import (
    CartLine,
    Owner,
    delete_line,
    insert_line,
    lock_cart,
    read_cart,
)
from services.orders.repository.settings import read_settings
from wording.telling import tell


async def show_cart(context: Context, caller: Caller, partner_id: int) -> CartView:
    async with context.database.autocommit() as connection:
        lines = await read_cart(connection, Owner(partner_id, caller.actor.id))
        settings = await read_settings(connection, partner_id)
    day = pricing_day(settings, context.now())
    return await _priced(context, caller, lines, day)


async def add_cart_line(
    context: Context, caller: Caller, partner_id: int, line: AddCartLine, request_key: str
) -> CartView:
    """Raises `OrderingIsDisabled`, `OfferingIsNotAvailable`, `CartIsFull`, and for what one order
    cannot hold `QuoteIsTooLong`, `QuoteIsTooLarge`."""
    owner = Owner(partner_id, caller.actor.id)
    async with context.database.autocommit() as connection:
        settings = await read_settings(connection, partner_id)
        require_ordering(settings)
        lines = await read_cart(connection, owner)
    day = pricing_day(settings, context.now())
    added = CartLine(new_id("lin"), line.offering_id, line.quantity, line.period_count)
    prices = await _prices(context, caller, [*lines, added], day)
    if line.offering_id in prices.unavailable_offering_ids:
        raise OfferingIsNotAvailable("not_for_you")
    async with context.database.begin() as connection:
        await lock_cart(connection, owner)
        # Read again under the lock: another tab may have changed the cart meanwhile.
        require_room(await read_cart(connection, owner))
        await insert_line(connection, owner, added, request_key)
        now = await read_cart(connection, owner)
    same = [known.id for known in now] == [known.id for known in [*lines, added]]
    return _view(now, prices) if same else await _priced(context, caller, now, day)


async def delete_cart_line(context: Context, caller: Caller, partner_id: int, line_id: str) -> None:
    owner = Owner(partner_id, caller.actor.id)
    async with context.database.autocommit() as connection:
        if not await delete_line(connection, owner, line_id):
            raise not_found("line in your cart")


async def quote_cart(
    context: Context, caller: Caller, partner_id: int, request_key: str
) -> QuoteView:
    """A binding price for all lines, from the catalog, whose refusals pass through."""
    async with context.database.autocommit() as connection:
        settings = await read_settings(connection, partner_id)
        require_ordering(settings)
        lines = await read_cart(connection, Owner(partner_id, caller.actor.id))
    require_something_to_order(lines)
    catalog = context.catalog.as_actor(caller.actor)
    day = pricing_day(settings, context.now())
    return await catalog.request_quote(_request(lines, day), key=request_key)


async def _priced(
    context: Context, caller: Caller, lines: list[CartLine], day: PricingDay
) -> CartView:
    """Also what has become too much to be priced is shown, so that lines can be deleted."""
    try:
        return _view(lines, await _prices(context, caller, lines, day))
    except (QuoteIsTooLong, QuoteIsTooLarge) as refusal:
        bare = _view(lines, PricedLines(lines=[], unavailable_offering_ids=[]))
        why = tell(no_prices_reason(refusal), caller.actor)
        return bare.model_copy(update={"line_count": len(lines), "no_prices_reason": why})


async def _prices(
    context: Context, caller: Caller, lines: list[CartLine], day: PricingDay
) -> PricedLines:
    if not lines:
        return PricedLines(lines=[], unavailable_offering_ids=[])
    return await context.catalog.as_actor(caller.actor).prices(_request(lines, day))


def _request(lines: list[CartLine], day: PricingDay) -> RequestQuote:
    wanted = [
        RequestQuoteLine(
            offering_id=line.offering_id, quantity=line.quantity, period_count=line.period_count
        )
        for line in lines
    ]
    return RequestQuote(lines=wanted, start_on=day.start_on, billing_day=day.billing_day)


def _view(lines: list[CartLine], prices: PricedLines) -> CartView:
    gone = set(prices.unavailable_offering_ids)
    totals = totals_of(prices.lines)
    return CartView(
        lines=[CartLineView.model_validate(line, from_attributes=True) for line in lines],
        line_count=totals.line_count,
        quote_lines=prices.lines,
        currency=totals.currency,
        total_minor=totals.total_minor,
        unavailable_line_ids=[line.id for line in lines if line.offering_id in gone],
    )
