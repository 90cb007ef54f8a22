"""What goes wrong on purpose: the script in force, and how often each fault was injected."""

from fastapi import APIRouter

from contracts.message import Message
from simulator.book import Book
from simulator.dependencies import ContextDep
from simulator.faults import FaultScript
from simulator.problems import FaultsAreForTests
from simulator.webhook_sender import FORGERIES

SENDINGS = """
SELECT kind, count(*) AS planned, sum(attempts > 0) AS sent, sum(answered IS NOT NULL) AS answered,
    sum(coalesce(answered < 300, 0)) AS accepted, sum(due_at IS NOT NULL) AS waiting
FROM webhooks GROUP BY kind ORDER BY kind
"""


class Sendings(Message):
    """Of webhooks of one kind; `waiting` are still to be sent or sent again."""

    planned: int
    sent: int
    answered: int
    accepted: int
    waiting: int


class FaultsView(Message):
    script: FaultScript
    injected: dict[str, int]
    webhooks: dict[str, Sendings]
    forgeries_answered: int
    """Forged or replayed webhooks that the receiver did answer."""
    forgeries_accepted: int
    """Those that it answered with 2xx: each is a hole in its defence."""


router = APIRouter(prefix="/v1/faults", tags=["faults"])


@router.get("", summary="The fault script, and what was injected so far")
async def read(context: ContextDep) -> FaultsView:
    return await faults_view(context.book, context.faults.script)


@router.put("", summary="Replace the fault script (test profile only)")
async def replace(context: ContextDep, script: FaultScript) -> FaultsView:
    if context.profile != "test":
        raise FaultsAreForTests(
            detail="Faults are changed in the test profile only. Nothing was changed; on your own"
            " machine start the simulator with TURNUP_FAULTS."
        )
    context.faults.script = script
    return await faults_view(context.book, script)


async def faults_view(book: Book, script: FaultScript) -> FaultsView:
    injected = await book.rows("SELECT fault, times FROM injected ORDER BY fault")
    rows = await book.rows(SENDINGS)
    webhooks = {row["kind"]: Sendings.model_validate(dict(row)) for row in rows}
    forged = [webhooks[kind] for kind in FORGERIES if kind in webhooks]
    return FaultsView(
        script=script,
        injected={row["fault"]: row["times"] for row in injected},
        webhooks=webhooks,
        forgeries_answered=sum(one.answered for one in forged),
        forgeries_accepted=sum(one.accepted for one in forged),
    )
