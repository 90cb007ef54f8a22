"""How an order is placed, as a portal does it: whoever is away meanwhile is asked again, with what
makes a repetition safe."""

from functools import partial

from contracts.carts import AddCartLine
from contracts.catalog import OfferingView, RequestQuote, RequestQuoteLine
from contracts.orders import PlacedOrder, PlaceOrder
from scenarios.people import Customer, new_key
from scenarios.system import System
from wording.telling import money


async def quote_cart(system: System, customer: Customer, offerings: list[OfferingView]) -> str:
    """Put them into the cart; returns the id of its quote."""
    orders, patience = customer.services.orders, system.patience
    for offering in offerings:
        line = AddCartLine(offering_id=offering.id)
        # One key for all tries: with another the line would be there twice.
        add = partial(orders.add_cart_line, line, key=new_key())
        cart = await patience.until_answered(add)
    titles = ", ".join(offering.title for offering in offerings)
    total = money(cart.total_minor, "EUR")
    system.say(f"{customer.id} puts {titles} into the cart: {total}")
    return (await patience.until_answered(lambda: orders.quote_cart(key=new_key()))).id


async def quote_at_once(system: System, customer: Customer, *offerings: OfferingView) -> str:
    """A portal of its own may skip the cart; returns the id of a quote from the catalog."""
    wanted = RequestQuote(lines=[RequestQuoteLine(offering_id=o.id) for o in offerings])
    catalog = customer.services.catalog
    # A new key each time: a quote too many is harmless, and a dead request holds its key a while.
    quote = await system.patience.until_answered(
        lambda: catalog.request_quote(wanted, key=new_key())
    )
    return quote.id


async def place(system: System, customer: Customer, quote_id: str, *, pay: bool) -> PlacedOrder:
    """Place it, sending again with a new key while no answer comes: a quote is ordered once."""
    command = PlaceOrder(quote_id=quote_id, pay="upfront" if pay else "on_request")
    orders = customer.services.orders
    placed = await system.patience.until_answered(
        lambda: orders.place_order(command, key=new_key())
    )
    system.say(f"orders: {placed.message.text}")
    system.say(f"  {system.link(placed.order.id)}")
    return placed
