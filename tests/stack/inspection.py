"""The database of a running stack as its superuser sees it."""

import os

from stack.engines.postgres import DATABASE, PostgresServer
from stack.running.stack_state import StackState


def admin_database_url(state: StackState) -> str:
    """A URL that sees every schema."""
    if given := os.environ.get("DATABASE_URL"):
        return given
    server = PostgresServer(state.layout.postgres, state.ports["postgres"])
    return server.url(database=DATABASE)
