"""Chooses TCP ports on the loopback address and says when one had to move."""

import random
import socket
import time

LOOPBACK = "127.0.0.1"
# Below the range from which the kernel takes source ports: a port that is free for a moment
# (its process is being restarted) must not be taken by some outgoing connection.
_UNASSIGNED = range(20_000, 32_000)
_RELEASED_WITHIN_SECONDS = 1.0


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port in TIME_WAIT counts as free, one with a listener does not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_port(taken: frozenset[int] = frozenset()) -> int:
    """A random free port that is not in `taken`."""
    while True:
        port = random.choice(_UNASSIGNED)  # noqa: S311 - not a secret
        if port not in taken and port_is_free(port):
            return port


def choose_ports(
    preferred: dict[str, int], remembered: dict[str, int]
) -> tuple[dict[str, int], list[str]]:
    """A port for each name of `preferred`, and a sentence for each that is not the expected one.

    A remembered port wins over the preferred one; a taken one gives way to the next free port
    that nobody else in this stack wants.
    """
    expected = {name: remembered.get(name, port) for name, port in preferred.items()}
    chosen: dict[str, int] = {}
    notes: list[str] = []
    for name, port in expected.items():
        others = {wanted for other, wanted in expected.items() if other != name}
        others |= set(chosen.values())
        candidate = port
        patience_seconds = _RELEASED_WITHIN_SECONDS if name in remembered else 0
        while candidate in chosen.values() or not _becomes_free(candidate, patience_seconds):
            patience_seconds = 0
            candidate += 1
            while candidate in others:
                candidate += 1
        chosen[name] = candidate
        if candidate != port:
            notes.append(f"Port {port} is taken by another program: {name} uses {candidate}.")
    return chosen, notes


def _becomes_free(port: int, within_seconds: float) -> bool:
    # Our own server of a moment ago may still be letting go of it.
    deadline = time.monotonic() + within_seconds
    while not port_is_free(port):
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.02)
    return True


def random_ports(names: list[str]) -> dict[str, int]:
    """Free ports far from the defaults, for a second stack beside the first."""
    chosen: dict[str, int] = {}
    for name in names:
        chosen[name] = free_port(frozenset(chosen.values()))
    return chosen
