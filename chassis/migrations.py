"""Runs a service's Alembic history against its own schema, one process at a time; refuses a schema
that another version's history made."""

from pathlib import Path

from alembic import command, context
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

VERSION_TABLE = "schema_version"


def migrate(url: str, schema: str, folder: Path) -> None:
    """Bring the schema to the newest revision; waits for another process that is doing the same.
    Ends the process when the schema is at a revision that this version does not have."""
    engine = create_engine(url, connect_args={"options": f"-c search_path={schema}"})
    try:
        with engine.connect() as connection:
            lock = {"name": f"turnup-migrate-{schema}"}
            connection.execute(text("SELECT pg_advisory_lock(hashtext(:name))"), lock)
            connection.commit()
            try:
                _ensure_schema(connection, schema)
                configuration = _configuration(connection, folder)
                _require_known(connection, schema, ScriptDirectory.from_config(configuration))
                command.upgrade(configuration, "head")
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(hashtext(:name))"), lock)
                connection.commit()
    finally:
        engine.dispose()


def newest_revision(folder: Path) -> str:
    """What the history leads to."""
    newest = ScriptDirectory(str(folder)).get_current_head()
    assert newest, folder  # noqa: S101 - tests/architecture/test_migrations.py sees to it
    return newest


def run_in_environment() -> None:
    """What a service's `migrations/env.py` calls: run the history on the connection handed in."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection, version_table=VERSION_TABLE, transaction_per_migration=True
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


def _configuration(connection: Connection, folder: Path) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(folder).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["connection"] = connection
    return configuration


def _require_known(connection: Connection, schema: str, scripts: ScriptDirectory) -> None:
    """Also where the database is newer than the code: then it must not be thrown away."""
    options = {"version_table": VERSION_TABLE}
    made_by = MigrationContext.configure(connection, opts=options).get_current_heads()
    connection.commit()
    ours = {script.revision for script in scripts.walk_revisions()}
    if foreign := set(made_by) - ours:
        raise SystemExit(
            f"The schema {schema} was made by another version of Turnup: its revision"
            f" {', '.join(sorted(foreign))} is not known here. Run that version, or start with an"
            " empty database: `./turnup down --purge` deletes a local one with all that it holds."
        )


def _ensure_schema(connection: Connection, schema: str) -> None:
    known = text("SELECT 1 FROM information_schema.schemata WHERE schema_name = :schema")
    if not connection.execute(known, {"schema": schema}).first():
        connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    connection.commit()
