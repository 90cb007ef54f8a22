"""What people do in the demo's stories, each through the public API of a service."""

import secrets
from collections.abc import Callable
from datetime import date

from billing.money import format_minor
from contracts.catalog import OfferingView, RequestQuote, RequestQuoteLine
from contracts.decisions import Decide
from contracts.orders import AddCartLine, DecisionOutcome, OrderView, PlacedOrder, PlaceOrder
from stack.demo.cast import Cast, Customer, until
from stack.problems import StackProblem


class Stage:
    """Acts and says so; `say` prints one line."""

    def __init__(self, cast: Cast, say: Callable[[str], None]) -> None:
        self.cast = cast
        self.say = say

    async def fill_cart_and_order(
        self, customer: Customer, offerings: list[OfferingView], *, pay: bool
    ) -> PlacedOrder:
        """The portal's way: lines into the cart, a quote, then the order."""
        orders = customer.services.orders
        for offering in offerings:
            line = AddCartLine(offering_id=offering.id)
            cart = await orders.add_cart_line(line, key=_key())
        titles = ", ".join(offering.title for offering in offerings)
        self.say(
            f"{customer.id} puts {titles} into the cart: {format_minor(cart.total_minor, 'EUR')}"
        )
        quote = await orders.quote_cart(key=_key())
        return await self._place(customer, quote.id, pay=pay)

    async def order_at_once(
        self, customer: Customer, offerings: list[OfferingView], *, pay: bool
    ) -> PlacedOrder:
        """A portal of its own may skip the cart: a quote from the catalog, then the order."""
        lines = [RequestQuoteLine(offering_id=offering.id) for offering in offerings]
        wanted = RequestQuote(lines=lines)
        quote = await customer.services.catalog.request_quote(wanted, key=_key())
        return await self._place(customer, quote.id, pay=pay)

    async def _place(self, customer: Customer, quote_id: str, *, pay: bool) -> PlacedOrder:
        command = PlaceOrder(quote_id=quote_id, pay="upfront" if pay else "on_request")
        placed = await customer.services.orders.place_order(command, key=_key())
        self.say(f"orders: {placed.message}")
        self.say(f"  {self.cast.link(placed.order.id)}")
        return placed

    async def pay(
        self, customer: Customer, placed: PlacedOrder, card: str, on: date | None = None
    ) -> None:
        """Pay on the gateway's own page; the capture may be dated."""
        page = placed.payment_page_url or await self._page_that_follows(customer, placed.order.id)
        fields = {"card": card} | ({"captured_at": on.isoformat()} if on else {})
        await self.cast.http.post_to_page(page, fields)
        self.say(f"{customer.id} pays with the test card {card!r}" + (f" on {on}" if on else ""))

    async def _page_that_follows(self, customer: Customer, order_id: str) -> str:
        placed = await until(
            lambda: customer.services.orders.payment_page(order_id),
            lambda answer: answer.payment_page_url is not None,
            f"the payment page of {order_id}",
        )
        if placed.payment_page_url is None:
            raise StackProblem(f"Order {order_id} has no payment page.", "See `./turnup logs`.")
        return placed.payment_page_url

    async def decide(self, order: OrderView, at: int, command: Decide) -> DecisionOutcome:
        """The admin's verdict on one item, seen applied."""
        item = order.items[at]
        admin = self.cast.admin(order.partner_id).orders
        outcome = await admin.decide(order.id, item.id, command, key=_key())
        day = f" with start {command.start_on}" if command.start_on else ""
        self.say(f"admin ada: {command.verdict} {item.line.title}{day}")
        return outcome

    async def approve(self, order: OrderView, at: int, start_on: date) -> DecisionOutcome:
        return await self.decide(order, at, Decide(verdict="approve", start_on=start_on))

    async def reject(self, order: OrderView, at: int, reason: str) -> DecisionOutcome:
        command = Decide(verdict="reject", reason=reason, refund_to="card")
        return await self.decide(order, at, command)


def _key() -> str:
    return f"demo-{secrets.token_hex(8)}"
