"""What customers are called, for lists whose service knows their ids alone."""

from collections.abc import Iterable

from contracts.orders import MOST_NAMED
from portal.web.page import Away, Page

Key = tuple[int, str]
"""Partner and id."""


async def customer_names(page: Page, whom: Iterable[Key]) -> dict[Key, str]:
    """One call for a page; empty while orders is away."""
    wanted = sorted(set(whom))
    names: dict[Key, str] = {}
    for at in range(0, len(wanted), MOST_NAMED):
        asked = page.services.orders.customer_names(wanted[at : at + MOST_NAMED])
        found = await page.away(asked, "")
        if not isinstance(found, Away):
            names |= {(one.partner_id, one.id): one.name for one in found.names}
    return names
