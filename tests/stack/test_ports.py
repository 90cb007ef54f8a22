"""Ports stay what they were and give way to other programs."""

import socket
from collections.abc import Iterator

import pytest

from stack.ports import LOOPBACK, choose_ports, free_port, random_ports


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
