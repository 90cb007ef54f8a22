"""What the simulator's routers work with."""

from dataclasses import dataclass

from simulator.book import Book
from simulator.checkouts import Checkouts
from simulator.courier import Courier
from simulator.desk import Desk
from simulator.events import Teller
from simulator.faults import Faults
from simulator.moments import Clock


@dataclass(frozen=True)
class Bench:
    book: Book
    checkouts: Checkouts
    desk: Desk
    courier: Courier
    teller: Teller
    faults: Faults
    clock: Clock
    profile: str
    settle_seconds: float
