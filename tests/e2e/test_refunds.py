"""Refunds over everything, as operators see them in Temporal: made once whatever dies, refused,
lost, sent back, and each ended by the right person."""

import json
import time
from datetime import date, timedelta

import httpx2 as httpx
import psycopg
import pytest
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.testing import TimeSkipper

from contracts import search_attributes as attributes
from contracts.refunds import EndRefund, RefundOutcome, RefundState, RefundView, SettleRefundByHand
from contracts.workflow import END_SIGNAL, LOOK_SIGNAL, refund_workflow_id
from scenarios.journey import ADMIN, Journey
from scenarios.people import new_key
from scenarios.system import System
from simulator.messages import RefundMade
from simulator.signing import HEADER, sign_webhook
from tests.e2e.gateway import read_book
from tests.e2e.patience import PATIENCE
from tests.e2e.stack_under_test import StackUnderTest
from tests.stack.inspection import admin_database_url

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]

FAILPOINTS = (
    "worker.before_refund",
    "payments.before_refund",
    "payments.refund_made",
    "worker.refund_asked",
)
LOST = "The gateway knows nothing of it."


@pytest.mark.parametrize("failpoint", FAILPOINTS)
async def test_the_money_goes_back_once_when_somebody_dies_at(
    failpoint: str, stack: StackUnderTest, system: System, temporal: Client
) -> None:
    with stack.dying_at(failpoint):
        journey = await rejected(system)
        refund = await has_refund(journey, "succeeded")
        await has_ended(temporal, refund)
    assert [made.state for made in await at_the_gateway(stack, journey)] == ["succeeded"]
    assert await balance_of(journey) == 0


async def test_it_waits_for_temporal_to_come_back(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await paid(system)
    async with stack.kept_away("temporal"):
        await journey.reject("No line here.")
    await has_ended(temporal, await has_refund(journey, "succeeded"))
    assert len(await at_the_gateway(stack, journey)) == 1


async def test_a_refused_one_ends_with_what_an_admin_gives_back_by_hand(
    system: System, temporal: Client
) -> None:
    journey = await rejected(system, "refund_refused")
    refund = await has_refund(journey, "pending")
    assert "Tries it again with a new key" in await shown(temporal, refund, "refused")
    handle = temporal.get_workflow_handle(refund_workflow_id(refund.id, 0))
    assert await (await handle.describe()).static_summary() == "Refund of €31.00 by simulator"

    await TimeSkipper(temporal).fast_forward(handle, timedelta(hours=2))

    assert (await has_refund(journey, "failed")).tries == 5
    await has_ended(temporal, refund, needs_a_person=True)
    order = await journey.is_when(lambda order: bool(order.attention_reason), "to be flagged")
    assert f"The refund {refund.id} of 31.00 EUR failed" in str(order.attention_reason)
    given = SettleRefundByHand(method="cash", reference="R-1", given_back_on=date(2023, 1, 2))
    admin = system.people.admin(journey.customer.partner_id, ADMIN).payments
    await admin.settle_refund_by_hand(refund.id, given, key=new_key())
    assert await balance_of(journey) == 0


async def test_a_lost_one_is_ended_by_an_operator_and_goes_on_once_it_is_found(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await rejected(system, "refund_pending")
    refund = await has_refund(journey, "pending")
    assert "On its way at the gateway" in await shown(temporal, refund, "on_its_way")
    handle = temporal.get_workflow_handle(refund_workflow_id(refund.id, 0))
    found = rename_at_gateway(stack, refund, "rfd_lost")
    await handle.signal(LOOK_SIGNAL)
    assert "signal `end`" in await shown(temporal, refund, "unclear")

    await handle.signal(END_SIGNAL, {"by": "olga", "reason": LOST})

    ended = await has_refund(journey, "failed")
    assert (ended.ended_by, ended.end_reason) == ("operator/olga", LOST)
    await has_ended(temporal, refund, needs_a_person=True)
    await is_flagged(
        journey, f"may still arrive; ask the gateway before you pay: operator/olga: {LOST}"
    )

    rename_at_gateway(stack, refund, found)
    await system.operator.payments.retry_refund(refund.id, key=new_key())
    await has_refund(journey, "succeeded")
    await has_ended(temporal, refund, rounds=1)
    assert [made.id for made in await at_the_gateway(stack, journey)] == [found]


async def test_an_admin_who_ends_one_over_http_ends_its_workflow_too(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await rejected(system, "refund_pending")
    refund = await has_refund(journey, "pending")
    await shown(temporal, refund, "on_its_way")

    admin = system.people.admin(journey.customer.partner_id, ADMIN).payments
    ended = await admin.end_refund(refund.id, EndRefund(reason=LOST), key=new_key())

    assert (ended.state, ended.ended_by) == ("failed", f"admin/{ADMIN}")
    await has_ended(temporal, refund, needs_a_person=True)
    await admin.retry_refund(refund.id, key=new_key())
    await has_refund(journey, "succeeded")
    assert len(await at_the_gateway(stack, journey)) == 1


async def test_one_that_comes_back_is_owed_again_and_given_back_by_a_new_workflow(
    stack: StackUnderTest, system: System, temporal: Client
) -> None:
    journey = await rejected(system, "refund_comes_back")
    refund = await has_refund(journey, "succeeded")
    await has_ended(temporal, refund)

    await tell_of_the_payment(stack, journey)

    await has_refund(journey, "failed")
    await is_flagged(journey, "came back after it had succeeded")
    await system.operator.payments.retry_refund(refund.id, key=new_key())
    await has_refund(journey, "succeeded")
    await has_ended(temporal, refund, rounds=1)
    assert await balance_of(journey) == 0


async def paid(system: System, card: str = "success") -> Journey:
    journey = await Journey.at_once(system, system.offerings.fibre)
    await journey.pay(card)
    await journey.is_paid()
    return journey


async def rejected(system: System, card: str = "success") -> Journey:
    """Paid by a card whose refunds have a course of their own."""
    journey = await paid(system, card)
    await journey.reject("No line here.")
    return journey


async def has_refund(journey: Journey, state: RefundState) -> RefundView:
    """The order's one refund, once it is in this state."""
    payments = journey.system.operator.payments

    async def refund() -> RefundView | None:
        found = (await payments.refunds(order_id=journey.id)).items
        return found[0] if len(found) == 1 else None

    def is_there(now: RefundView | None) -> bool:
        return now is not None and now.state == state

    found = await PATIENCE.until(refund, is_there, f"the refund of {journey.id} to be {state}")
    assert found is not None
    return found


async def shown(temporal: Client, refund: RefundView, outcome: RefundOutcome) -> str:
    """The current details once the last step came to this, as the Temporal UI asks for them."""
    handle = temporal.get_workflow_handle(refund_workflow_id(refund.id, 0))

    async def status() -> str | None:
        values = (await handle.describe()).typed_search_attributes
        return values.get(attributes.PAYMENT_STATUS)

    await PATIENCE.until(status, lambda now: now == outcome, f"{refund.id} to be {outcome}")
    query = "__temporal_workflow_metadata"
    metadata: WorkflowMetadata = await handle.query(query, result_type=WorkflowMetadata)
    return metadata.current_details


async def has_ended(
    temporal: Client, refund: RefundView, *, rounds: int = 0, needs_a_person: bool = False
) -> None:
    handle = temporal.get_workflow_handle(refund_workflow_id(refund.id, rounds))

    async def status() -> WorkflowExecutionStatus | None:
        return (await handle.describe()).status

    done = WorkflowExecutionStatus.COMPLETED
    await PATIENCE.until(status, lambda now: now == done, f"{handle.id} to end")
    values = (await handle.describe()).typed_search_attributes
    assert values[attributes.NEEDS_ATTENTION] == needs_a_person


async def is_flagged(journey: Journey, words: str) -> None:
    await journey.is_when(lambda order: words in (order.attention_reason or ""), f"to say {words}")


async def at_the_gateway(stack: StackUnderTest, journey: Journey) -> list[RefundMade]:
    people = journey.system.people
    [intent] = (await people.operator.payments.intents_of_order(journey.id)).items
    book = await read_book(people, stack.state)
    [charge] = [charge for charge in book.charges if charge.reference == intent.id]
    return [made for made in book.refunds if made.checkout_id == charge.checkout_id]


async def tell_of_the_payment(stack: StackUnderTest, journey: Journey) -> None:
    """As a gateway does when something happened to it, whatever that is."""
    [intent] = (await journey.system.operator.payments.intents_of_order(journey.id)).items
    [made] = await at_the_gateway(stack, journey)
    event = {"id": new_key(), "payment_id": made.checkout_id, "reference": intent.id}
    body = json.dumps(event).encode()
    signature = sign_webhook(stack.state.webhook_secret, body, int(time.time()))
    url = f"{stack.state.urls['payments']}/v1/webhooks/simulator"
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(url, content=body, headers={HEADER: signature})
    assert answer.status_code == 200, answer.text


async def balance_of(journey: Journey) -> int:
    whose = journey.customer
    payments = journey.system.operator.payments
    return (await payments.account(whose.id, partner_id=whose.partner_id)).balance_minor


def rename_at_gateway(stack: StackUnderTest, refund: RefundView, name: str) -> str:
    """What we take for the gateway's id of it; the one before."""
    url = admin_database_url(stack.state)
    with psycopg.connect(url, options="-c search_path=payments") as connection:
        mine = "SELECT gateway_refund_id FROM refunds WHERE id = %s"
        row = connection.execute(mine, [refund.id]).fetchone()
        change = "UPDATE refunds SET gateway_refund_id = %s WHERE id = %s"
        connection.execute(change, [name, refund.id])
    assert row is not None
    return str(row[0])
