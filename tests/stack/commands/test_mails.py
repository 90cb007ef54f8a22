"""`turnup mails` over a running notifications service: what became of each, and one sent again."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from clients.http import HttpClient
from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from services.notifications.app import build_app
from services.notifications.settings import NotificationsSettings
from stack.state.keys import keep_keys
from stack.state.layout import Layout
from tests.patience import eventually
from tests.services.notifications.orders import OrdersBook, orders_stub
from tests.services.notifications.world import happened
from tests.stack.commands.part_of_a_stack import record, served, turnup

pytestmark = pytest.mark.engines


@pytest.fixture
async def stack(new_database: Callable[[str], str], tmp_path: Path) -> AsyncIterator[Path]:
    """Where one mail was sent."""
    layout = Layout(tmp_path)
    keys = {k: SecretStr(v) for k, v in keep_keys(layout.keys_file, []).token_keys.items()}
    settings = NotificationsSettings(
        profile="test",
        database_url=new_database("notifications"),
        token_keys=keys,
        orders_url="http://orders.test",
    )
    to_orders = httpx.ASGITransport(app=orders_stub(OrdersBook(), keys))
    app = build_app(settings, http=HttpClient("notifications", keys, to_orders))
    async with served(app, works=True) as url:
        http = HttpClient("worker", keys)
        worker = SystemNotifications(http, url, Actor(kind="system", id="worker"))
        record(tmp_path, {"notifications": url})
        assert await turnup(tmp_path, "mails") == (0, "No mails.\n")
        await worker.notify(happened("order_received"))

        async def sent() -> bool:
            return bool((await worker.mails(state="sent")).items)

        await eventually(sent)
        yield tmp_path
        await http.close()


async def test_it_lists_mails_and_sends_one_again(stack: Path) -> None:
    code, output = await turnup(stack, "mails", "--state", "sent")
    assert code == 0
    line, files = output.splitlines()
    assert files.startswith("    with contract-ord_")
    mail_id = line.partition(" ")[0]
    assert "sent  carl@example.org: We received your order" in line
    code, output = await turnup(stack, "mails", "--resend", mail_id)
    assert code == 0
    assert output.startswith(f"{mail_id} is sent once more, as mai_")
    _, listed = await turnup(stack, "mails", "--json")
    assert [mail["resent_from"] for mail in json.loads(listed)] == [mail_id, None]


async def test_an_unknown_state_is_wrong_usage(stack: Path) -> None:
    code, output = await turnup(stack, "mails", "--state", "lost")
    assert code == 2
    assert "it is one of queued, sent, quarantined" in output


async def test_a_mail_that_is_not_there_is_said_to_be_missing(stack: Path) -> None:
    code, output = await turnup(stack, "mails", "--resend", "mai_1")
    assert code == 1
    assert "mail" in output
