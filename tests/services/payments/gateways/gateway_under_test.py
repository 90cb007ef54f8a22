"""What the conformance suite asks of whoever brings a gateway: to act as its customer, as its bank,
and as a bad network."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Literal

from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.gateways.port import Gateway

Secret = Literal["current", "previous", "foreign"]
"""Which secret signs: one of the two that the adapter is told, or one that it never heard of."""


class CustomerIsTurnedAway(Exception):
    """The payment cannot be paid (any more)."""


class GatewayUnderTest(ABC):
    """One adapter with the gateway behind it, real or simulated. Tests whose flag is off are
    skipped; the rest have to pass."""

    gateway: Gateway
    currency = "EUR"

    declines = True
    """A payment can be declined."""
    settles_later = True
    """Money can be on its way for a while."""
    sends_webhooks = True
    has_a_network = True
    """There is a network that can be away; otherwise it is the service's own database."""

    @abstractmethod
    async def pay(self, payment: GatewayPayment) -> None:
        """The customer pays in full, at once. Raises `CustomerIsTurnedAway`."""

    async def decline(self, payment: GatewayPayment) -> None:
        """The customer tries to pay and is declined."""
        raise NotImplementedError

    async def pay_slowly(self, payment: GatewayPayment) -> None:
        """The customer pays in a way whose money arrives later."""
        raise NotImplementedError

    async def settle(self, payment: GatewayPayment) -> None:
        """That money arrives."""
        raise NotImplementedError

    async def forget_keys(self) -> None:  # noqa: B027 - rightly does nothing by default
        """The gateway's key window passes. Nothing to do for one that never forgets."""

    async def link(self, page_url: str, *, is_another: bool = False) -> None:
        """The customer leaves a method on the page for that; the same as ever, or another."""
        raise NotImplementedError

    def away(self) -> AbstractContextManager[None]:
        """Requests do not arrive."""
        raise NotImplementedError

    def losing_answers(self) -> AbstractContextManager[None]:
        """Requests arrive and take effect; the answers do not come."""
        raise NotImplementedError

    async def webhooks(self, payment: GatewayPayment) -> Sequence[bytes]:
        """The bodies sent about a payment so far, at least one once it is paid."""
        raise NotImplementedError

    def sign(self, body: bytes, at_seconds: int, secret: Secret) -> dict[str, str]:
        """The headers, by lower-case names, with which the gateway would send it."""
        raise NotImplementedError
