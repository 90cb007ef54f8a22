"""Last of all (files run in the order of their names): the books of all orders that the other tests
made, after every kill and outage; and proof that the oracle would have noticed."""

import copy
import time
from collections.abc import Callable

import pytest
from temporalio.client import Client
from temporalio.worker import Replayer

from clients.system.temporal import DATA_CONVERTER
from contracts.orders import OrderView
from scenarios.journey import Journey
from scenarios.stories import a_paid_order, approve_from_today, confirm_the_true_start
from scenarios.system import System
from simulator.messages import Charge
from tests.e2e.books import Books, read_books
from tests.e2e.oracle import violations
from tests.e2e.patience import PATIENCE
from tests.e2e.stack_under_test import StackUnderTest
from tests.e2e.watching import is_closed
from workflows.worker import WORKFLOWS, workflow_runner

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
async def books(stack: StackUnderTest, system: System, temporal: Client) -> Books:
    """Of all orders so far and one more, read again until the last message has arrived."""
    await stack.is_whole()
    await one_more(system, temporal)
    deadline = time.monotonic() + PATIENCE.seconds
    while True:
        found = await read_books(stack.state, system.people, temporal)
        if not violations(found) or time.monotonic() > deadline:
            return found


async def one_more(system: System, temporal: Client) -> OrderView:
    """So that there is something of everything, also when this file runs alone."""
    journey = await a_paid_order(system)
    await confirm_the_true_start(journey)
    requested = await Journey.at_once(system, system.offerings.fibre, pay=False)
    await requested.is_requested()
    await approve_from_today(requested, {"issued": 3_100})
    await requested.ends()
    await is_closed(temporal, journey.id)
    return await journey.ends()


async def test_the_books_of_all_orders_agree(books: Books) -> None:
    assert violations(books) == []


async def test_the_history_of_every_order_replays(books: Books) -> None:
    replayer = Replayer(
        workflows=WORKFLOWS, workflow_runner=workflow_runner(), data_converter=DATA_CONVERTER
    )
    assert len(books.histories) >= 2
    for history in books.histories:
        await replayer.replay_workflow(history)


def charged_twice(books: Books) -> None:
    again = books.gateway.charges[0].model_copy(update={"checkout_id": "chk_again"})
    books.gateway.charges.append(Charge.model_validate(again.model_dump()))


def captured_twice(books: Books) -> None:
    books.payments.append({**books.payments[0], "gateway_payment_id": "chk_again"})


def credited_twice(books: Books) -> None:
    books.credit_notes.append(dict(books.credit_notes[0]))


def a_cent_lost(books: Books) -> None:
    next(p for p in books.postings if p["debit_minor"])["debit_minor"] -= 1


def a_payment_not_in_the_ledger(books: Books) -> None:
    books.postings = [p for p in books.postings if p["kind"] != "payment"]


def a_free_active_service(books: Books) -> None:
    books.orders[0]["paid_on"] = None
    books.decisions = [d for d in books.decisions if d["order_id"] != books.orders[0]["id"]]
    item = next(i for i in books.items if i["order_id"] == books.orders[0]["id"])
    item["state"] = "approved"
    next(s for s in books.subscriptions if s["item_id"] == item["id"])["state"] = "active"


def a_paid_service_that_does_not_run(books: Books) -> None:
    next(s for s in books.subscriptions if s["state"] == "active")["state"] = "pending"


def an_order_lost(books: Books) -> None:
    books.known.clear()


def a_status_that_is_not_so(books: Books) -> None:
    next(o for o in books.orders if o["status"] == "completed")["status"] = "rejected"


def a_mail_that_never_left(books: Books) -> None:
    books.mails[0]["state"] = "queued"


def a_mail_sent_twice(books: Books) -> None:
    books.mails.append(dict(books.mails[0]))


def nobody_told(books: Books) -> None:
    books.notifications.clear()


def a_change_by_nobody(books: Books) -> None:
    books.audit[0]["actor"] = ""


def a_decision_without_a_trace(books: Books) -> None:
    books.audit = [entry for entry in books.audit if not entry["action"].startswith("decided_")]


def a_message_left_behind(books: Books) -> None:
    books.undelivered.append({"service": "orders", "topic": "order_placed", "key": "ord_1"})


def a_workflow_that_fails(books: Books) -> None:
    books.failing["order/ord_1"] = "task failed"


PLANTED = (
    charged_twice,
    captured_twice,
    credited_twice,
    a_cent_lost,
    a_payment_not_in_the_ledger,
    a_free_active_service,
    a_paid_service_that_does_not_run,
    an_order_lost,
    a_status_that_is_not_so,
    a_mail_that_never_left,
    a_mail_sent_twice,
    nobody_told,
    a_change_by_nobody,
    a_decision_without_a_trace,
    a_message_left_behind,
    a_workflow_that_fails,
)


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
async def test_the_oracle_notices(plant: Callable[[Books], None], books: Books) -> None:
    before = len(violations(books))
    histories, books.histories = books.histories, []
    wrong = copy.deepcopy(books)
    books.histories = histories

    plant(wrong)

    assert len(violations(wrong)) > before
