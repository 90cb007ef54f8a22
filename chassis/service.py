"""The parts that every database-backed service is put together from, in one place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from fastapi import APIRouter, FastAPI
from sqlalchemy import MetaData, func

from chassis.app import Step, create_app
from chassis.checks import Check
from chassis.context import SendingContext, ServiceContext
from chassis.database import Database
from chassis.database_checks import database_checks
from chassis.housekeeping import Housekeeping, Sweep
from chassis.idempotency import IdempotencyStore
from chassis.logs import configure_logging
from chassis.migrations import migrate, newest_revision
from chassis.outbox import Outbox
from chassis.outbox_check import outbox_check
from chassis.problems import App
from chassis.read_settings import read_settings
from chassis.serve import serve
from chassis.settings import ServiceSettings

Settings = TypeVar("Settings", bound=ServiceSettings)


@dataclass(frozen=True)
class Foundation:
    """A service's database, and what stands on it."""

    name: str
    settings: ServiceSettings
    metadata: MetaData
    database: Database
    revision: str
    """Of the schema that this code knows."""

    def outbox(self) -> Outbox:
        """Its handlers follow (`handle`), as they need a context that holds the outbox."""
        table = self.metadata.tables["outbox"]
        return Outbox(self.database, table, lease_seconds=self.settings.outbox_lease_seconds)

    def app(
        self,
        context: ServiceContext,
        *,
        routers: Sequence[APIRouter],
        open_routers: Sequence[APIRouter] = (),
        sweeps: Sequence[Sweep] = (),
        checks: Sequence[Check] = (),
        on_stop: Sequence[Step] = (),
        is_public: bool = False,
    ) -> App:
        """The service's ASGI app, whose use cases are handed the context."""
        outbox = context.outbox if isinstance(context, SendingContext) else None
        of_outbox = [outbox_check(outbox)] if outbox else []
        stops = [context.inline.close] if isinstance(context, SendingContext) else []
        app = create_app(
            self.name,
            self.settings,
            title=f"Turnup {self.name}",
            routers=routers,
            open_routers=open_routers,
            database=self.database,
            idempotency=IdempotencyStore(self.database, self.metadata.tables["idempotency_keys"]),
            housekeeping=self.housekeeping(*sweeps),
            outbox=outbox,
            checks=[
                *database_checks(self.database, self.revision, context.now),
                *of_outbox,
                *checks,
            ],
            on_stop=[*stops, *on_stop],
            is_public=is_public,
        )
        app.state.context = context
        return app

    def housekeeping(self, *more: Sweep) -> Housekeeping:
        """Of the shared tables, and of `more`."""
        answers, messages = (self.metadata.tables[n] for n in ("idempotency_keys", "outbox"))
        # Dismissed ones have an error; they stay, as a record.
        is_delivered = messages.c.delivered_at.is_not(None) & messages.c.last_error.is_(None)
        shared = (
            Sweep(answers, answers.c.created_at, answers.c.leased_until < func.now()),
            Sweep(messages, messages.c.created_at, is_delivered),
        )
        return Housekeeping(self.database, self.settings.kept_days, [*shared, *more])


def lay_foundation(
    name: str, settings: ServiceSettings, metadata: MetaData, migrations: Path
) -> Foundation:
    """Migrate the service's schema if told to, and open its pool (which connects lazily)."""
    url = settings.database_url.get_secret_value()
    if settings.migrate_on_start:
        migrate(url, name, migrations)
    database = Database(url, name, settings.database_pool_size)
    return Foundation(name, settings, metadata, database, newest_revision(migrations))


def run_service(name: str, kind: type[Settings], build_app: Callable[[Settings], FastAPI]) -> None:
    """A service as a process: what it logs, what the environment sets, and what it serves."""
    configure_logging(name)
    settings = read_settings(kind)
    serve(build_app(settings), settings)
