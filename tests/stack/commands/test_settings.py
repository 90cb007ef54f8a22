"""`turnup settings` over a running orders service: who changed which setting."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from clients.http import HttpClient
from clients.orders import OrdersClient
from contracts.actors import Actor
from contracts.settings import ChangePartnerSettings
from services.orders.app import build_app
from services.orders.settings import OrdersSettings
from stack.state.keys import keep_keys
from stack.state.layout import Layout
from tests.services.orders.world import RecordingWorkflows
from tests.stack.commands.part_of_a_stack import record, served, turnup

pytestmark = pytest.mark.engines


@pytest.fixture
async def stack(new_database: Callable[[str], str], tmp_path: Path) -> AsyncIterator[Path]:
    layout = Layout(tmp_path)
    keys = {k: SecretStr(v) for k, v in keep_keys(layout.keys_file, []).token_keys.items()}
    settings = OrdersSettings(profile="test", database_url=new_database("orders"), token_keys=keys)
    async with served(build_app(settings, RecordingWorkflows()), works=False) as url:
        http = HttpClient("portal", keys)
        record(tmp_path, {"orders": url})
        orders = OrdersClient(http, url, Actor(kind="operator", id="olga"))
        assert (await turnup(tmp_path, "settings", "7"))[1].strip() == "Nothing was ever changed."
        for_all = ChangePartnerSettings(ticket_group="Sales", time_zone="Asia/Kolkata")
        await orders.change_settings("default", for_all)
        await orders.change_settings("7", ChangePartnerSettings(billing_day=5))
        await orders.change_settings("7", ChangePartnerSettings(reset=["billing_day"]))
        yield tmp_path
        await http.close()


async def test_it_tells_who_changed_what_newest_first(stack: Path) -> None:
    code, output = await turnup(stack, "settings", "7")
    assert code == 0
    third, reset, second, owned, first, *for_all = output.splitlines()
    assert [line[0] for line in (third, second, first)] == ["3", "2", "1"]
    assert "operator/olga" in third
    assert all(" +0530 " in line for line in (third, second, first)), "the partner's clocks"
    assert [line.endswith(", for all partners") for line in (second, first)] == [False, True]
    assert [line.strip() for line in (reset, owned, *sorted(for_all))] == [
        "billing_day: 5 → 1, inherited again",
        "billing_day: 1 → 5",
        'ticket_group: "Orders" → "Sales"',
        'time_zone: "UTC" → "Asia/Kolkata"',
    ]
    _, shown = await turnup(stack, "settings", "7", "--limit", "1", "--json")
    assert [one["number"] for one in json.loads(shown)["items"]] == [3]
    _, of_default = await turnup(stack, "settings")
    assert of_default.splitlines() == [first, *for_all]
