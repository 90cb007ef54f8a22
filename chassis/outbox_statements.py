"""The SQL of an outbox, built once for its table: every message runs it several times."""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Interval,
    Select,
    Table,
    Text,
    UpdateBase,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.sql.expression import CTE

INLINE_GRACE = timedelta(seconds=2)
BATCH = 20


class OutboxStatements:
    """Parameters: `topic`, `key` and `payload` to add; `lease` to claim; `of_id` for one message.

    The relay leaves a new message alone for two seconds, so that its writer can deliver it.
    """

    def __init__(self, table: Table) -> None:
        t = self._table = table
        claimed = (t.c.id, t.c.topic, t.c.key, t.c.payload, t.c.attempts, t.c.failures)
        waiting = t.c.delivered_at.is_(None) & t.c.quarantined_at.is_(None)
        claim = update(t).values(
            attempts=t.c.attempts + 1, due_at=func.now() + bindparam("lease", type_=Interval)
        )
        due = (
            select(t.c.id)
            .where(waiting, t.c.due_at <= func.now())
            .order_by(t.c.due_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        )
        mine = t.c.id == bindparam("of_id", type_=BigInteger)
        self.claim_due = claim.where(t.c.id.in_(due.scalar_subquery())).returning(*claimed)
        self.claim_new = claim.where(mine, waiting, t.c.attempts == 0).returning(*claimed)
        self.delivered = update(t).where(mine).values(delivered_at=func.now(), last_error=None)
        self.add = self._once(select(*self._message()))

    def add_if(self, first: CTE) -> UpdateBase:
        """Add the message for the row that `first` returns, and none if it returns no row."""
        return self._once(select(*self._message()).select_from(first))

    def _message(self) -> tuple[Any, ...]:
        return (
            bindparam("topic", type_=Text),
            bindparam("key", type_=Text),
            bindparam("payload", type_=JSONB),
            func.now() + INLINE_GRACE,
        )

    def _once(self, message: Select[Any]) -> UpdateBase:
        """The same topic and key is written once; its id comes back either way."""
        row = insert(self._table).from_select(["topic", "key", "payload", "due_at"], message)
        same = row.on_conflict_do_update(
            index_elements=["topic", "key"], set_={"topic": row.excluded.topic}
        )
        return same.returning(self._table.c.id)
