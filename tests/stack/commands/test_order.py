"""`turnup order` over a running payments service: it warns before a start is saved."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from clients.http import HttpClient
from clients.system.payments import SystemPayments
from contracts.actors import Actor
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings
from stack.state.keys import keep_keys
from stack.state.layout import Layout
from tests.services.payments.billing import request_of
from tests.services.payments.domain.plans import line
from tests.services.payments.world import HeardSignals
from tests.stack.commands.part_of_a_stack import record, served, turnup

pytestmark = pytest.mark.engines
WARNING = "1 February 2023 is after 31 January 2023, the last day that was charged"


@dataclass
class Stack:
    """Payments with an invoice for January 2023; orders cannot be reached."""

    state_dir: Path
    item_id: str

    async def move_start(self, start: str, *more: str) -> tuple[int, str]:
        return await turnup(
            self.state_dir, "order", "move-start", "ord_1", self.item_id, "--start", start, *more
        )


@pytest.fixture
async def stack(new_database: Callable[[str], str], tmp_path: Path) -> AsyncIterator[Stack]:
    layout = Layout(tmp_path)
    keys = {k: SecretStr(v) for k, v in keep_keys(layout.keys_file, []).token_keys.items()}
    settings = PaymentsSettings(
        profile="test", database_url=new_database("payments"), token_keys=keys
    )
    async with served(build_app(settings, signals=HeardSignals()), works=True) as url:
        http = HttpClient("worker", keys)
        payments = SystemPayments(http, url, Actor(kind="system", id="worker"))
        invoice = await payments.issue_invoice(request_of(line(3_100), "2023-01-01"))
        record(tmp_path, {"payments": url})
        yield Stack(tmp_path, invoice.items[0].order_item_id)
        await http.close()


async def test_a_start_after_the_paid_period_is_saved_only_in_spite_of_a_warning(
    stack: Stack,
) -> None:
    code, output = await stack.move_start("2023-02-01")
    assert (code, WARNING in output, "Aborted" in output) == (1, True, True)
    assert "service orders" not in output, "nothing was sent"
    _, output = await stack.move_start("2023-02-01", "--yes")
    assert WARNING in output
    assert "service orders" in output


async def test_a_start_within_it_needs_no_warning(stack: Stack) -> None:
    _, output = await stack.move_start("2023-01-31")
    assert WARNING not in output
    assert "service orders" in output
