"""Reads everything that is on record about all orders: PostgreSQL, the gateway's own book and the
workflows. Judges nothing; see the oracle."""

import asyncio
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row
from temporalio.api.enums.v1 import EventType, WorkflowTaskFailedCause
from temporalio.client import Client, WorkflowExecution, WorkflowExecutionStatus, WorkflowHistory

from contracts.workflow import ORDER_WORKFLOW, REFUND_WORKFLOW, START_DATE_WORKFLOW
from scenarios.people import People
from simulator.messages import BookView
from stack.running.stack_state import StackState
from tests.e2e.gateway import read_book
from tests.stack.inspection import admin_database_url

Row = dict[str, Any]
UNDELIVERED = " UNION ALL ".join(
    f"SELECT '{service}' AS service, topic, key, attempts, last_error"  # noqa: S608 - our own names
    f" FROM {service}.outbox WHERE delivered_at IS NULL"
    for service in ("orders", "payments", "notifications")
)
QUERIES = {
    "orders": "SELECT * FROM orders.orders",
    "items": "SELECT * FROM orders.order_items",
    "subscriptions": "SELECT * FROM orders.subscriptions",
    "decisions": "SELECT * FROM orders.decisions",
    "audit": "SELECT * FROM orders.audit",
    "open_flags": "SELECT * FROM orders.attention_flags WHERE solved_at IS NULL",
    "invoices": "SELECT * FROM payments.invoices",
    "payments": "SELECT p.*, i.attempt, i.gateway_payment_id FROM payments.payments p"
    " JOIN payments.payment_intents i ON i.id = p.intent_id",
    "credit_notes": "SELECT * FROM payments.credit_notes",
    "refunds": "SELECT * FROM payments.refunds",
    "postings": "SELECT p.*, e.customer_id, e.kind FROM payments.ledger_postings p"
    " JOIN payments.ledger_entries e ON e.id = p.entry_id",
    "notifications": "SELECT * FROM notifications.notifications",
    "mails": "SELECT * FROM notifications.mails",
    "undelivered": UNDELIVERED,
    "unprocessed": "SELECT event_id FROM payments.webhook_inbox WHERE processed_at IS NULL",
}
BROKEN = frozenset(
    {
        WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE,
        WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR,
    }
)
STUCK_AFTER_ATTEMPTS = 3


@dataclass
class Books:
    """Rows by table; `known` and `running` are workflow ids; `failing` says of a workflow which of
    its tasks or steps does not succeed."""

    orders: list[Row]
    open_flags: list[Row]
    items: list[Row]
    subscriptions: list[Row]
    decisions: list[Row]
    audit: list[Row]
    invoices: list[Row]
    payments: list[Row]
    credit_notes: list[Row]
    refunds: list[Row]
    postings: list[Row]
    notifications: list[Row]
    mails: list[Row]
    undelivered: list[Row]
    unprocessed: list[Row]
    gateway: BookView
    known: set[str]
    running: set[str]
    failing: dict[str, str]
    histories: list[WorkflowHistory]


async def read_books(state: StackState, people: People, temporal: Client) -> Books:
    tables = await asyncio.to_thread(_read_tables, admin_database_url(state))
    kinds = f"WorkflowType IN ('{ORDER_WORKFLOW}', '{START_DATE_WORKFLOW}', '{REFUND_WORKFLOW}')"
    executions = [execution async for execution in temporal.list_workflows(kinds)]
    running = {e.id for e in executions if e.status == WorkflowExecutionStatus.RUNNING}
    histories = [await _history_of(temporal, execution) for execution in executions]
    failing = {h.workflow_id: reason for h in histories if (reason := _broken_task(h))}
    failing |= {id_: step for id_ in running if (step := await _stuck_step(temporal, id_))}
    return Books(
        **tables,
        gateway=await read_book(people, state),
        known={execution.id for execution in executions},
        running=running,
        failing=failing,
        histories=histories,
    )


def _read_tables(url: str) -> dict[str, Any]:
    with psycopg.connect(url, row_factory=dict_row) as connection:
        return {name: connection.execute(query).fetchall() for name, query in QUERIES.items()}


async def _history_of(temporal: Client, execution: WorkflowExecution) -> WorkflowHistory:
    handle = temporal.get_workflow_handle(execution.id, run_id=execution.run_id)
    return await handle.fetch_history()


def _broken_task(history: WorkflowHistory) -> str | None:
    """A task that failed of itself; one that died with its worker timed out and is no failure."""
    for event in history.events:
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED:
            failed = event.workflow_task_failed_event_attributes
            if failed.cause in BROKEN:
                return f"task failed: {failed.failure.message}"
    return None


async def _stuck_step(temporal: Client, workflow_id: str) -> str | None:
    described = (await temporal.get_workflow_handle(workflow_id).describe()).raw_description
    for step in described.pending_activities:
        if step.attempt > STUCK_AFTER_ATTEMPTS:
            return f"{step.activity_type.name} tried {step.attempt} times"
    if described.pending_workflow_task.attempt > STUCK_AFTER_ATTEMPTS:
        return f"task tried {described.pending_workflow_task.attempt} times"
    return None
