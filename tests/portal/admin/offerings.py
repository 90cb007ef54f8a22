"""What staff types to say what is on offer, and where it comes to."""

import re
from typing import Any

import httpx2 as httpx

from chassis.ids import new_id
from contracts.catalog import OfferingView
from tests.portal.world import Browser, PortalWorld
from tests.services.orders.world import OPERATOR

KINDS = ("bundle", "internet", "voice", "recurring", "one_time")


def typed(**more: Any) -> dict[str, Any]:
    """A plan with all that every kind has; nothing is ticked that is not named."""
    fields = {
        "title": new_id("Plan"),
        "description": "Fast.\r\nAnd <b>steady</b>.",
        "amount": "31",
        "currency": "eur",
        "cycle": "monthly",
        "vat": "20",
        "includes_vat": "true",
        "fee": "25,5",
        "enabled": "true",
        "show_on_portal": "true",
        "categories": "company",
        "locations": "north\r\n\r\n north \r\nsouth",
        "labels": "gold",
    }
    return fields | more


async def stored(pages: PortalWorld, offering_id: str) -> OfferingView:
    return await pages.catalog(OPERATOR).offering(offering_id)


async def made(
    pages: PortalWorld, browser: Browser, kind: str = "internet", **more: Any
) -> OfferingView:
    form = f"/new-offering?kind={kind}"
    await browser.get(form)
    answer = await browser.post(form, typed(**more))
    assert answer.status_code == 303, faults(answer)
    return await stored(pages, answer.headers["location"].rpartition("/")[2])


def faults(answer: httpx.Response) -> dict[str, str]:
    """By field."""
    return dict(re.findall(r'<li[^>]*><a href="#([^"]*)">(.*?)</a></li>', answer.text))


def value_of(page: str, name: str) -> str:
    """What a field of one line holds."""
    (value,) = re.findall(rf'<input[^>]* name="{name}" value="([^"]*)"', page)
    return str(value)


def is_ticked(page: str, name: str, value: str = "true") -> bool:
    (box,) = re.findall(rf'<input[^>]* name="{name}" value="{value}"[^>]*>', page)
    return "checked" in box
