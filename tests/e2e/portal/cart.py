"""What happens behind the customer's back: another device fills the cart, the gateway settles."""

from contracts.carts import AddCartLine
from contracts.catalog import OfferingView
from scenarios.people import Customer, new_key
from scenarios.system import System
from tests.e2e.gateway import READER
from tests.e2e.stack_under_test import StackUnderTest


async def puts(customer: Customer, *offerings: OfferingView) -> None:
    """Into the cart, on another device."""
    for offering in offerings:
        line = AddCartLine(offering_id=offering.id)
        await customer.services.orders.add_cart_line(line, key=new_key())


async def lines_of(customer: Customer) -> int:
    return (await customer.services.orders.cart()).line_count


async def settles(stack: StackUnderTest, system: System, checkout_id: str) -> None:
    """The gateway learns now how a pending payment ends, and tells."""
    state = stack.state
    await system.people.http.send(
        "POST",
        f"{state.urls['simulator']}/v1/checkouts/{checkout_id}/settle",
        audience="gateway",
        actor=READER,
        headers={"Authorization": f"Bearer {state.gateway_api_key}"},
    )
