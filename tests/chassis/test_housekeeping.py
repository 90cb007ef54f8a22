"""Old rows that are done go, a bounded number at a time; all others stay."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from chassis.housekeeping import ROWS_AT_ONCE, Housekeeping, Sweep
from chassis.service import Foundation
from chassis.settings import ServiceSettings
from tests.chassis.outboxes import TestedOutbox, an_outbox

pytestmark = pytest.mark.engines
OLD = datetime.now(UTC) - timedelta(days=31)
SOON = datetime.now(UTC) + timedelta(days=1)
YOUNG = datetime.now(UTC) - timedelta(days=29)


async def test_only_what_is_old_and_done_goes(new_database: Callable[[str], str]) -> None:
    async with an_outbox(new_database("housekeeping"), {}) as tested:
        await tested.add("news", "gone", created_at=OLD, delivered_at=OLD)
        await tested.add("news", "young", created_at=YOUNG, delivered_at=YOUNG)
        await tested.add("news", "waits", created_at=OLD)
        await tested.add("news", "quarantined", created_at=OLD, quarantined_at=OLD)

        assert await _housekeeping(tested).sweep() is False

        async with tested.database.autocommit() as connection:
            left = (await connection.execute(select(tested.table.c.key))).scalars().all()
        assert sorted(left) == ["quarantined", "waits", "young"]


async def test_a_round_deletes_no_more_than_its_share(new_database: Callable[[str], str]) -> None:
    async with an_outbox(new_database("share"), {}) as tested:
        row = {"topic": "news", "payload": {}, "created_at": OLD, "delivered_at": OLD}
        rows = [{**row, "key": str(number)} for number in range(ROWS_AT_ONCE + 7)]
        await tested.write(tested.table, rows)
        housekeeping = _housekeeping(tested)
        assert await housekeeping.sweep() is True
        assert await _count(tested) == 7
        assert await housekeeping.sweep() is False
        assert await _count(tested) == 0


async def test_a_dismissed_message_stays_with_who_dismissed_it(
    new_database: Callable[[str], str],
) -> None:
    async with an_outbox(new_database("dismissed"), {}) as tested:
        old = {"created_at": OLD, "quarantined_at": OLD, "delivered_at": OLD}
        await tested.add("news", "released", **old)
        await tested.add("news", "dismissed", **old, last_error="dismissed by operator/olga: odd")
        await _foundation(tested).housekeeping().sweep()
        async with tested.database.autocommit() as connection:
            left = (await connection.execute(select(tested.table.c.key))).scalars().all()
        assert list(left) == ["dismissed"]


async def test_kept_answers_go_and_a_request_of_now_stays(
    new_database: Callable[[str], str],
) -> None:
    async with an_outbox(new_database("answers"), {}) as tested:
        answers = tested.metadata.tables["idempotency_keys"]
        row = {"scope": "orders/1/ada", "fingerprint": "f", "leased_until": OLD, "status": 201}
        await tested.write(
            answers,
            [
                {**row, "key": "old", "created_at": OLD},
                {**row, "key": "died", "created_at": OLD, "status": None},
                {**row, "key": "young", "created_at": YOUNG},
                {**row, "key": "leased", "created_at": OLD, "leased_until": SOON},
            ],
        )
        await _foundation(tested).housekeeping().sweep()
        async with tested.database.autocommit() as connection:
            left = (await connection.execute(select(answers.c.key))).scalars().all()
        assert sorted(left) == ["leased", "young"]


def _foundation(tested: TestedOutbox) -> Foundation:
    settings = ServiceSettings(profile="test", kept_days=30)
    return Foundation("tested", settings, tested.metadata, tested.database, revision="")


def _housekeeping(tested: TestedOutbox) -> Housekeeping:
    t = tested.table
    return Housekeeping(
        tested.database, 30, [Sweep(t, t.c.created_at, t.c.delivered_at.is_not(None))]
    )


async def _count(tested: TestedOutbox) -> int:
    async with tested.database.autocommit() as connection:
        counted = await connection.execute(select(func.count()).select_from(tested.table))
    return int(counted.scalar_one())
