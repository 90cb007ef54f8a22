"""What a customer has, tab by tab: one page of a list each, as the address says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from contracts.message import Page as PageOf
from contracts.orders import CustomerView
from portal.admin.customers.visiting import portal_of
from portal.web.lists import ROWS
from portal.web.page import Away, Page

Tab = Literal["services", "orders", "finance", "tickets", "visits"]
TABS: tuple[Tab, ...] = get_args(Tab)
Read = Callable[..., Awaitable[PageOf[Any]]]


@dataclass(frozen=True)
class Shown:
    listed: PageOf[Any] | Away
    overview: Any = None
    """Of the account, above its documents."""


async def read_tab(page: Page, tab: Tab, customer: CustomerView, cursor: str | None) -> Shown:
    """The customer's page is there while a service is away, with what is missing named."""
    services = page.services
    read: dict[Tab, Read] = {
        "services": services.orders.subscriptions,
        "orders": services.orders.orders,
        "finance": services.payments.documents,
        "tickets": services.notifications.tickets,
        "visits": portal_of(page).visits,
    }
    whose = {"customer_id": customer.id, "partner_id": customer.partner_id}
    listed = await page.away(read[tab](**whose, cursor=cursor, limit=ROWS), tab)
    if tab != "finance" or isinstance(listed, Away):
        return Shown(listed)
    overview = services.payments.overview(customer.id, partner_id=customer.partner_id)
    return Shown(listed, await page.away(overview, tab))
