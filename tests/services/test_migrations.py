"""Each frozen history, also the portal's, builds the schema that its tables describe."""

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine

from chassis.migrations import VERSION_TABLE, migrate
from portal.identity import identity
from portal.identity.tables import METADATA as IDENTITY
from services.catalog import app as catalog
from services.catalog.tables import METADATA as CATALOG
from services.notifications import app as notifications
from services.notifications.tables import METADATA as NOTIFICATIONS
from services.orders import app as orders
from services.orders.tables import METADATA as ORDERS
from services.payments import app as payments
from services.payments.tables.bookkeeping import ledger_entries

pytestmark = pytest.mark.engines
HISTORIES = {
    "catalog": (catalog.MIGRATIONS, CATALOG),
    "notifications": (notifications.MIGRATIONS, NOTIFICATIONS),
    "orders": (orders.MIGRATIONS, ORDERS),
    "payments": (payments.MIGRATIONS, ledger_entries.metadata),
    "portal": (identity.MIGRATIONS, IDENTITY),
}


@pytest.mark.parametrize("service", HISTORIES)
def test_the_history_builds_the_described_tables(
    new_database: Callable[[str], str], service: str
) -> None:
    migrations, described = HISTORIES[service]
    url = new_database(f"{service}_history")
    migrate(url, service, migrations)
    migrate(url, service, migrations)
    assert _differences(url, service, described) == []


def _differences(url: str, schema: str, described: MetaData) -> list[object]:
    engine = create_engine(url, connect_args={"options": f"-c search_path={schema}"})
    options = {"version_table": VERSION_TABLE, "compare_type": True}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        found: list[object] = compare_metadata(context, described)
    engine.dispose()
    return found
