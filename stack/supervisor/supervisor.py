"""Starts engines and processes, restarts what dies, ends all in order; serves no request.

One thread only, because it forks: it sleeps until a signal or a due restart wakes it.
"""

import fcntl
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stack.ports import LOOPBACK, choose_ports, random_ports
from stack.problems import StackDidNotStart, StackProblem
from stack.processes import ENGINE_PORTS, LISTENER, ProcessSpec
from stack.state.keys import Keys, keep_keys
from stack.state.layout import Layout
from stack.state.process_identity import end_all, identify
from stack.state.recorded_state import (
    ANOTHER_SUPERVISES,
    Phase,
    ProcessState,
    RecordedState,
    read_state,
    write_state,
)
from stack.supervisor.chosen_engines import ChosenEngines
from stack.supervisor.environment import SharedSettings, environment_of
from stack.supervisor.forks import fork, preload, run_module
from stack.supervisor.log import log
from stack.supervisor.managed_process import ManagedProcess, end_together
from stack.supervisor.signals import Signals

_GRACE_SECONDS = 10.0
_ENGINES_READY_WITHIN_SECONDS = 60.0


@dataclass(frozen=True)
class Options:
    """How one stack is run. `free_ports` keeps away from the default ports on a first start."""

    layout: Layout
    profile: str
    table: Sequence[ProcessSpec]
    free_ports: bool = False
    watch_every_seconds: float = 5.0


class Supervisor:
    """One running stack."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.layout = options.layout
        self.state = RecordedState()
        self.children: list[ManagedProcess] = []
        self.engines: ChosenEngines | None = None
        self._lock = -1
        self._signals = Signals()

    def run(self) -> int:
        """Until SIGTERM; returns the exit code."""
        if not self._take_the_lock():
            log("another supervisor runs this state folder")
            return ANOTHER_SUPERVISES
        self._signals.listen()
        try:
            self._start()
            while not self._signals.asked_to_stop:
                self._tick()
        except StackProblem as problem:
            self._fail(str(problem))
        except Exception as error:
            self._fail(f"{type(error).__name__}: {error}")
            raise
        finally:
            self._stop()
        return 1 if self.state.phase == "failed" else 0

    def _start(self) -> None:
        before = read_state(self.layout.state_file)
        end_all(before.recorded_processes(), grace_seconds=_GRACE_SECONDS)
        self._begin_state(before)
        keys = keep_keys(self.layout.keys_file, [*self.state.services, LISTENER])
        self.engines = ChosenEngines(self.layout, self.state.ports, os.environ, log)
        self._publish_addresses(self.engines)
        self._start_engines(self.engines)
        preload()
        log("libraries are loaded")
        shared = self._await_engines(self.engines, keys)
        for spec in self.options.table:
            self._add(spec.name, self._process_spawner(spec, shared))
        self._add_watchdog(self.engines)
        self._enter("running")

    def _begin_state(self, before: RecordedState) -> None:
        table = self.options.table
        me = identify(os.getpid())
        preferred = {spec.name: spec.default_port for spec in table} | ENGINE_PORTS
        if self.options.free_ports:
            preferred = random_ports(list(preferred))
        ports, notes = choose_ports(preferred, before.ports)
        self.state = RecordedState(
            profile=self.options.profile,
            supervisor=ProcessState(os.getpid(), me.started if me else "", "running", time.time()),
            notes=notes,
            ports=ports,
            urls={spec.name: f"http://{LOOPBACK}:{ports[spec.name]}" for spec in table},
            services=[spec.name for spec in table if spec.has_schema],
        )
        for note in notes:
            log(note)
        for spec in table:
            if spec.has_folder:
                self.layout.folder_of(spec.name).mkdir(exist_ok=True)
        self._enter("starting")

    def _publish_addresses(self, engines: ChosenEngines) -> None:
        self.state.engines = engines.described
        self.state.temporal_address = engines.temporal_address
        self.state.temporal_namespace = engines.temporal_namespace
        self.state.urls["temporal_ui"] = engines.temporal_ui_url

    def _start_engines(self, engines: ChosenEngines) -> None:
        for managed in engines.managed:
            if managed.name == "postgres" and engines.postgres:
                engines.postgres.prepare()
            self.children.append(managed)
            managed.spawn()
        self._write()

    def _await_engines(self, engines: ChosenEngines, keys: Keys) -> SharedSettings:
        self._await(engines.are_ready, "an engine did not start")
        names = [*self.state.services, LISTENER]
        urls = engines.create_databases({name: keys.role_passwords[name] for name in names})
        if engines.temporal:
            self._await_temporal_writes(engines.temporal_address)
        return SharedSettings(
            layout=self.layout,
            profile=self.options.profile,
            ports=self.state.ports,
            urls=self.state.urls,
            database_urls=urls,
            temporal_address=engines.temporal_address,
            temporal_namespace=engines.temporal_namespace,
            keys=keys,
        )

    def _await_temporal_writes(self, address: str) -> None:
        def run() -> None:
            import asyncio

            from stack.engines.temporal_retention import keep_closed_workflows
            from stack.supervisor.watchdog import wait_until_writable

            wait_until_writable(address)
            asyncio.run(keep_closed_workflows(address))

        check = ManagedProcess("temporal-check", self._spawner(run, dict(os.environ), "watchdog"))
        check.spawn()
        self._await(check.reap, "Temporal does not store workflows")
        if check.state.last_exit != "ended with code 0":
            raise StackDidNotStart(
                "Temporal does not store workflows.", f"See {self.layout.log_of('temporal')}."
            )

    def _await(self, condition: Callable[[], bool], failure: str) -> None:
        deadline = time.monotonic() + _ENGINES_READY_WITHIN_SECONDS
        while not condition():
            if self._signals.asked_to_stop:
                raise StackDidNotStart("The start was cut short by a stop.")
            if time.monotonic() > deadline:
                raise StackDidNotStart(f"The stack did not start: {failure}.", self._see_logs())
            self._tick(at_most_seconds=0.02)

    def _process_spawner(
        self, spec: ProcessSpec, shared: SharedSettings
    ) -> Callable[[ManagedProcess], int]:
        environment = environment_of(spec, self.options.table, shared, os.environ)
        return self._spawner(run_module(spec.module), environment, spec.name)

    def _spawner(
        self, run: Callable[[], None], environment: dict[str, str], log_name: str
    ) -> Callable[[ManagedProcess], int]:
        def spawn(managed: ManagedProcess) -> int:
            mine = [self._lock, *self._signals.files]
            child = fork(run, environment, self.layout.log_of(log_name), mine)
            managed.record(child.pid)
            self._write()
            child.release()
            return child.pid

        return spawn

    def _add_watchdog(self, engines: ChosenEngines) -> None:
        postgres_url = engines.postgres.url() if engines.postgres else None
        address = engines.temporal_address if engines.temporal else None
        urls = {spec.name: self.state.urls[spec.name] for spec in self.options.table}

        def run() -> None:
            from stack.supervisor.watchdog import watch

            every = self.options.watch_every_seconds
            watch(self.layout.state_file, postgres_url, address, urls, every)

        self._add("watchdog", self._spawner(run, dict(os.environ), "watchdog"))

    def _add(self, name: str, spawn: Callable[[ManagedProcess], int]) -> None:
        managed = ManagedProcess(name, spawn)
        self.children.append(managed)
        managed.spawn()

    def _tick(self, at_most_seconds: float = 30.0) -> None:
        """Reaps, restarts what is due, then sleeps until something happens."""
        changed = False
        for managed in self.children:
            if managed.reap():
                log(f"{managed.name} {managed.state.last_exit}")
                changed = True
            if managed.due_at is not None and managed.due_at <= time.monotonic():
                managed.spawn()
                changed = True
        if changed:
            self._write()
        due = [managed.due_at for managed in self.children if managed.due_at is not None]
        pause = min([at_most_seconds, *(at - time.monotonic() for at in due)])
        self._signals.sleep(pause)

    def _stop(self) -> None:
        if self.state.phase != "failed":
            self._enter("stopping")
        engines = [managed for managed in self.children if managed.name in self.state.engines]
        processes = [managed for managed in self.children if managed not in engines]
        end_together(processes, _GRACE_SECONDS)
        if self.engines:
            self.engines.stop()
        if self.state.phase != "failed":
            self._enter("stopped")
        self._write()

    def _take_the_lock(self) -> bool:
        self._lock = os.open(self.layout.supervisor_lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _enter(self, phase: Phase) -> None:
        self.state.phase = phase
        log(f"the stack is {phase}")
        self._write()

    def _fail(self, problem: str) -> None:
        log(problem)
        self.state.problem = problem
        self._enter("failed")

    def _see_logs(self) -> str:
        return f"See the logs in {self.layout.logs}."

    def _write(self) -> None:
        self.state.processes = {managed.name: managed.state for managed in self.children}
        write_state(self.layout.state_file, self.state)
