"""Recorded histories of every scenario: what a new version of the workflow must still replay."""

import json
from pathlib import Path
from typing import Any

from temporalio.client import Client, WorkflowHistory

RECORDED = Path(__file__).parent / "recorded"


async def record_workflow(client: Client, workflow_id: str, scenario: str) -> None:
    """Keep the history of a workflow, one event a line."""
    history = await client.get_workflow_handle(workflow_id).fetch_history()
    events = [
        json.dumps(_without_traces(event), sort_keys=True)
        for event in history.to_json_dict()["events"]
    ]
    lines = ",\n".join(events)
    (RECORDED / f"{scenario}.json").write_text(f'{{"events": [\n{lines}\n]}}\n')


def _without_traces(part: Any) -> Any:
    """Stack traces name the folders of whoever recorded, and replay does not need them."""
    if isinstance(part, dict):
        return {k: _without_traces(v) for k, v in part.items() if k != "stackTrace"}
    return [_without_traces(each) for each in part] if isinstance(part, list) else part


def recorded(scenario: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(f"order/{scenario.stem}", scenario.read_text())
