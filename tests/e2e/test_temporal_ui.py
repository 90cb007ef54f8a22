"""S20: an operator finds an order in the Temporal UI, and reads there why a person must look and
which money moved. In a real browser."""

from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from temporalio.client import Client

from contracts.catalog import OfferingFields
from contracts.workflow import order_workflow_id
from scenarios.journey import Journey
from scenarios.offerings import euros
from scenarios.people import new_key
from scenarios.stories import PAID_ON, TRUE_START
from scenarios.system import System
from stack.running.saved_views import saved_views
from tests.e2e.patience import PATIENCE
from tests.e2e.refunding import comes_back, has_refund
from tests.e2e.stack_under_test import StackUnderTest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.e2e,
    pytest.mark.engines,
    pytest.mark.timeout(300),
]


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="en-GB", timezone_id="UTC")
    yield await context.new_page()
    await context.close()


async def test_s20_an_operator_finds_an_order_and_reads_why_and_how_much(
    page: Page, stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await credited_and_flagged(stack, system)
    whose, order_id = journey.customer, order_workflow_id(journey.id)
    by_customer, by_status = f"CustomerId = '{whose.id}'", "OrderStatus = 'needs_attention'"
    by_partner = f"PartnerId = '{whose.partner_id}'"
    await is_listed(temporal, order_id, f"{by_customer} AND {by_status}")

    await page.goto(saved_views(stack.state.recorded)["needs attention"])
    await expect(link_to(page, order_id)).to_be_visible()
    await page.get_by_test_id("toggle-manual-query").click()
    for query in (by_customer, by_partner, by_status):
        await type_filter(page, "OrderStatus = 'nobody has this one'")
        await expect(number_found(page)).to_have_text("0 Workflows")
        await expect(link_to(page, order_id)).to_be_hidden()
        await type_filter(page, query)
        await expect(link_to(page, order_id)).to_be_visible()
    await type_filter(page, f"{by_customer} AND {by_partner} AND {by_status}")
    await expect(number_found(page)).to_have_text("1 Workflow")

    await link_to(page, order_id).click()
    await page.get_by_role("tab", name="User Metadata").click()
    summary, details = shown_in(page, "summary"), shown_in(page, "current-details")
    await expect(summary).to_have_text("Fibre 100 and 2 more: €120.00")
    await expect(details.locator("strong")).to_have_text("Needs attention:")
    router = journey.placed.order.items[journey.place_of(system.offerings.router)]
    [refund] = (await system.operator.payments.refunds(order_id=journey.id)).items
    for told in (
        f"The refund {refund.id} of €10.00 came back after it had succeeded",
        "When it is solved, signal retry.",
        "Waits for confirmation of the start date; an admin of the partner can confirm or reject",
        f"Router ({router.id}).",
        "Paid: €120.00. Credit note: €13.00. Credit note: €10.00.",
    ):
        await expect(details).to_contain_text(told)


async def test_a_title_with_marks_is_read_as_it_was_written(
    page: Page, stack: StackUnderTest, system: System
) -> None:
    title = "[pay](http://a.test) <b>x</b> *y* _z_"
    fields = OfferingFields(kind="recurring", title=title, price=euros(3_000))
    plan = await system.operator.catalog.create_offering(fields, key=new_key())
    journey = await Journey.at_once(system, plan)

    views = saved_views(stack.state.recorded)["needs attention"].partition("?")[0]
    await page.goto(f"{views}/{quote(order_workflow_id(journey.id), safe='')}")
    await page.get_by_role("tab", name="User Metadata").click()
    for part in ("summary", "current-details"):
        shown = shown_in(page, part)
        await expect(shown).to_contain_text(title)
        await expect(shown.locator("a, b, em")).to_have_count(0)


async def credited_and_flagged(stack: StackUnderTest, system: System) -> Journey:
    """Of three items one started later, one was rejected and its refund came back, one waits."""
    offers = system.offerings
    journey = await Journey.at_once(system, offers.fibre, offers.voice, offers.router)
    await journey.pay("refund_comes_back", PAID_ON)
    await journey.is_paid()
    await journey.approve(TRUE_START, journey.place_of(offers.fibre))
    await journey.reject("No line here.", journey.place_of(offers.voice))
    await has_refund(journey, "succeeded")
    await comes_back(stack, journey)
    return journey


async def is_listed(temporal: Client, workflow_id: str, query: str) -> None:
    """Temporal lists what it knows a moment later; the UI asks once."""

    async def found() -> list[str]:
        return [execution.id async for execution in temporal.list_workflows(query)]

    await PATIENCE.until(found, lambda ids: ids == [workflow_id], f"{query} to find {workflow_id}")


def link_to(page: Page, workflow_id: str) -> Locator:
    return page.get_by_role("link", name=workflow_id, exact=True)


def number_found(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


async def type_filter(page: Page, query: str) -> None:
    field = page.get_by_placeholder("Enter a query")
    await field.fill(query)
    await field.press("Enter")


def shown_in(page: Page, part: str) -> Locator:
    """Text of others is shown in a frame of its own."""
    return page.frame_locator(f"#user-metadata-{part}").locator("main")
