"""`turnup audit` on a running service: 0 while all is as it was booked, 1 and the entry's name when
somebody with a superuser's rights changed it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from clients.system.payments import SystemPayments
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings
from stack.state.keys import keep_keys
from stack.state.layout import Layout
from tests.callers import PortalAndWorker
from tests.services.payments.world import SYSTEM, HeardSignals, request_invoice
from tests.stack.commands.part_of_a_stack import record, served, turnup

pytestmark = pytest.mark.engines


@dataclass
class Stack:
    """As much of a stack as the command needs: a recorded one of which payments runs."""

    state_dir: Path
    database_url: str
    payments: SystemPayments

    async def audit(self, *arguments: str) -> tuple[int, str]:
        return await turnup(self.state_dir, "audit", *arguments)

    def tamper(self, statement: str) -> None:
        with psycopg.connect(self.database_url, options="-c search_path=payments") as superuser:
            superuser.execute("SET session_replication_role = replica")  # no trigger fires
            superuser.execute(statement)


@pytest.fixture
async def stack(new_database: Callable[[str], str], tmp_path: Path) -> AsyncIterator[Stack]:
    layout = Layout(tmp_path)
    keys = {k: SecretStr(v) for k, v in keep_keys(layout.keys_file, []).token_keys.items()}
    database_url = new_database("payments_audited")
    settings = PaymentsSettings(profile="test", database_url=database_url, token_keys=keys)
    app = build_app(settings, signals=HeardSignals())
    async with served(app, works=True) as url:
        record(tmp_path, {"payments": url})
        http = PortalAndWorker(keys)
        payments = SystemPayments(http, url, SYSTEM)
        yield Stack(tmp_path, database_url.replace("+psycopg", ""), payments)
        await http.close()


async def test_a_sound_ledger_exits_with_0_and_tells_where_each_chain_ends(stack: Stack) -> None:
    await _five_entries(stack)
    code, output = await stack.audit()
    assert (code, "The ledger is sound: 5 entries" in output) == (0, True)
    assert "partner 1: 5 entries, ending in " in output


async def test_a_changed_entry_exits_with_1_and_is_named(stack: Stack) -> None:
    await _five_entries(stack)
    stack.tamper("UPDATE ledger_entries SET reference = 'x' WHERE position = 3")
    code, output = await stack.audit()
    assert code == 1
    with psycopg.connect(stack.database_url, options="-c search_path=payments") as connection:
        row = connection.execute("SELECT id FROM ledger_entries WHERE position = 3").fetchone()
    assert row is not None
    assert f"entry_changed: Entry {row[0]} " in output


async def test_programs_read_the_findings(stack: Stack) -> None:
    await _five_entries(stack)
    stack.tamper("DELETE FROM ledger_postings")
    stack.tamper("DELETE FROM ledger_entries WHERE position = 2")
    code, output = await stack.audit("--json")
    assert code == 1
    assert '"sound": false' in output
    assert '"entries_missing"' in output


async def _five_entries(stack: Stack) -> None:
    for _ in range(5):
        await stack.payments.issue_invoice(request_invoice())
