"""Asks processes and engines from outside whether they are ready; changes nothing."""

import http.client
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from stack.state.recorded_state import RecordedState


def answers_ready(url: str, timeout_seconds: float = 1.0) -> bool:
    """True when `GET /readyz` answers 200."""
    return readiness_of(url, timeout_seconds) == "ready"


def readiness_of(url: str, timeout_seconds: float = 1.0) -> str:
    """`ready`, `not ready (503)` or `no answer`."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=timeout_seconds)
    try:
        connection.request("GET", "/readyz")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return "no answer"
    finally:
        connection.close()
    return "ready" if status == 200 else f"not ready ({status})"


def look_at(state: RecordedState) -> dict[str, str]:
    """The health of every recorded process, all asked at once; `-` where nothing is served."""
    with ThreadPoolExecutor(max_workers=16) as pool:
        answers = {name: pool.submit(_health_of, name, state) for name in state.processes}
        return {name: answer.result() for name, answer in answers.items()}


def _health_of(name: str, state: RecordedState) -> str:
    if state.processes[name].state != "running":
        return "down"
    if name in state.urls:
        return readiness_of(state.urls[name])
    if name in state.ports:
        return "listens" if _listens(state.ports[name]) else "no answer"
    return "-"


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
