"""What the simulator's routers work with."""

from dataclasses import dataclass

from pydantic import SecretStr

from simulator.book import Book
from simulator.checkouts import Checkouts
from simulator.clock import Clock
from simulator.events import EventPublisher
from simulator.faults import Faults
from simulator.merchant_requests import MerchantRequests
from simulator.webhook_sender import WebhookSender


@dataclass(frozen=True)
class Context:
    book: Book
    checkouts: Checkouts
    requests: MerchantRequests
    webhooks: WebhookSender
    publisher: EventPublisher
    faults: Faults
    clock: Clock
    profile: str
    api_key: SecretStr
    settle_seconds: float
