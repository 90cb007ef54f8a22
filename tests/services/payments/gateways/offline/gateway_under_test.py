"""Bank transfers and cash for the conformance suite: an admin's receipts in its own database."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from chassis.database import Database
from chassis.migrations import migrate
from contracts.bookkeeping import RecordPayment
from services.payments.app import MIGRATIONS
from services.payments.domain.collecting.intents import GatewayPayment
from services.payments.gateways.offline import statements as offline
from services.payments.gateways.port import Gateway
from services.payments.gateways.registry import GatewaySetup, build_gateway
from tests.services.payments.gateways.gateway_under_test import (
    CustomerIsTurnedAway,
    GatewayUnderTest,
)

SCHEMA = "payments"


class OfflineUnderTest(GatewayUnderTest):
    declines = False
    settles_later = False
    sends_webhooks = False
    has_a_network = False

    def __init__(self, gateway: Gateway, database: Database) -> None:
        self.gateway = gateway
        self._database = database

    async def pay(self, payment: GatewayPayment) -> None:
        """The money comes, and an admin writes it into the book as the service's use case does."""
        assert payment.reference is not None
        async with self._database.begin() as connection:
            asked = await offline.lock_checkout_of(connection, payment.reference)
            if asked is None or asked.state != "open":
                raise CustomerIsTurnedAway
            now = datetime.now(UTC)
            received = RecordPayment(
                amount_minor=asked.amount_minor,
                currency=asked.currency,
                method="bank_transfer",
                received_on=now.date(),
                reference="statement 12, line 7",
            )
            await offline.write_receipt(
                connection,
                asked.id,
                received,
                received_at=now,
                recorded_by="admin/ada",
                recorded_at=now,
            )


@asynccontextmanager
async def offline_under_test(
    new_database: Callable[[str], str],
) -> AsyncIterator[OfflineUnderTest]:
    url = new_database("offline_gateway")
    migrate(url, SCHEMA, MIGRATIONS)
    database = Database(url, SCHEMA)
    options = {"instructions": "Transfer to Example, IBAN AT61 1904 3002 3457 3201"}
    gateway = build_gateway("offline", GatewaySetup("test", options, database))
    yield OfflineUnderTest(gateway, database)
    await database.close()
