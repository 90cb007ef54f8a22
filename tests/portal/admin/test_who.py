"""People are called by their names on the desk's pages; files keep as whom something was done."""

import re
from datetime import date

import pytest

from contracts.decisions import Decide
from contracts.tickets import ChangeTicket, ReplyToTicket
from tests.portal.admin.people import signed_in_as, somebody
from tests.portal.admin.test_tickets import opened
from tests.portal.cashier import Cashier
from tests.portal.world import PortalWorld
from tests.services.orders.test_audit_search import decided
from tests.services.orders.world import key

pytestmark = pytest.mark.engines


def titled(label: str, name: str) -> str:
    return f'<bdi title="{label}">{name}</bdi>'


async def test_who_decided_has_a_name_and_the_file_the_address(pages: PortalWorld) -> None:
    ada = await somebody(pages)
    order, browser = await decided(pages, ada.email), await signed_in_as(pages, ada)
    shown = titled(f"admin/{ada.email}", ada.name)
    for path in (f"/audit?q={order.id}", f"/orders/{order.id}", f"/orders/{order.id}/audit"):
        page = (await browser.get(path)).text
        assert shown in page, path
        assert titled(f"customer/{order.customer_id}", "Customer Carl") in page, path
    table = (await browser.get(f"/audit.csv?q={order.id}")).text
    assert f"admin/{ada.email}" in table
    assert ada.name not in table


async def test_names_of_others_are_for_who_may_see_them(pages: PortalWorld) -> None:
    """A partner's admin knows its own partner's admins alone, and reads an address else."""
    chief = await somebody(pages, "super_admin")
    order = await decided(pages, chief.email)
    here = f"/orders/{order.id}/audit"
    own = await pages.signed_in_staff()
    assert titled(f"admin/{chief.email}", chief.email) in (await own.get(here)).text
    all_seeing = await pages.signed_in_staff("operator")
    assert titled(f"admin/{chief.email}", chief.name) in (await all_seeing.get(here)).text


async def test_what_the_system_did_is_turnups(pages: PortalWorld, cashier: Cashier) -> None:
    order = (await pages.upfront(await pages.customer())).order
    await cashier.pay(await cashier.open(order.id))
    await cashier.bring(order.id)
    for language, words in (("de", "Turnup selbst"), ("fr", "Turnup lui-même")):
        browser = await pages.signed_in_staff(language=language)
        page = (await browser.get(f"/orders/{order.id}/audit")).text
        assert re.search(rf'<bdi title="system/[a-z]+">{words}</bdi>', page), language


async def test_tickets_name_who_wrote_and_who_looks_after_them(pages: PortalWorld) -> None:
    ada, ticket = await somebody(pages), await opened(pages)
    mine = pages.services(pages.admin(ada.email)._actor).notifications
    await mine.reply(ticket.id, ReplyToTicket(body="We are on it"), key=key())
    await mine.change_ticket(ticket.id, ChangeTicket(assignee=ada.email))
    browser = await signed_in_as(pages, ada)
    page = (await browser.get(f"/tickets/{ticket.id}")).text
    assert titled(f"admin/{ada.email}", ada.name) in page
    assert titled(f"customer/{ticket.customer_id}", "Customer Carl") in page
    assert f'name="assignee" value="{ada.email}"' in page
    assert titled(ada.email, ada.name) in (await browser.get("/tickets")).text
    assert f",{ada.email}," in (await browser.get("/tickets.csv")).text


async def test_who_was_faster_is_named_to_who_comes_too_late(pages: PortalWorld) -> None:
    ada, order = await somebody(pages), (await pages.request(await pages.customer())).order
    browser, here = await signed_in_as(pages, ada), f"/orders/{order.id}"
    await browser.get(f"{here}/cancel?revision={order.revision}")
    command = Decide(verdict="approve", start_on=date(2023, 1, 14))
    await pages.admin(ada.email).decide(order.id, order.items[0].id, command, key=key())
    page = (await browser.follow(await browser.post(f"{here}/cancel", {"reason": "Twice"}))).text
    said = re.search(r'role="alert".*?</div>', page, re.DOTALL)
    assert said
    assert f"approved by {ada.name} at" in said[0]
    assert "admin/" not in said[0]
