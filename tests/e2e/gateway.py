"""The gateway's own book, read from the gateway: what all other books are compared with."""

from functools import partial

from contracts.actors import Actor
from scenarios.people import People
from simulator.messages import BookView
from stack.running.stack_state import StackState
from tests.e2e.patience import PATIENCE

READER = Actor(kind="operator", id="auditor")


async def read_book(people: People, state: StackState) -> BookView:
    """All of its parts."""
    whole, cursor = BookView(charges=[], refunds=[]), None
    while True:
        content = await PATIENCE.until_answered(partial(_read_part, people, state, cursor))
        part = BookView.model_validate_json(content)
        charges, refunds = whole.charges + part.charges, whole.refunds + part.refunds
        whole, cursor = BookView(charges=charges, refunds=refunds), part.next_cursor
        if cursor is None:
            return whole


async def _read_part(people: People, state: StackState, cursor: str | None) -> bytes:
    return await people.http.send(
        "GET",
        f"{state.urls['simulator']}/v1/book",
        audience="gateway",
        actor=READER,
        query={"cursor": cursor},
        headers={"Authorization": f"Bearer {state.gateway_api_key}"},
    )
