"""The parts that every database-backed service is put together from, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData, func

from chassis.database import Database
from chassis.housekeeping import Housekeeping, Sweep
from chassis.idempotency import IdempotencyStore
from chassis.migrations import migrate
from chassis.outbox import Handler, Outbox
from chassis.settings import ServiceSettings


@dataclass(frozen=True)
class Foundation:
    """A service's database with its idempotency store; `outbox` is built once handlers exist."""

    database: Database
    idempotency: IdempotencyStore
    metadata: MetaData
    outbox_lease_seconds: int
    kept_days: int

    def outbox(self, handlers: Mapping[str, Handler]) -> Outbox:
        table = self.metadata.tables["outbox"]
        return Outbox(self.database, table, handlers, self.outbox_lease_seconds)

    def housekeeping(self, *more: Sweep) -> Housekeeping:
        """Of the shared tables, and of `more`."""
        answers, messages = (self.metadata.tables[n] for n in ("idempotency_keys", "outbox"))
        # Dismissed ones have an error; they stay, as a record.
        is_delivered = messages.c.delivered_at.is_not(None) & messages.c.last_error.is_(None)
        shared = (
            Sweep(answers, answers.c.created_at, answers.c.leased_until < func.now()),
            Sweep(messages, messages.c.created_at, is_delivered),
        )
        return Housekeeping(self.database, self.kept_days, [*shared, *more])


def lay_foundation(
    schema: str, settings: ServiceSettings, metadata: MetaData, migrations: Path
) -> Foundation:
    """Migrate the service's schema if told to, and open its pool (which connects lazily)."""
    url = settings.database_url.get_secret_value()
    if settings.migrate_on_start:
        migrate(url, schema, migrations)
    database = Database(url, schema, settings.database_pool_size)
    store = IdempotencyStore(database, metadata.tables["idempotency_keys"])
    return Foundation(database, store, metadata, settings.outbox_lease_seconds, settings.kept_days)
