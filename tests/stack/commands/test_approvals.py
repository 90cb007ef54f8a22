"""`turnup approvals` over a running orders service: what waits, in words."""

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from contracts.decisions import Decide
from contracts.settings import ChangePartnerSettings
from stack.state.keys import Keys, write_private
from stack.state.layout import Layout
from tests.services.orders.conftest import running, world
from tests.services.orders.test_attention import FAILED
from tests.services.orders.world import OPERATOR, PAID_ON, World, key
from tests.stack.commands.part_of_a_stack import record, served, turnup

__all__ = ["running", "world"]
pytestmark = pytest.mark.engines


async def test_it_tells_who_wants_what_and_until_when(
    world: World, token_keys: dict[str, SecretStr], tmp_path: Path
) -> None:
    known = {name: secret.get_secret_value() for name, secret in token_keys.items()}
    write_private(Layout(tmp_path).keys_file, json.dumps(asdict(Keys(token_keys=known))))
    vienna = ChangePartnerSettings(time_zone="Europe/Vienna")
    await world.acting(OPERATOR).change_settings(str(world.partner_id), vienna)
    customer = await world.customer()
    request = (await world.request(customer, item_count=2)).order
    world.clock.at += timedelta(hours=1)
    paid = await world.paid(customer)
    mine = ("approvals", "--partner", str(world.partner_id))
    async with served(world.app, works=False) as url:
        record(tmp_path, {"orders": url})
        code, output = await turnup(tmp_path, *mine)
        assert code == 0
        assert output.splitlines() == [
            "2 orders wait for a decision; overdue: 0, flagged: 0.",
            f"{request.id}  by request, €62.00, Carl; due 6 Jan 2023, 13:00 CET",
            *(f"    {item.id}  {item.line.title}: awaiting approval" for item in request.items),
            f"{paid.id}  paid upfront, €31.00, Carl; due 6 Jan 2023, 14:00 CET",
            f"    {paid.items[0].id}  Plan 0: awaiting confirmation",
        ]
        await world.system.record_attention(request.id, FAILED)
        _, flagged = await turnup(tmp_path, *mine)
        assert "2 orders wait for a decision; overdue: 0, flagged: 1." in flagged
        assert "Carl; due 6 Jan 2023, 13:00 CET; a person must look\n" in flagged
        approve = Decide(verdict="approve", start_on=PAID_ON)
        await world.admin().decide(paid.id, paid.items[0].id, approve, key=key())
        _, shown = await turnup(tmp_path, *mine, "--limit", "1", "--json")
        assert [one["id"] for one in json.loads(shown)["items"]] == [request.id]
        assert json.loads(shown)["counts"]["waiting"] == 1
