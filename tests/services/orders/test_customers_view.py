"""What is for staff stays with the staff, in every message that a customer can get."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from clients.orders import OrdersClient
from contracts.decisions import Decide
from contracts.message import Message
from contracts.recording import RecordAttention
from contracts.said import said
from contracts.settings import ChangePartnerSettings
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines
STAFF = "wilhelmine"
"""The name of an admin, and a word in all that is written for staff."""
START = date(2023, 1, 14)
REMINDER, ESCALATION = 171_717, 272_727
HIDDEN = (STAFF, "fraud", '"low"', '"high"', str(REMINDER), str(ESCALATION))


@pytest.fixture
async def flagged(world: World) -> tuple[World, OrdersClient, str]:
    """A paid order of three items, two of them confirmed by an admin; flagged for a reason that is
    none of the customer's business."""
    who = ChangePartnerSettings(
        mail_recipients=[f"{STAFF}@example.net"],
        ticket_assignee=STAFF,
        ticket_group=f"{STAFF}'s",
        escalation_group=f"above {STAFF}",
        admin_portal_url=f"https://{STAFF}.example.net",
        channel="email",
        approval_reminder_after_seconds=REMINDER,
        approval_escalation_after_seconds=ESCALATION,
        ticket_priority="low",
        escalation_priority="high",
    )
    admin = world.admin(STAFF)
    await admin.change_settings(str(world.partner_id), who)
    customer = await world.customer()
    order = await world.paid(customer, item_count=3)
    for item in order.items[:2]:
        approve = Decide(verdict="approve", start_on=START)
        decided = await admin.decide(order.id, item.id, approve, key=key())
        assert decided.decision.decided_by == f"admin/{STAFF}"
    why = said("others.words", words=f"Ask {STAFF} whether it is fraud.")
    flag = RecordAttention(said=why, key="fraud")
    await world.system.record_attention(order.id, flag)
    return world, customer, order.id


Read = Callable[[OrdersClient, str], Awaitable[Message]]
READS: dict[str, Read] = {
    "the order": lambda customer, order_id: customer.order(order_id),
    "the list": lambda customer, _: customer.orders(),
    "the flagged": lambda customer, _: customer.orders(status="needs_attention"),
    "the payment": lambda customer, order_id: customer.payment_page(order_id),
    "the services": lambda customer, _: customer.subscriptions(),
    "the timeline": lambda customer, order_id: customer.timeline(order_id),
    "the cart": lambda customer, _: customer.cart(),
    "the partner": lambda customer, _: customer.partner_profile(),
    "the checkout": lambda customer, _: customer.checkout_options(),
    "a cancelled order": lambda customer, order_id: customer.cancel_order(order_id, key=key()),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
async def test_a_customer_reads_nothing_that_is_for_staff(
    flagged: tuple[World, OrdersClient, str], read: Read
) -> None:
    world, customer, order_id = flagged
    answer = (await read(customer, order_id)).model_dump_json()
    assert [word for word in HIDDEN if word in answer] == []
    seen = (await world.admin().order(order_id)).model_dump_json()
    assert [word for word in HIDDEN if word not in seen] == []
    assert seen.count(STAFF) >= 7


async def test_a_customer_reads_its_own_name_and_of_others_what_they_are(
    flagged: tuple[World, OrdersClient, str],
) -> None:
    world, customer, order_id = flagged
    await customer.cancel_order(order_id, key=key())
    order = await customer.order(order_id)
    by = [item.decision.decided_by for item in order.items if item.decision]
    assert by == ["admin", "admin", f"customer/{order.customer_id}"]
    assert (order.status, order.attention) == ("needs_attention", [])
    assert order.waits_for[0].text.startswith("Your provider looks at this order.")
    staffs = await world.admin().order(order_id)
    assert staffs.attention[0].why.text.startswith("Ask")
