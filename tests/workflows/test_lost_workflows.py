"""Workflows that an operator terminated in Temporal: found within a minute, told with what to do,
and taken up by one command wherever the order stood, so that it ends as if nothing had happened."""

from collections.abc import Awaitable, Callable

import pytest

from contracts.mails import MailEvent
from contracts.orders import OrderView
from contracts.reconciliation import OrderCannotBeStartedAgain, StartAgain
from contracts.workflow import order_workflow_id
from scenarios.expected import Expected, Line, differences, final_outcome
from scenarios.journey import Journey
from scenarios.people import new_key
from scenarios.stories import (
    a_paid_order,
    approve_from_today,
    be_declined,
    confirm_the_true_start,
)
from tests.patience import eventually
from tests.workflows.house import House
from workflows.lookout import Lookout

pytestmark = [pytest.mark.engines, pytest.mark.timeout(120)]


async def lose(house: House, journey: Journey) -> OrderView:
    """The workflow is terminated; the order once it is flagged for that."""
    order = house.temporal.get_workflow_handle(order_workflow_id(journey.id))
    await order.terminate("by mistake")
    lookout = Lookout(house.temporal, house.services)
    await eventually(lambda: _flags(lookout, journey))
    return await journey.order()


async def _flags(lookout: Lookout, journey: Journey) -> bool:
    """Temporal lists what has ended a moment late."""
    return journey.id in await lookout.look()


async def restart(journey: Journey) -> None:
    again = StartAgain(cause=new_key())
    await journey.system.operator.orders.start_again(journey.id, again)


async def waiting_for_payment(house: House) -> Expected:
    journey = await Journey.at_once(house.system, house.system.offerings.fibre)
    await journey.payment_page()
    await lose(house, journey)
    await restart(journey)
    await journey.pay()
    await journey.is_paid()
    return await approve_from_today(journey, {"paid": 3_100})


async def paid_while_it_was_lost(house: House) -> Expected:
    journey = await Journey.at_once(house.system, house.system.offerings.fibre)
    await journey.payment_page()
    await lose(house, journey)
    await journey.pay()
    await restart(journey)
    await journey.is_paid()
    return await approve_from_today(journey, {"paid": 3_100})


async def at_the_second_attempt(house: House) -> Expected:
    journey = await Journey.at_once(house.system, house.system.offerings.fibre)
    await be_declined(journey)
    again = await journey.try_again()
    await again.payment_page()
    await lose(house, again)
    await restart(again)
    await again.pay()
    await again.is_paid()
    return await approve_from_today(again, {"paid": 3_100})


async def waiting_for_confirmation(house: House) -> Expected:
    journey = await a_paid_order(house.system)
    await lose(house, journey)
    await restart(journey)
    return await confirm_the_true_start(journey)


async def requested(house: House) -> Expected:
    journey = await Journey.at_once(house.system, house.system.offerings.fibre, pay=False)
    await journey.is_requested()
    await lose(house, journey)
    await restart(journey)
    return await approve_from_today(journey, {"issued": 3_100})


async def requested_after_it_was_not_paid(house: House) -> Expected:
    journey = await Journey.at_once(house.system, house.system.offerings.fibre)
    await journey.payment_page()
    await journey.customer.services.orders.switch_to_request(journey.id, key=new_key())
    await journey.is_requested()
    await lose(house, journey)
    await restart(journey)
    return await approve_from_today(journey, {"issued": 3_100, "void": 3_100})


async def cancelled_while_it_was_lost(house: House) -> Expected:
    """Its page still takes money: what is paid there comes back."""
    journey = await Journey.at_once(house.system, house.system.offerings.fibre)
    page = await journey.payment_page()
    await lose(house, journey)
    await journey.cancel()
    await house.system.people.http.post_to_page(page, {"card": "success"})
    await restart(journey)
    await journey.ends("cancelled")
    line = Line("cancelled", "archived", None, credited_minor=3_100)
    return Expected(journey.id, "cancelled", [line], {"paid": 3_100})


async def switched_and_paid_while_it_was_lost(house: House) -> Expected:
    journey = await Journey.at_once(house.system, house.system.offerings.fibre)
    page = await journey.payment_page()
    await lose(house, journey)
    await journey.customer.services.orders.switch_to_request(journey.id, key=new_key())
    await house.system.people.http.post_to_page(page, {"card": "success"})
    await restart(journey)
    await journey.is_paid()
    await eventually(lambda: _is_told(journey, "payment_succeeded"))
    return await approve_from_today(journey, {"paid": 3_100})


async def _is_told(journey: Journey, event: MailEvent) -> bool:
    mails = journey.system.operator.notifications.mails(order_id=journey.id, event=event)
    return bool((await mails).items)


@pytest.mark.parametrize(
    "play",
    [
        waiting_for_payment,
        paid_while_it_was_lost,
        at_the_second_attempt,
        waiting_for_confirmation,
        requested,
        requested_after_it_was_not_paid,
        cancelled_while_it_was_lost,
        switched_and_paid_while_it_was_lost,
    ],
)
async def test_one_command_takes_an_order_up_wherever_it_stood(
    play: Callable[[House], Awaitable[Expected]], house: House
) -> None:
    expected = await play(house)
    assert differences(expected, await final_outcome(house.system, expected)) == []
    order = await house.system.operator.orders.order(expected.order_id)
    assert order.attention == []
    handle = house.temporal.get_workflow_handle(order_workflow_id(order.id))
    assert await handle.result() == expected.status


async def test_the_flag_says_what_does_not_happen_and_what_to_do_once(house: House) -> None:
    journey = await a_paid_order(house.system)
    flagged = await lose(house, journey)

    assert flagged.status == "needs_attention"
    [flag] = flagged.attention
    assert flag.why.text == (
        "Its workflow was ended in Temporal before the order was done. Until it is started again"
        " nothing of the order is charged, credited, activated or told to anybody, and nothing is"
        f" lost: start it again with `./turnup order restart {journey.id}`."
    )
    await Lookout(house.temporal, house.services).look()
    assert len((await journey.order()).attention) == 1

    await restart(journey)
    with pytest.raises(OrderCannotBeStartedAgain):
        await restart(journey)
    assert journey.id not in await Lookout(house.temporal, house.services).look()
    entries = (await house.system.operator.orders.audit(journey.id)).items
    assert [one.action for one in entries].count("workflow_started_again") == 1


async def test_a_workflow_that_had_nothing_left_to_do_flags_nothing(house: House) -> None:
    journey = await Journey.at_once(house.system, house.system.offerings.fibre, pay=False)
    await journey.is_requested()
    await journey.cancel()
    await journey.ends("cancelled")
    assert journey.id not in await Lookout(house.temporal, house.services).look()


async def test_what_was_started_by_hand_and_is_no_order_hides_no_order(house: House) -> None:
    strange = await house.temporal.start_workflow(
        "OrderWorkflow", id=f"by-hand-{new_key()}", task_queue="nobody-works-here"
    )
    await strange.terminate()
    listed = f"WorkflowId = '{strange.id}' AND ExecutionStatus = 'Terminated'"

    async def is_listed() -> bool:
        return (await house.temporal.count_workflows(listed)).count == 1

    await eventually(is_listed)
    journey = await a_paid_order(house.system)
    assert (await lose(house, journey)).status == "needs_attention"
