"""Chooses TCP ports on the loopback address, which no other process of this machine chooses as long
as this one lives, and says when one had to move."""

import os
import random
import socket
import time

LOOPBACK = "127.0.0.1"
# Below the range from which the kernel takes source ports: a port that is free for a moment
# (its process is being restarted) must not be taken by some outgoing connection.
_UNASSIGNED = range(20_000, 32_000)
_RELEASED_WITHIN_SECONDS = 1.0

_reserved: dict[int, int] = {}
"""Port → open file. Between choosing a port and listening on it others see it free."""


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a port in TIME_WAIT counts as free, one with a listener does not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """A random free port, each time another; nobody else gets it before this process ends."""
    while True:
        port = random.choice(_UNASSIGNED)  # noqa: S311 - not a secret
        if port not in _reserved and _take(port):
            return port


def _take(port: int) -> bool:
    """Whether it is free and now reserved for this process."""
    if not _reserve(port):
        return False
    if port_is_free(port):
        return True
    os.close(_reserved.pop(port))
    return False


def _reserve(port: int) -> bool:
    """The sign is the same port in UDP, where nothing of ours listens: the kernel gives it to one
    process of all users and takes it back at any end, with no file to be left over."""
    if port in _reserved:
        return True
    with socket.socket(type=socket.SOCK_DGRAM) as sign:
        try:
            sign.bind((LOOPBACK, port))
        except OSError:
            return False
        _reserved[port] = sign.detach()
    return True


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
        while candidate in chosen.values() or not _is_taken_within(candidate, patience_seconds):
            patience_seconds = 0
            candidate += 1
            while candidate in others:
                candidate += 1
        chosen[name] = candidate
        if candidate != port:
            notes.append(f"Port {port} is taken by another program: {name} uses {candidate}.")
    return chosen, notes


def _is_taken_within(port: int, within_seconds: float) -> bool:
    # Our own server of a moment ago may still be letting go of it.
    deadline = time.monotonic() + within_seconds
    while not _take(port):
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.02)
    return True


def random_ports(names: list[str]) -> dict[str, int]:
    """Free ports far from the defaults, for a second stack beside the first."""
    return {name: free_port() for name in names}
