"""What the simulator's routers work with."""

from dataclasses import dataclass

from services.payments.gateways.simulator.book import Book
from services.payments.gateways.simulator.checkouts import Checkouts
from services.payments.gateways.simulator.courier import Courier
from services.payments.gateways.simulator.desk import Desk
from services.payments.gateways.simulator.events import Teller
from services.payments.gateways.simulator.faults import Faults
from services.payments.gateways.simulator.moments import Clock


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
