"""The gateway's own book, read from the gateway: what all other books are compared with."""

from functools import partial

from contracts.actors import Actor
from simulator.messages import BookView
from stack.demo.cast import Cast
from stack.running.stack_state import StackState
from tests.e2e.patience import insist

READER = Actor(kind="operator", id="auditor")


async def read_book(cast: Cast, state: StackState) -> BookView:
    """All of its parts."""
    whole, cursor = BookView(charges=[], refunds=[]), None
    while True:
        content = await insist(partial(_read_part, cast, state, cursor))
        part = BookView.model_validate_json(content)
        charges, refunds = whole.charges + part.charges, whole.refunds + part.refunds
        whole, cursor = BookView(charges=charges, refunds=refunds), part.next_cursor
        if cursor is None:
            return whole


async def _read_part(cast: Cast, state: StackState, cursor: str | None) -> bytes:
    return await cast.http.send(
        "GET",
        f"{state.urls['simulator']}/v1/book",
        audience="gateway",
        actor=READER,
        query={"cursor": cursor},
        headers={"Authorization": f"Bearer {state.gateway_api_key}"},
    )
