"""A refund that a gateway makes, delays, refuses or loses, as an operator sees it in Temporal, and
who ends it."""

from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowExecutionStatus
from temporalio.common import RawValue
from temporalio.testing import ActivityEnvironment

from clients.system.services import SystemServices
from contracts.refunds import EndRefundByOperator, RefundStep
from contracts.workflow import END_SIGNAL, LOOK_SIGNAL, refund_workflow_id
from tests.workflows.conftest import StartRefund
from tests.workflows.refund_world import WHY
from wording.markdown import literally
from workflows.refund.steps import RefundSteps

pytestmark = pytest.mark.engines
END = {"by": "olga", "reason": "The gateway's support knows nothing of it."}


@pytest.mark.scenario("refund-made")
async def test_a_refund_that_is_made_at_once_is_done(start_refund: StartRefund) -> None:
    refund = await start_refund("succeeded")

    assert await refund.handle.result() == "succeeded"
    described = await refund.handle.describe()
    assert await described.static_summary() == "Refund of €31.00 by simulator"
    assert await described.static_details() == "Of order ord_1"
    assert (await refund.attributes()).items() >= {
        "PartnerId": "1",
        "CustomerId": "mia",
        "AmountMinor": 3_100,
        "PaymentStatus": "succeeded",
        "NeedsAttention": False,
    }.items()
    assert refund.world.steps == ["succeeded"]


@pytest.mark.scenario("refund-delayed")
async def test_one_on_its_way_is_looked_at_less_and_less_often_and_at_once_on_a_hint(
    start_refund: StartRefund,
) -> None:
    refund = await start_refund("on_its_way")
    await refund.until_shown("On its way at the gateway")
    assert (await refund.attributes())["PaymentStatus"] == "on_its_way"

    await refund.fast_forward(hours=3)
    assert (await refund.pauses())[:5] == [60, 300, 900, 3_600, 3_600]

    refund.world.comes_to("succeeded")
    await refund.wake()
    assert await refund.handle.result() == "succeeded"


async def test_hints_put_no_later_look_off(start_refund: StartRefund) -> None:
    refund = await start_refund("on_its_way")
    for hints in range(1, 4):
        await refund.until_steps(hints)
        await refund.wake()
    await refund.until_steps(4)
    await refund.until_shown("On its way")
    assert set(await refund.pauses()) == {60}


@pytest.mark.scenario("refund-refused")
async def test_a_refused_one_is_tried_four_times_anew_and_then_waits_for_a_person(
    start_refund: StartRefund,
) -> None:
    refund = await start_refund("refused", "refused", "refused", "refused", "failed")
    await refund.until_shown(f"The gateway refused it: {literally(WHY)}")
    assert not (await refund.attributes())["NeedsAttention"]

    await refund.fast_forward(hours=2)

    assert await refund.handle.result() == "failed"
    assert await refund.pauses() == [10, 300, 900, 3_600]
    assert (await refund.attributes())["NeedsAttention"]
    await refund.until_shown("gives the money back by hand")


async def test_what_is_heard_while_it_is_refused_hurries_no_other_try(
    start_refund: StartRefund,
) -> None:
    refund = await start_refund("refused", is_down=True)
    await refund.until(lambda: refund.world.tries > 0)
    await refund.wake()
    refund.world.is_down = False

    await refund.until_shown("The gateway refused it")

    assert refund.world.steps == ["refused"]
    await refund.handle.signal(LOOK_SIGNAL)
    await refund.until_steps(2)


@pytest.mark.scenario("refund-lost")
async def test_one_whose_outcome_is_unknown_is_asked_about_until_an_operator_ends_it(
    start_refund: StartRefund,
) -> None:
    refund = await start_refund("unclear")
    shown = await refund.until_shown("Needs attention")
    assert literally(WHY) in shown
    assert "signal `end`" in shown
    assert (await refund.attributes())["NeedsAttention"]
    await refund.fast_forward(hours=1)
    assert len(refund.world.steps) > 3

    await refund.handle.signal(END_SIGNAL, END)

    assert await refund.handle.result() == "failed"
    assert [end.model_dump() for end in refund.world.ends] == [END]
    assert refund.world.refusals == []


async def test_one_is_ended_while_its_gateway_is_away(start_refund: StartRefund) -> None:
    refund = await start_refund("succeeded", is_down=True)
    await refund.until(lambda: refund.world.tries > 1)
    [step] = (await refund.handle.describe()).raw_description.pending_activities
    assert step.last_failure.message == "The gateway does not answer."

    await refund.handle.signal(END_SIGNAL, END)

    assert await refund.handle.result() == "failed"


async def test_a_person_who_comes_too_late_is_refused(start_refund: StartRefund) -> None:
    refund = await start_refund("on_its_way", is_down=True)
    refund.world.steps.append("succeeded")

    await refund.handle.signal(END_SIGNAL, END)

    await refund.until(lambda: bool(refund.world.refusals))
    assert refund.world.refusals[0].reason.facts["words"] == "It is settled."
    assert refund.world.ends == []


BAD_SIGNALS: dict[str, tuple[str, list[Any]]] = {
    "no object": (END_SIGNAL, ["end it please"]),
    "nothing": (END_SIGNAL, []),
    "no name": (END_SIGNAL, [{"reason": "It is lost."}]),
    "no reason": (END_SIGNAL, [{"by": "olga", "reason": ""}]),
    "a name without end": (END_SIGNAL, [{**END, "by": "o" * 101}]),
    "a reason without end": (END_SIGNAL, [{**END, "reason": "o" * 201}]),
    "unseen characters": (END_SIGNAL, [{**END, "reason": "It\x1b[2J is lost."}]),
    "a misspelt field": (END_SIGNAL, [{**END, "reasons": "It is lost."}]),
    "too much": (END_SIGNAL, [END, END]),
    "bytes": (
        END_SIGNAL,
        [RawValue(Payload(metadata={"encoding": b"binary/plain"}, data=b"\x00\xff"))],
    ),
    "nesting without end": (
        END_SIGNAL,
        [RawValue(Payload(metadata={"encoding": b"json/plain"}, data=b"[" * 15_000))],
    ),
    "a signal that nobody knows": ("ennd", [END]),
}


@pytest.mark.parametrize(("signal", "arguments"), BAD_SIGNALS.values(), ids=BAD_SIGNALS)
async def test_a_bad_signal_is_refused_and_recorded_and_the_refund_goes_on(
    start_refund: StartRefund, signal: str, arguments: list[Any]
) -> None:
    refund = await start_refund("on_its_way", "succeeded")
    await refund.until_steps(1)

    await refund.handle.signal(signal, args=arguments)

    await refund.until(lambda: bool(refund.world.refusals))
    assert [refusal.message for refusal in refund.world.refusals] == [signal]
    await refund.handle.signal(LOOK_SIGNAL)
    assert await refund.handle.result() == "succeeded"
    assert refund.world.ends == []


async def test_it_is_started_once_and_anew_only_when_it_was_ended_by_force(
    start_refund: StartRefund,
) -> None:
    refund = await start_refund("on_its_way")
    assert not await refund.wake()

    await refund.handle.terminate("a mistake")

    assert await refund.wake()
    refund.world.comes_to("succeeded")
    await refund.wake()
    assert await refund.handle.result() == "succeeded"
    assert not await refund.wake()


async def test_what_a_person_has_tried_again_is_a_workflow_of_its_own(
    start_refund: StartRefund,
) -> None:
    refund = await start_refund("failed")
    assert await refund.handle.result() == "failed"
    refund.world.comes_to("succeeded")

    assert await refund.wake(rounds=1)

    again = refund.client.get_workflow_handle(f"refund/{refund.id}/1")
    assert await again.result() == "succeeded"
    assert (await refund.handle.describe()).status == WorkflowExecutionStatus.COMPLETED


@dataclass
class Payments:
    """Hears for which refund and round it is asked."""

    asked: list[tuple[str, int]] = field(default_factory=list)

    @property
    def payments(self) -> "Payments":
        return self

    async def take_refund_step(self, refund_id: str, rounds: int) -> RefundStep:
        self.asked.append((refund_id, rounds))
        return RefundStep(outcome="on_its_way")

    async def end_refund_as_signalled(self, refund_id: str, rounds: int, _: object) -> None:
        self.asked.append((refund_id, rounds))


@pytest.mark.parametrize("rounds", [0, 1, 12])
async def test_its_steps_say_of_which_round_they_are(rounds: int) -> None:
    environment, payments = ActivityEnvironment(), Payments()
    workflow_id = refund_workflow_id("ref_1", rounds)
    environment.info = replace(environment.info, workflow_id=workflow_id)
    steps = RefundSteps(cast(SystemServices, payments))

    await environment.run(steps.give_back)
    await environment.run(steps.end_refund, EndRefundByOperator.model_validate(END))

    assert payments.asked == [("ref_1", rounds)] * 2
