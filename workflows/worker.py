"""The worker: runs workflows and their activities from one task queue, and says how it is."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from clients.http import HttpClient
from clients.services import ServiceUrls
from clients.system.services import SystemServices
from contracts.actors import Actor
from contracts.workflow import TASK_QUEUE
from workflows.argument_counts import ArgumentsAreCounted
from workflows.order.steps.deadlines import DeadlineSteps
from workflows.order.steps.decisions import DecisionSteps
from workflows.order.steps.notifications import NotificationSteps
from workflows.order.steps.payments import PaymentSteps
from workflows.order.workflow import OrderWorkflow
from workflows.reconciliation.steps.orders import OrderComparison
from workflows.reconciliation.steps.phases import ReconciliationSteps
from workflows.reconciliation.workflow import ReconciliationWorkflow
from workflows.refund.steps import RefundSteps
from workflows.refund.workflow import RefundWorkflow
from workflows.refusals import RefusalsAreNotRetried
from workflows.settings import WorkerSettings
from workflows.start_date.workflow import StartDateWorkflow

GRACE = timedelta(seconds=8)
STICKY_TIMEOUT = timedelta(seconds=3)
"""How long an order waits for a worker that died before another one takes it up."""
WORKER = Actor(kind="system", id="worker")
WORKFLOWS = [OrderWorkflow, StartDateWorkflow, RefundWorkflow, ReconciliationWorkflow]
SHARED_MODULES = (
    "contracts",
    "billing",
    "wording",
    "chassis",
    "clients",
    "workflows",
    "httpx2",
    "pydantic",
)
"""They hold no state, so workflows share them instead of importing them anew for each run."""


INTERCEPTORS = [RefusalsAreNotRetried(), ArgumentsAreCounted()]


def activities_of(services: SystemServices, client: Client) -> list[Callable[..., Any]]:
    """Every activity that the workflows name."""
    payments, decisions = PaymentSteps(services), DecisionSteps(services)
    refunds = RefundSteps(services)
    reconciliation = ReconciliationSteps(services, OrderComparison(services, client))
    return [
        payments.open_payment,
        payments.settle,
        payments.close_payment,
        decisions.issue_invoice,
        decisions.issue_credit,
        decisions.apply,
        decisions.start_scheduled_item,
        decisions.expire,
        decisions.record_decision,
        decisions.record_refusal,
        decisions.record_attention,
        decisions.read_progress,
        DeadlineSteps(services).record_deadline,
        NotificationSteps(services).notify,
        refunds.give_back,
        refunds.end_refund,
        refunds.record_refused_signal,
        reconciliation.begin,
        reconciliation.compare,
        reconciliation.note_uncompared,
        reconciliation.finish,
    ]


def workflow_runner() -> SandboxedWorkflowRunner:
    """The sandbox, with the modules that hold no state passed through."""
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*SHARED_MODULES)
    return SandboxedWorkflowRunner(restrictions=restrictions)


def build_worker(
    client: Client, services: SystemServices, settings: WorkerSettings, task_queue: str = TASK_QUEUE
) -> Worker:
    return Worker(
        client,
        task_queue=task_queue,
        workflows=WORKFLOWS,
        activities=activities_of(services, client),
        interceptors=INTERCEPTORS,
        workflow_runner=workflow_runner(),
        max_cached_workflows=settings.cached_workflows,
        max_concurrent_activities=settings.concurrent_activities,
        graceful_shutdown_timeout=GRACE,
        sticky_queue_schedule_to_start_timeout=STICKY_TIMEOUT,
    )


def services_of(settings: WorkerSettings, http: HttpClient) -> SystemServices:
    urls = ServiceUrls(
        catalog=settings.catalog_url,
        orders=settings.orders_url,
        payments=settings.payments_url,
        notifications=settings.notifications_url,
    )
    return SystemServices.acting_as(WORKER, http, urls)


async def until_cancelled(worker: Worker) -> None:
    """Run until this task is cancelled, then let running activities finish."""
    async with worker:
        await asyncio.Event().wait()
