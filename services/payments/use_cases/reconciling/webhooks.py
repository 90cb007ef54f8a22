"""Webhooks that were kept and that no message brings to be worked on any more: they are now."""

from datetime import timedelta

from chassis.outbox import words_of
from contracts.reconciliation import Finding
from services.payments.context import Context
from services.payments.repository.reconciling.forgotten import forgotten_events
from services.payments.use_cases.collecting.receive_webhook import process_kept_event
from services.payments.use_cases.reconciling.ask_each import ASKED_A_PAGE, ask_each
from services.payments.use_cases.reconciling.attempts import Compared

FORGOTTEN_AFTER = timedelta(hours=1)


async def compare_webhooks(context: Context, after: str) -> Compared:
    before = context.now() - FORGOTTEN_AFTER
    gateway, _, event_id = after.partition("\n")
    async with context.database.autocommit() as connection:
        rows = await forgotten_events(connection, before, (gateway, event_id), ASKED_A_PAGE)
    events = [(str(row.gateway), str(row.event_id)) for row in rows]

    async def work(event: tuple[str, str]) -> Finding:
        return await _work_on(context, *event)

    findings = await ask_each(events, "/".join, work)
    return findings, ["\n".join(event) for event in events]


async def _work_on(context: Context, gateway: str, event_id: str) -> Finding:
    subject = f"{gateway}/{event_id}"[:200]
    try:
        await process_kept_event(context, gateway, event_id)
    except Exception as error:
        words = f"Kept, and not worked on: {words_of(error)}"[:1_000]
        return Finding(kind="webhook_unprocessed", subject=subject, detail=words)
    words = "Kept, and not worked on before; it is now."
    return Finding(kind="webhook_unprocessed", subject=subject, detail=words, healed=True)
