"""Saved views: links into the Temporal UI with a filter for what operators look for."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

from stack.state.recorded_state import RecordedState

VIEWS: Mapping[str, str] = {
    "needs attention": "NeedsAttention = true",
    "overdue": "ApprovalDueAt < '{now}' AND ExecutionStatus = 'Running'",
    "of a partner": "PartnerId = '1'",
    "of a customer": "CustomerId = 'mia'",
    "failed tasks": "TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running'",
    "ended by force": "ExecutionStatus IN ('Terminated', 'Failed', 'Canceled', 'TimedOut')",
    "open refunds": "WorkflowType = 'RefundWorkflow' AND ExecutionStatus = 'Running'",
}
"""Filters by name, as docs/operations/workflows.md explains them. Partner and customer are there to
be replaced by another, in the UI's own field."""


def queries(now: datetime) -> dict[str, str]:
    """Filters as Temporal takes them; it knows no `now` of its own."""
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {name: query.format(now=moment) for name, query in VIEWS.items()}


def saved_views(state: RecordedState) -> dict[str, str]:
    """Links by name, for the UI and the namespace of this stack."""
    workflows = f"{state.urls['temporal_ui']}/namespaces/{state.temporal_namespace}/workflows"
    found = queries(datetime.now(UTC))
    return {name: f"{workflows}?query={quote(query, safe='')}" for name, query in found.items()}
