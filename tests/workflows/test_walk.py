"""What an order costs in all, from placing on: requests between our processes, statements, commits
and the engine's work. No clock: whoever asks more than before makes it red, and reads of what."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass

import pytest

from contracts.workflow import order_workflow_id
from scenarios.journey import Journey
from scenarios.stories import a_paid_order, approve_from_today, confirm_the_true_start
from scenarios.system import System
from services.payments.use_cases.collecting import await_page
from tests.workflows.counting import statements_are_counted, table
from tests.workflows.house import PATIENT_SECONDS, House

pytestmark = [pytest.mark.engines, pytest.mark.timeout(120)]


@pytest.fixture(scope="module", autouse=True)
def counted() -> Iterator[None]:
    """From before the house is built."""
    with pytest.MonkeyPatch.context() as patch, statements_are_counted():
        # On a slow machine the page takes long; the look in between would be counted as well.
        patch.setattr(await_page, "LOOK_AGAIN_SECONDS", PATIENT_SECONDS)
        yield


async def paid_and_confirmed(system: System) -> Journey:
    journey = await Journey.at_once(system, system.offerings.fibre)
    await journey.pay()
    await journey.is_paid()
    await approve_from_today(journey, {"paid": 3_100})
    return journey


async def paid_and_moved(system: System) -> Journey:
    journey = await a_paid_order(system)
    await confirm_the_true_start(journey)
    return journey


async def requested_and_approved(system: System) -> Journey:
    journey = await Journey.at_once(system, system.offerings.fibre, pay=False)
    await journey.is_requested()
    await approve_from_today(journey, {"issued": 3_100})
    return journey


@dataclass(frozen=True)
class Cost:
    requests: int
    """Between our processes; a gateway's, a browser's and a portal's are not of them."""
    statements: int
    commits: int
    transitions: int
    history_bytes: int


@pytest.mark.parametrize(
    ("play", "most"),
    [
        pytest.param(paid_and_confirmed, Cost(13, 80, 30, 10, 4_270), id="paid and confirmed"),
        pytest.param(paid_and_moved, Cost(17, 113, 35, 13, 5_000), id="with a credit note"),
        pytest.param(requested_and_approved, Cost(10, 66, 21, 7, 3_550), id="approved request"),
    ],
)
async def test_an_order_costs_no_more_than_it_must(
    play: Callable[[System], Awaitable[Journey]], most: Cost, house: House
) -> None:
    await house.is_quiet()
    house.counted.clear()
    journey = await play(house.system)
    order = house.temporal.get_workflow_handle(order_workflow_id(journey.id))
    await order.result()
    await house.is_quiet()
    asked = house.counted.since("POST /v1/orders")
    info = (await order.describe()).raw_description.workflow_execution_info
    cost = Cost(
        requests=sum(one.is_between_ours for one in asked),
        statements=sum(len(one.statements) for one in asked),
        commits=sum(one.commits for one in asked),
        transitions=info.state_transition_count,
        history_bytes=info.history_size_bytes,
    )
    over = {what: n for what, n in asdict(cost).items() if n > asdict(most)[what]}
    assert not over, f"{cost}\n{table(asked)}"
