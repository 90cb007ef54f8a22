"""The catalog's frozen history builds the schema that its tables describe."""

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from chassis.migrations import VERSION_TABLE, migrate
from services.catalog.app import MIGRATIONS, NAME
from services.catalog.tables import METADATA

pytestmark = pytest.mark.engines


def test_the_history_builds_the_described_tables(
    new_database: Callable[[str], str],
) -> None:
    url = new_database("catalog_history")
    migrate(url, NAME, MIGRATIONS)
    migrate(url, NAME, MIGRATIONS)
    engine = create_engine(url, connect_args={"options": f"-c search_path={NAME}"})
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, METADATA) == []
    engine.dispose()
