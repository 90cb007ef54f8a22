"""/v1/operations: what operators look after in every service that has an outbox."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Request
from fastapi.openapi.models import Example

from chassis import stuck_messages
from chassis.auth import CallerDep, require
from chassis.outbox import Outbox
from chassis.pages import Cursor, Limit, decode_number, page_of, shown
from contracts.message import Page
from contracts.operations import DismissMessage, StuckMessage, StuckState

MessageId = Annotated[int, Path(ge=1, le=2**63 - 1)]


async def _outbox(request: Request) -> Outbox:
    outbox: Outbox = request.app.state.outbox
    return outbox


OutboxDep = Annotated[Outbox, Depends(_outbox)]

router = APIRouter(prefix="/v1/operations", tags=["operations"])
"""For operators only, as messages belong to every partner; the reconciliation counts them."""


@router.get("/messages", summary="Messages that do not get through, newest first")
async def list_messages(
    caller: CallerDep,
    outbox: OutboxDep,
    state: StuckState | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[StuckMessage]:
    require(caller, "operator", "system")
    found = await stuck_messages.list_stuck(outbox, state, decode_number(cursor), limit)
    return page_of(found, shown, limit)


@router.post("/messages/{message_id}/release", summary="Try a message again now")
async def release(caller: CallerDep, outbox: OutboxDep, message_id: MessageId) -> StuckMessage:
    """Once its cause is solved. The message as it was; released twice it is only tried sooner,
    so no Idempotency-Key is needed."""
    require(caller, "operator")
    return await stuck_messages.release(outbox, message_id, caller.actor.label)


DISMISSALS: dict[str, Example] = {
    "foreign": {
        "summary": "A foreign webhook",
        "value": {"reason": "foreign webhook"},
    }
}


@router.post("/messages/{message_id}/dismiss", summary="Let go of a message that nobody needs")
async def dismiss(
    caller: CallerDep,
    outbox: OutboxDep,
    message_id: MessageId,
    command: Annotated[DismissMessage, Body(openapi_examples=DISMISSALS)],
) -> StuckMessage:
    """Of one that was given up, such as a webhook about another installation's payment. What it
    was to do is never done; it is kept with the operator's name and reason."""
    require(caller, "operator")
    return await stuck_messages.dismiss(outbox, message_id, caller.actor.label, command.reason)
