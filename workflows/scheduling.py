"""Sees to it that the nightly reconciliation is scheduled. What keeps it from that never ends the
worker: orders go on without."""

import asyncio

import structlog
from temporalio.client import Client
from temporalio.service import RPCError

from clients.system.reconciliation_workflow import keep_schedule
from contracts.problems import ServiceIsUnavailable
from contracts.reconciliation import Reconcile
from workflows.settings import WorkerSettings

TRY_AGAIN_SECONDS = 30.0

log = structlog.get_logger()


async def schedule_reconciliation(
    client: Client, settings: WorkerSettings, try_again_seconds: float = TRY_AGAIN_SECONDS
) -> None:
    """Make the schedule, or make it what the settings say; waits as long as Temporal is away."""
    wanted, cron = Reconcile(days=settings.reconciliation_days), settings.reconciliation_cron
    while True:
        try:
            done = await keep_schedule(client, cron, wanted)
        except ServiceIsUnavailable as error:
            log.warning("reconciliation_is_not_scheduled_yet", reason=str(error))
            await asyncio.sleep(try_again_seconds)
        except RPCError as error:
            # Such as a cron that it cannot read: for whoever set it to put right.
            log.error("reconciliation_is_not_scheduled", cron=cron, reason=str(error))
            return
        else:
            log.info("reconciliation_is_scheduled", cron=cron, schedule=done)
            return
