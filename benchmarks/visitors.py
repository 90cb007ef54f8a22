"""Customers at the portal, as their browsers: handed over by their provider, with some orders
behind them. One of them is offered little, the other more than fits on a page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2 as httpx

from clients.portal import PortalClient
from contracts.catalog import Availability, OfferingFields
from contracts.portal import HandOver
from scenarios.journey import Journey
from scenarios.offerings import EAST, euros
from scenarios.people import Customer, new_key
from scenarios.placing import place, quote_at_once
from scenarios.stories import approve_from_today
from scenarios.system import System
from stack.problems import StackProblem

ORDERS_EACH = 5
RICH = 4
"""A partner that offers more than all others."""
MORE_OFFERINGS = 300
"""A page of cards holds a hundred."""


@dataclass(frozen=True)
class Visitors:
    """By what they are offered."""

    few: httpx.AsyncClient
    many: httpx.AsyncClient


@asynccontextmanager
async def visitors(system: System, portal: PortalClient) -> AsyncIterator[Visitors]:
    """Signed in. Raises StackProblem."""
    await _offer_more(system)
    async with _signed_in(system, portal, EAST) as few, _signed_in(system, portal, RICH) as many:
        yield Visitors(few, many)


async def read(browser: httpx.AsyncClient, path: str, status: int) -> None:
    """One page, whole. Raises StackProblem for any other status, such as the way to sign in."""
    answer = await browser.get(path)
    if answer.status_code != status:
        raise StackProblem(f"{path} was answered with {answer.status_code}, not {status}.")


@asynccontextmanager
async def _signed_in(
    system: System, portal: PortalClient, partner_id: int
) -> AsyncIterator[httpx.AsyncClient]:
    customer = await system.people.customer("Visitor", partner_id)
    await asyncio.gather(*(_order(system, customer) for _ in range(ORDERS_EACH)))
    wanted = HandOver(partner_id=partner_id, customer_id=customer.id)
    entry = await portal.hand_over(wanted, key=new_key())
    async with httpx.AsyncClient(base_url=portal.base_url, trust_env=False) as browser:
        await read(browser, entry.url, 303)
        yield browser


async def _order(system: System, customer: Customer) -> None:
    """One that is paid and done, and so has an invoice."""
    fibre = system.offerings.fibre
    quote_id = await quote_at_once(system, customer, fibre)
    journey = Journey(system, customer, await place(system, customer, quote_id, pay=True))
    await journey.pay()
    await journey.is_paid()
    await approve_from_today(journey, {"paid": fibre.price.amount_minor})
    await journey.ends()


async def _offer_more(system: System) -> None:
    """To one partner's customers alone."""
    catalog = system.people.operator.catalog
    for number in range(MORE_OFFERINGS):
        fields = OfferingFields(
            kind="recurring",
            title=f"Add-on {number}",
            description="One of very many.",
            price=euros(500),
            availability=Availability(partner_ids=[RICH]),
        )
        await catalog.create_offering(fields, key=new_key())
