"""Hundreds of customers at once, a gateway that misbehaves in every way, and a service that is
killed in between: in the end all books agree, without anybody's help."""

import asyncio
import itertools
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr

from simulator.api.faults import FaultsView
from tests.patience import eventually
from tests.services.payments.processes import Processes, processes_in
from tests.services.payments.torture.acting import Acting, until_answered
from tests.services.payments.torture.books import (
    SETTLED,
    Books,
    pending_refunds,
    read_tables,
    unfinished,
    violations,
)
from tests.services.payments.torture.payments_process import TOLD
from tests.services.payments.torture.plan import customers

pytestmark = [pytest.mark.engines, pytest.mark.e2e]
MODULE = "tests.services.payments.torture.payments_process"
AT_ONCE = 24
PATIENCE_SECONDS = 90
BETWEEN_LOOKS_SECONDS = 0.3
FAULTS = {
    "timeout_after": 0.2,
    "timeout_before": 0.03,
    "error_500_stored": 0.02,
    "in_flight_409": 0.02,
    "rate_limit_429": 0.02,
    "webhook_first": 0.1,
    "webhook_duplicated": 0.1,
    "webhook_lost": 0.05,
    "webhook_reordered": 0.4,  # of the few payments that are pending for a while
    "webhook_forged": 0.02,
    "webhook_replayed_old": 0.02,
    "webhook_other_amount": 0.02,
    "webhook_unknown_payment": 0.02,
}


@pytest.mark.parametrize(
    ("count", "kills"),
    [
        pytest.param(200, 2, id="200 payments"),
        pytest.param(
            10_000,
            10,
            id="10,000 payments",
            marks=[pytest.mark.nightly, pytest.mark.timeout(1_800)],  # a guard, no measure
        ),
    ],
)
async def test_all_books_agree_in_the_end(
    count: int,
    kills: int,
    new_database: Callable[[str], str],
    token_keys: dict[str, SecretStr],
    tmp_path: Path,
) -> None:
    database_url = new_database("torture")
    told = tmp_path / "told"
    told.touch()
    environment = {
        TOLD: str(told),
        "TURNUP_FAULTS": json.dumps({"seed": 7, **FAULTS}),
        "TURNUP_SETTLE_SECONDS": "0.3",
        # What real gateways forget after a day or so is forgotten soon.
        "TURNUP_KEY_WINDOW_SECONDS": "4",
        "TURNUP_GATEWAY_OPTIONS__SIMULATOR__KEY_WINDOW_SECONDS": "3",
    }
    async with processes_in(
        tmp_path,
        database_url,
        token_keys,
        payments_module=MODULE,
        instances=2,
        environment=environment,
    ) as processes:
        acting = [Acting(processes, customer) for customer in customers(count, seed=7)]
        giving_back = asyncio.create_task(_give_back(processes, database_url))
        await _play_all(processes, acting, kills)
        await _comes_to_rest(processes, database_url)
        giving_back.cancel()
        charges, given_back = await processes.book()
        answer = await processes.ask_simulator("GET", "/v1/faults")
        faults = FaultsView.model_validate_json(answer.content)
    books = Books(
        charges=charges,
        given_back=given_back,
        customers={one.order_id: one.customer for one in acting},
        told=set(told.read_text().split()),
        **read_tables(database_url),
    )
    assert violations(books) == []
    assert len(books.charges) > count / 2
    assert {name for name in FAULTS if not faults.injected.get(name)} == set()
    assert faults.forgeries_answered > 0
    assert faults.forgeries_accepted == 0


async def _play_all(processes: Processes, acting: list[Acting], kills: int) -> None:
    """Some at a time; one of the two services is killed whenever another part is through."""
    turns, finished = asyncio.Semaphore(AT_ONCE), 0
    victims = itertools.cycle(("payments", "payments-2"))
    kill_at = {len(acting) * n // (kills + 1) for n in range(1, kills + 1)}

    async def play(one: Acting) -> None:
        nonlocal finished
        async with turns:
            await one.play()
        finished += 1
        if finished in kill_at:
            await processes.kill(next(victims))

    async with asyncio.TaskGroup() as group:
        for one in acting:
            group.create_task(play(one))


async def _give_back(processes: Processes, database_url: str) -> None:
    """Ask for each refund as its own workflow does, without the pauses, also while all else goes on
    and processes are killed."""
    clients = itertools.cycle(processes.clients)
    while True:
        owed = await asyncio.to_thread(pending_refunds, database_url)
        steps = [partial(next(clients).take_refund_step, *refund) for refund in owed[:AT_ONCE]]
        await asyncio.gather(*(until_answered(step) for step in steps))
        await asyncio.sleep(BETWEEN_LOOKS_SECONDS)


async def _comes_to_rest(processes: Processes, database_url: str) -> None:
    """What no webhook told is looked up, as each order's workflow does after a minute."""
    left = ["everything"]

    async def rests() -> bool | None:
        tables = await asyncio.to_thread(read_tables, database_url)
        unsettled = [i for i in tables["intents"] if i["state"] not in SETTLED]
        look_up = processes.client.look_up
        looks = [partial(look_up, i["order_id"], i["attempt"]) for i in unsettled[:AT_ONCE]]
        await asyncio.gather(*(until_answered(look) for look in looks))
        left[:] = [
            *(f"{i['id']}: {i['state']}" for i in unsettled),
            *(f"{r['id']}: {r['state']}" for r in tables["refunds"] if r["state"] != "succeeded"),
            *unfinished(tables["messages"]),
        ]
        return None if left else True

    try:
        await eventually(rests, PATIENCE_SECONDS)
    except TimeoutError:
        raise AssertionError(f"it does not come to rest: {left[:20]}") from None
