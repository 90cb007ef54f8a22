"""Refunds on a running stack: how they come about, how they stand, and what a gateway does to them
unasked."""

import json
import time

import httpx2 as httpx
import psycopg
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WorkflowExecutionStatus

from contracts import search_attributes as attributes
from contracts.orders import SolveAttention
from contracts.refunds import RefundOutcome, RefundState, RefundView
from contracts.workflow import refund_workflow_id
from scenarios.journey import Journey
from scenarios.people import new_key
from scenarios.system import System
from simulator.messages import RefundMade
from simulator.signing import HEADER, sign_webhook
from tests.e2e.gateway import read_book
from tests.e2e.patience import PATIENCE
from tests.e2e.stack_under_test import StackUnderTest
from tests.stack.inspection import admin_database_url


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
    await journey.is_when(
        lambda order: any(words in flag.why.text for flag in order.attention), f"to say {words}"
    )


async def is_solved(journey: Journey) -> None:
    """As somebody says who has looked."""
    solved = SolveAttention(note="The customer has the money.")
    await journey.system.operator.orders.solve_attention(journey.id, solved, key=new_key())


async def at_the_gateway(stack: StackUnderTest, journey: Journey) -> list[RefundMade]:
    people = journey.system.people
    [intent] = (await people.operator.payments.intents_of_order(journey.id)).items
    book = await read_book(people, stack.state)
    [charge] = [charge for charge in book.charges if charge.reference == intent.id]
    return [made for made in book.refunds if made.checkout_id == charge.checkout_id]


async def comes_back(stack: StackUnderTest, journey: Journey) -> None:
    """At the gateway, which then tells that something happened to the payment."""
    [made] = await PATIENCE.until(
        lambda: at_the_gateway(stack, journey),
        lambda refunds: refunds[0].state == "failed",
        f"the money of {journey.id} to come back",
    )
    [intent] = (await journey.system.operator.payments.intents_of_order(journey.id)).items
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
