"""Ports stay what they were, give way to other programs, and are chosen by one process only."""

import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from stack.ports import LOOPBACK, choose_ports, free_port, random_ports
from stack.state.layout import CHECKOUT


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, free_port()))
        listener.listen()
        port: int = listener.getsockname()[1]
        yield port


def test_a_free_default_is_taken_as_it_is() -> None:
    port = free_port()
    assert choose_ports({"orders": port}, {}) == ({"orders": port}, [])


def test_a_remembered_port_wins_over_the_default() -> None:
    default, remembered = free_port(), free_port()
    chosen, notes = choose_ports({"orders": default}, {"orders": remembered})
    assert (chosen, notes) == ({"orders": remembered}, [])


def test_a_taken_port_moves_to_one_nobody_wants_and_says_so(taken_port: int) -> None:
    preferred = {"orders": taken_port, "payments": taken_port + 1}
    chosen, notes = choose_ports(preferred, {})
    assert chosen["orders"] not in (taken_port, chosen["payments"])
    assert notes[0] == (
        f"Port {taken_port} is taken by another program: orders uses {chosen['orders']}."
    )


def test_a_name_new_to_the_table_never_takes_the_remembered_port_of_another() -> None:
    port = free_port()
    chosen, _ = choose_ports({"new": port, "old": free_port()}, {"old": port})
    assert len(set(chosen.values())) == 2


def test_random_ports_differ() -> None:
    assert len(set(random_ports(["a", "b", "c", "d"]).values())) == 4


@contextmanager
def another_process_that_chose() -> Iterator[int]:
    """It has chosen the port and listens on nothing yet."""
    chooses = "from stack.ports import free_port; print(free_port(), flush=True); input()"
    command = [sys.executable, "-c", chooses]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=CHECKOUT, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout
        yield int(other.stdout.readline())
        other.kill()


def test_two_processes_never_choose_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    draws: list[int] = []
    draw = random.choice
    monkeypatch.setattr(random, "choice", lambda all_: draws.pop(0) if draws else draw(all_))
    mine = free_port()
    with another_process_that_chose() as theirs:
        draws += [theirs, mine]
        assert free_port() not in (theirs, mine)
        assert draws == []
        chosen, notes = choose_ports({"orders": theirs}, {})
        assert chosen["orders"] != theirs
        assert notes
    draws.append(theirs)
    assert free_port() == theirs


def test_a_port_that_is_chosen_stays_ones_own() -> None:
    port = free_port()
    assert choose_ports({"orders": port}, {"orders": port}) == ({"orders": port}, [])
