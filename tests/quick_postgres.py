"""The PostgreSQL of tests that never cut its power, which waits for no disk; knows the product's
settings, and that stacks under test keep them."""

from stack.engines.postgres import PostgresServer


class QuickPostgres(PostgresServer):
    """Not durable, and to whoever is connected the same as one that is."""

    def _command(self) -> list[str]:
        return [*super()._command(), "-c", "fsync=off", "-c", "full_page_writes=off"]
