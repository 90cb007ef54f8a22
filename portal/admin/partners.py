"""Whose something is: partners' admins have one partner, all others choose among all."""

from collections.abc import Sequence
from typing import Literal

from contracts.message import PartnerId
from portal.web.page import Away, Page

Named = PartnerId | Literal[""]
"""As a filter names a partner: blank for all that one may see."""


def sees_all(page: Page) -> bool:
    """Whether a partner has to be named."""
    return page.account.partner_id is None


async def partner_choices(page: Page) -> Sequence[tuple[str, str]]:
    """By number and name; none for whoever has one partner only, and while orders is away."""
    if not sees_all(page):
        return []
    listed = await page.away(page.services.orders.partners(), "")
    if isinstance(listed, Away):
        return []
    return [(str(one.partner_id), f"{one.partner_id} {one.name}".strip()) for one in listed.items]
