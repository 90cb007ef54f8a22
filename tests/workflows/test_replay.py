"""Orders that are open while a new version is deployed: every recorded history still replays.

A change that breaks this needs `workflow.patched`, not a new recording.
"""

from pathlib import Path

import pytest
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from clients.system.temporal import DATA_CONVERTER
from contracts.workflow import DecisionMessage
from tests.workflows.histories import RECORDED, recorded
from workflows.order.deciding import Deciding
from workflows.order.messages import ClaimedDecision
from workflows.order.steps.decisions import DecisionSteps
from workflows.run_step import run_locally_first, run_visibly
from workflows.worker import INTERCEPTORS, WORKFLOWS, workflow_runner

SCENARIOS = sorted(RECORDED.glob("*.json"))


def replayer() -> Replayer:
    return Replayer(
        workflows=WORKFLOWS,
        workflow_runner=workflow_runner(),
        interceptors=INTERCEPTORS,
        data_converter=DATA_CONVERTER,
    )


def test_every_scenario_is_recorded(request: pytest.FixtureRequest) -> None:
    marked = {
        line.split('"')[1]
        for source in Path(__file__).parent.glob("test_*.py")
        for line in source.read_text().splitlines()
        if line.startswith("@pytest.mark.scenario(")
    }
    assert marked == {scenario.stem for scenario in SCENARIOS}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.stem)
async def test_replays(scenario: Path) -> None:
    await replayer().replay_workflow(recorded(scenario))


async def test_a_workflow_that_activates_before_it_invoices_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def carry_out(self: Deciding, decision: DecisionMessage) -> None:
        claimed = ClaimedDecision(decision_id=decision.decision_id)
        await run_locally_first(DecisionSteps.apply, claimed)
        await run_visibly(DecisionSteps.issue_invoice, claimed)

    monkeypatch.setattr(Deciding, "carry_out", carry_out)

    with pytest.raises(NondeterminismError):
        await replayer().replay_workflow(recorded(RECORDED / "requested-and-approved.json"))
