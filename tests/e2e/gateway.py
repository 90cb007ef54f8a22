"""The gateway's own book, read from the gateway: what all other books are compared with."""

from contracts.actors import Actor
from services.payments.gateways.simulator.messages import BookView
from stack.demo.cast import Cast
from stack.running import StackState
from tests.e2e.patience import insist

READER = Actor(kind="operator", id="auditor")


async def read_book(cast: Cast, state: StackState) -> BookView:
    url = f"{state.urls['simulator']}/v1/book"
    content = await insist(lambda: cast.http.send("GET", url, audience="gateway", actor=READER))
    return BookView.model_validate_json(content)
