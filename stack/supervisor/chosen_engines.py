"""The two engines of one stack: chooses, starts and ends them; others decide about restarts."""

import subprocess
from collections.abc import Callable, Mapping

from chassis import database_url
from stack.engines.postgres import DATABASE, PostgresServer
from stack.engines.temporal import NAMESPACE, TemporalPorts, TemporalServer
from stack.engines.temporal_discovery import TemporalChoice, choose_temporal
from stack.ports import LOOPBACK
from stack.problems import StackProblem
from stack.processes import LISTENER
from stack.state.layout import Layout
from stack.supervisor.managed_process import ManagedProcess


class ChosenEngines:
    """Embedded servers, or those of DATABASE_URL and TEMPORAL_ADDRESS, which are only used."""

    def __init__(
        self,
        layout: Layout,
        ports: Mapping[str, int],
        environ: Mapping[str, str],
        log: Callable[[str], None],
    ) -> None:
        self.managed: list[ManagedProcess] = []
        self.postgres: PostgresServer | None = None
        self.temporal: TemporalServer | None = None
        self._environ = environ
        given = environ.get("DATABASE_URL")
        if given and not database_url.is_usable(given):
            raise StackProblem(f"DATABASE_URL {database_url.HOW_TO_WRITE_IT}.")
        choice = choose_temporal(environ, log, download_folder=layout.temporal / "downloaded")
        self.described = {
            "temporal": choice.reason,
            "postgres": "the running server of DATABASE_URL",
        }
        if choice.binary:
            self._add_temporal(layout, ports, choice)
        self.temporal_address = choice.address or f"{LOOPBACK}:{ports['temporal']}"
        if not given:
            self._add_postgres(layout, ports["postgres"])
        log(f"postgres: {self.described['postgres']}")

    @property
    def temporal_namespace(self) -> str:
        return NAMESPACE if self.temporal else self._environ.get("TEMPORAL_NAMESPACE", NAMESPACE)

    @property
    def temporal_ui_url(self) -> str:
        if self.temporal:
            return self.temporal.ui_url
        host = self.temporal_address.partition(":")[0]
        return self._environ.get("TEMPORAL_UI_URL", f"http://{host}:8233")

    def are_ready(self) -> bool:
        return (self.postgres is None or self.postgres.alive()) and (
            self.temporal is None or self.temporal.alive()
        )

    def create_databases(self, passwords: Mapping[str, str]) -> dict[str, str]:
        """The database and a role for each service, and the listener's; returns the URL of each."""
        from stack.engines.databases import (
            create_database,
            create_listener_role,
            create_service_role,
        )

        admin_url = self._environ.get("DATABASE_URL", "")
        if self.postgres:
            admin_url = create_database(self.postgres.url(), DATABASE)
        return {
            name: create_listener_role(admin_url, password)
            if name == LISTENER
            else create_service_role(admin_url, name, password)
            for name, password in passwords.items()
        }

    def stop(self) -> None:
        """Temporal first: it has nothing to lose; then PostgreSQL, with a checkpoint."""
        for engine in (self.temporal, self.postgres):
            if engine:
                engine.stop()
        for managed in self.managed:
            managed.stopped()

    def _add_temporal(
        self, layout: Layout, ports: Mapping[str, int], choice: TemporalChoice
    ) -> None:
        assert choice.binary  # noqa: S101 - checked by the caller
        self.temporal = TemporalServer(
            layout.temporal,
            choice.binary,
            TemporalPorts(
                frontend=ports["temporal"],
                ui=ports["temporal_ui"],
                metrics=ports["temporal_metrics"],
                http=ports["temporal_http"],
            ),
            layout.log_of("temporal"),
        )
        self._manage("temporal", self.temporal.spawn)

    def _add_postgres(self, layout: Layout, port: int) -> None:
        self.postgres = PostgresServer(layout.postgres, port, layout.log_of("postgres"))
        self.described["postgres"] = "PostgreSQL of the installed wheel"
        self._manage("postgres", self.postgres.spawn)

    def _manage(self, name: str, start: Callable[[], "subprocess.Popen[bytes]"]) -> None:
        def spawn(managed: ManagedProcess) -> "subprocess.Popen[bytes]":
            process = start()
            managed.record(process.pid)
            return process

        self.managed.append(ManagedProcess(name, spawn))
