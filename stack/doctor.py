"""The checks of `turnup doctor`: each answers in one sentence and names its own fix."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stack.ports import port_is_free
from stack.problems import StackProblem
from stack.processes import ENGINE_PORTS, PROCESSES
from stack.state.layout import CHECKOUT, Layout
from stack.state.recorded_state import read_state

_LEAST_FREE_BYTES = 1_000_000_000
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Finding:
    """`fix` is empty when all is well."""

    name: str
    detail: str
    fix: str = ""

    @property
    def ok(self) -> bool:
        return not self.fix


def examine(layout: Layout) -> list[Finding]:
    """All findings; a check that breaks is a finding too."""
    checks: list[tuple[str, Callable[[Layout], Finding]]] = [
        ("python", _python),
        ("packages", _packages),
        ("postgres", _postgres),
        ("temporal", _temporal),
        ("root", _root),
        ("ports", _ports),
        ("disk", _disk),
        ("browser", _browser),
        ("state", _state),
    ]
    findings = []
    for name, check in checks:
        try:
            findings.append(check(layout))
        except StackProblem as problem:
            findings.append(Finding(name, problem.what, problem.remedy or "See docs/."))
        except (OSError, subprocess.SubprocessError) as error:
            findings.append(Finding(name, str(error), "Run `./turnup` again to repair .venv."))
    return [*findings, *_health(layout)]


def _python(_layout: Layout) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if Path(sys.prefix) != CHECKOUT / ".venv":
        fix = "Run `./turnup`, which uses (and makes) the .venv of this checkout."
        return Finding("python", f"{version} at {sys.executable}", fix)
    return Finding("python", f"{version} at {sys.executable}")


def _packages(_layout: Layout) -> Finding:
    lock = CHECKOUT / "requirements" / "local.lock"
    stamp = CHECKOUT / ".venv" / "installed.lock"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return Finding("packages", "as in requirements/local.lock")
    fix = "Run `./turnup` (not python directly): it installs what the lock says."
    return Finding("packages", "differ from requirements/local.lock", fix)


def _postgres(_layout: Layout) -> Finding:
    if os.environ.get("DATABASE_URL"):
        return Finding("postgres", "the server of DATABASE_URL is used")
    from stack.engines.postgres import postgres_binaries

    return Finding("postgres", _first_line(str(postgres_binaries() / "postgres"), "--version"))


def _temporal(layout: Layout) -> Finding:
    from stack.engines.temporal_discovery import choose_temporal

    downloaded = layout.temporal / "downloaded"
    choice = choose_temporal(
        os.environ, lambda _line: None, downloaded if downloaded.exists() else None
    )
    if choice.binary is None:
        return Finding("temporal", choice.reason)
    return Finding("temporal", f"{_first_line(str(choice.binary), '--version')}: {choice.reason}")


def _root(_layout: Layout) -> Finding:
    from stack.engines.unprivileged import user_namespaces_work

    if os.geteuid() != 0:
        return Finding("root", "not root: PostgreSQL runs as you")
    if user_namespaces_work():
        return Finding("root", "root: PostgreSQL runs in a user namespace of its own")
    if shutil.which("setpriv"):
        return Finding("root", "root: PostgreSQL runs as nobody")
    return Finding(
        "root",
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv works",
        "Run as an ordinary user, or install util-linux.",
    )


def _ports(layout: Layout) -> Finding:
    state = read_state(layout.state_file)
    if state.is_up:
        return Finding("ports", "in use by this stack, which is up")
    wanted = {spec.name: spec.default_port for spec in PROCESSES} | ENGINE_PORTS | state.ports
    taken = [f"{name} {port}" for name, port in wanted.items() if not port_is_free(port)]
    if taken:
        return Finding("ports", f"taken, `up` will choose others: {', '.join(taken)}")
    return Finding("ports", "all free")


def _disk(layout: Layout) -> Finding:
    folder = layout.root
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free at {folder}"
    if free < _LEAST_FREE_BYTES:
        return Finding("disk", detail, "Free 1 GB, or choose another disk with --state-dir.")
    if not os.access(folder, os.W_OK):
        return Finding("disk", f"{folder} is not writable", "Choose a folder with --state-dir.")
    return Finding("disk", detail)


def find_chromium() -> str | None:
    """The browser of tests: the one that CHROMIUM names, else the first on the PATH. The shell
    draws pages alone, no windows around them, for a third of the CPU."""
    named = os.environ.get("CHROMIUM")
    names = (named,) if named else CHROMIUMS
    return next((found for name in names if (found := shutil.which(name))), None)


def _browser(_layout: Layout) -> Finding:
    without = (
        "no Chromium, so tests in a browser are skipped;"
        " on Debian: apt-get install chromium-headless-shell"
    )
    return Finding("browser", find_chromium() or without)


def _state(layout: Layout) -> Finding:
    state = read_state(layout.state_file)
    if state.is_up:
        return Finding("state", f"up as process {state.supervisor.pid}, phase {state.phase}")
    if any(process.is_alive() for process in state.recorded_processes()):
        fix = "Run `./turnup up` to take over or `./turnup down` to end them."
        return Finding("state", "the supervisor is gone but some of its processes live", fix)
    if state.phase == "failed":
        return Finding("state", f"the last start failed: {state.problem}", "Run `./turnup logs`.")
    return Finding("state", "not running")


def _health(layout: Layout) -> list[Finding]:
    """Of a stack that runs: each trouble of each process, or that there is none."""
    state = read_state(layout.state_file)
    if not state.is_up:
        return [Finding("health", "not asked, as the stack is not running")]
    from stack.running.health import look_at

    troubles = [
        Finding(name, f"{trouble.check}: {trouble.what}", trouble.fix)
        for name, process in look_at(layout, state).items()
        for trouble in process.troubles
    ]
    return troubles or [Finding("health", "every process does its work")]


def _first_line(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    return done.stdout.strip().partition("\n")[0]
