"""`turnup messages` over running services: 0 while all get through, else 1, each in plain words."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from chassis.app import create_app
from chassis.settings import ProcessSettings
from stack.state.keys import keep_keys
from stack.state.layout import Layout
from tests.chassis.outboxes import TestedOutbox, an_outbox
from tests.stack.commands.part_of_a_stack import record, served, turnup

pytestmark = pytest.mark.engines
SERVICES = ("orders", "payments", "notifications")
LONG_AGO = datetime(2023, 1, 1, 12, tzinfo=UTC)


@dataclass
class Stack:
    """As much of a stack as the command needs: three processes with nothing but an outbox."""

    state_dir: Path
    outboxes: dict[str, TestedOutbox]

    async def messages(self, *arguments: str) -> tuple[int, str]:
        return await turnup(self.state_dir, "messages", *arguments)


@pytest.fixture
async def stack(new_database: Callable[[str], str], tmp_path: Path) -> AsyncIterator[Stack]:
    layout = Layout(tmp_path)
    keys = {k: SecretStr(v) for k, v in keep_keys(layout.keys_file, []).token_keys.items()}
    settings = ProcessSettings(profile="test", token_keys=keys)
    urls: dict[str, str] = {}
    outboxes: dict[str, TestedOutbox] = {}
    async with AsyncExitStack() as stack:
        for name in SERVICES:
            tested = await stack.enter_async_context(an_outbox(new_database(name), {}))
            app = create_app(name, settings, title=name, outbox=tested.outbox)
            urls[name] = await stack.enter_async_context(served(app, works=False))
            outboxes[name] = tested
        record(tmp_path, urls)
        yield Stack(tmp_path, outboxes)


async def test_nothing_stuck_is_said_in_one_line(stack: Stack) -> None:
    assert await stack.messages() == (0, "Every message gets through.\n")


async def test_every_service_is_asked_and_one_message_is_released(stack: Stack) -> None:
    refund = await stack.outboxes["payments"].add(
        "refund_owed", "ref_1", quarantined_at=LONG_AGO, attempts=12, last_error="ValueError: odd"
    )
    await stack.outboxes["orders"].add("order_placed", "ord_1", quarantined_at=LONG_AGO)

    code, output = await stack.messages()

    assert code == 1
    told = f"payments/{refund}  refund_owed ref_1, given up since 1 Jan 2023, 12:00 UTC"
    assert f"{told}, 12 attempts\n    ValueError: odd\n" in output
    assert "order_placed ord_1" in output
    code, output = await stack.messages("--release", f"payments/{refund}")
    assert (code, output) == (0, f"payments/{refund} is tried again now: refund_owed ref_1.\n")
    code, output = await stack.messages("--json")
    assert code == 1
    assert [(row["service"], row["key"]) for row in json.loads(output)] == [("orders", "ord_1")]


async def test_one_that_nobody_needs_is_dismissed(stack: Stack) -> None:
    event = await stack.outboxes["payments"].add(
        "event_kept", "stripe/evt_1", quarantined_at=LONG_AGO
    )
    named = f"payments/{event}"

    assert (await stack.messages("--dismiss", named))[0] == 2
    code, output = await stack.messages("--dismiss", named, "--reason", "of a test")

    assert (code, output) == (0, f"{named} is dismissed: event_kept stripe/evt_1.\n")
    assert await stack.messages() == (0, "Every message gets through.\n")


async def test_one_decision_at_a_time(stack: Stack) -> None:
    code, output = await stack.messages("--release", "payments/1", "--dismiss", "payments/2")
    assert code == 2
    assert "one message at a time" in output


@pytest.mark.parametrize("named", ["payments", "payments/x", "portal/1"])
async def test_what_names_no_message_is_wrong_usage(stack: Stack, named: str) -> None:
    code, output = await stack.messages("--release", named)
    assert code == 2
    assert "write it like payments/42" in output
