"""Nothing is green while it is broken: each trouble is made on the running stack, seen from outside
with what to do about it, and gone when it is mended. Changed code: drills/test_processes.py."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.request import urlopen

import psycopg
import pytest
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import (
    AddSearchAttributesRequest,
    RemoveSearchAttributesRequest,
)
from temporalio.client import Client

from contracts.health import Health
from stack.problems import StackDidNotStart
from stack.running.start import start_stack
from tests.e2e.stack_under_test import StackUnderTest
from tests.e2e.troubles import all_is_well, trouble_of
from tests.stack.commands.part_of_a_stack import turnup
from tests.stack.inspection import admin_database_url

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]
UNDELIVERABLE = """
INSERT INTO notifications.outbox (topic, key, payload, created_at)
VALUES ('mail_queued', 'undeliverable', '{}', now() - interval '1 hour')
"""


def told_by(url: str) -> Health:
    with urlopen(f"{url}/readyz", timeout=5) as answer:  # noqa: S310 - our own address
        return Health.model_validate_json(answer.read())


@contextmanager
def changed(stack: StackUnderTest, change: str, back: str) -> Iterator[None]:
    """Something in the database, for a while."""
    with psycopg.connect(admin_database_url(stack.state), autocommit=True) as admin:
        admin.execute(change)
        try:
            yield
        finally:
            admin.execute(back)


@pytest.mark.parametrize(
    ("process", "checks"),
    [
        ("catalog", ["database", "clock"]),
        ("orders", ["database", "clock", "outbox", "worker"]),
        ("payments", ["database", "clock", "outbox", "worker"]),
        ("notifications", ["database", "clock", "outbox", "mail"]),
        ("worker", ["temporal", "search attributes", "task queue", "workflow tasks"]),
    ],
)
async def test_each_process_looks_at_what_it_needs(
    stack: StackUnderTest, process: str, checks: list[str]
) -> None:
    await all_is_well(stack)
    health = await asyncio.to_thread(told_by, stack.state.urls[process])
    assert [one.check for one in health.checks if one.state == "ok"] == checks


async def test_an_outbox_that_does_not_drain_is_told_by_status_doctor_and_up(
    stack: StackUnderTest,
) -> None:
    await all_is_well(stack)
    code, output = await turnup(stack.folder, "status")
    assert code == 0, output

    with changed(stack, UNDELIVERABLE, "DELETE FROM notifications.outbox WHERE key LIKE 'undel%'"):
        trouble = await trouble_of(stack, "notifications", "outbox")
        assert "1 of mail_queued late since" in trouble.what
        code, output = await turnup(stack.folder, "status")
        assert (code, trouble.fix in output) == (1, True), output
        code, output = await turnup(stack.folder, "status", "--json")
        [row] = [one for one in json.loads(output)["processes"] if one["troubles"]]
        assert (code, row["name"], row["health"]) == (1, "notifications", "degraded")
        code, output = await turnup(stack.folder, "up")
        assert (code, trouble.fix in output) == (0, True), output
        code, output = await turnup(stack.folder, "doctor", "--json")
        [finding] = [one for one in json.loads(output) if one["name"] == "notifications"]
        assert (code, finding["fix"], finding["ok"]) == (1, trouble.fix, False)

    await all_is_well(stack)
    _, output = await turnup(stack.folder, "doctor", "--json")
    assert [one["detail"] for one in json.loads(output) if one["name"] == "health"] == [
        "every process does its work"
    ]


async def test_an_order_service_that_hangs_is_told(stack: StackUnderTest) -> None:
    async with stack.frozen("orders"):
        trouble = await trouble_of(stack, "orders", "process")
        assert trouble.what.endswith("and does not answer.")
        assert "./turnup logs orders" in trouble.fix
    await all_is_well(stack)


async def test_a_database_that_takes_no_writes_is_told(stack: StackUnderTest) -> None:
    with psycopg.connect(admin_database_url(stack.state), autocommit=True) as admin:
        admin.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        admin.execute("SELECT pg_reload_conf()")
        try:
            for service in ("catalog", "orders", "payments", "notifications"):
                assert "read-only" in (await trouble_of(stack, service, "database")).what
            with pytest.raises(StackDidNotStart, match=r"Not ready after 0 s.*read-only"):
                await asyncio.to_thread(start_stack, stack.folder, timeout_seconds=0)
        finally:
            admin.execute("ALTER SYSTEM RESET default_transaction_read_only")
            admin.execute("SELECT pg_reload_conf()")
    await all_is_well(stack)


async def test_a_schema_of_another_version_is_told(stack: StackUnderTest) -> None:
    revision = "UPDATE orders.schema_version SET version_num = {}(version_num)"
    with changed(stack, revision.format("upper"), revision.format("lower")):
        assert "is at revision" in (await trouble_of(stack, "orders", "database")).what
    await all_is_well(stack)


async def test_a_temporal_that_answers_and_cannot_write_is_told(stack: StackUnderTest) -> None:
    book = stack.state.layout.temporal / "temporal.db"
    with closing(sqlite3.connect(book, isolation_level=None, timeout=20)) as lock:
        lock.execute("BEGIN IMMEDIATE")
        trouble = await trouble_of(stack, "temporal", "process")
        assert "does not do its work" in trouble.what
        lock.execute("ROLLBACK")
    await all_is_well(stack)


async def test_a_search_attribute_that_is_gone_is_told(
    stack: StackUnderTest, temporal: Client
) -> None:
    namespace, name = temporal.namespace, "ApprovalDueAt"
    remove = RemoveSearchAttributesRequest(namespace=namespace, search_attributes=[name])
    kinds = {name: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME}
    add = AddSearchAttributesRequest(namespace=namespace, search_attributes=kinds)
    await temporal.operator_service.remove_search_attributes(remove)
    try:
        trouble = await trouble_of(stack, "worker", "search attributes")
        assert f"{name} is missing" in trouble.what
        assert f"create --address {stack.state.temporal_address}" in trouble.fix
    finally:
        await temporal.operator_service.add_search_attributes(add)
    await all_is_well(stack)
