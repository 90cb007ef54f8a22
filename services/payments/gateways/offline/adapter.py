"""Bank transfers and cash as a gateway: its book is a table of ours, in which an admin records what
came. It has no page and no webhooks, and moves no money: a person gives back what must go back."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import Field, model_validator

from chassis.database import Database
from contracts.payments import (
    GatewayIsUnavailable,
    GatewayRefusesPayment,
    PaymentIsNotThere,
    WebhookIsForged,
)
from contracts.said import said
from contracts.transfers import BankName, Bic, Iban, Payee
from services.payments.domain.collecting.intents import GatewayEvent, GatewayPayment
from services.payments.gateways.offline import statements as offline
from services.payments.gateways.offline.instructions import (
    REFERENCE_DIGITS,
    instructions,
    payment_reference,
)
from services.payments.gateways.options import GatewayOptions
from services.payments.gateways.port import (
    BookPage,
    Capabilities,
    Checkout,
    GatewayRefund,
    LinkedMethod,
    RefundOrder,
)
from services.payments.gateways.registry import GatewaySetup

NEVER_FORGOTTEN_SECONDS = 100 * 366 * 86_400
BOOK_PAGE = 200
REFERENCE_TRIES = 5


class OfflineOptions(GatewayOptions):
    """`TURNUP_GATEWAY_OPTIONS__OFFLINE__…`."""

    instructions: str = Field(default="", max_length=2_000)
    """The provider's words for the customer: the bank account, or where to pay in cash."""
    recipient: Payee | None = None
    iban: Iban | None = None
    bic: Bic | None = None
    bank: BankName | None = None
    """The same account as fields, which customers copy one by one."""

    @model_validator(mode="after")
    def _name_an_account_whole(self) -> "OfflineOptions":
        if (self.recipient is None) != (self.iban is None):
            raise ValueError("name both RECIPIENT and IBAN, or neither")
        if self.iban is None and (self.bic or self.bank):
            raise ValueError("BIC and BANK belong to an account: name RECIPIENT and IBAN too")
        return self

    @property
    def account(self) -> dict[str, str] | None:
        """None unless it is named."""
        fields = {"recipient": self.recipient, "iban": self.iban, "bic": self.bic}
        found = {name: value for name, value in {**fields, "bank": self.bank}.items() if value}
        return found or None


def build(setup: GatewaySetup) -> "OfflineGateway":
    options = OfflineOptions.model_validate(dict(setup.options))
    return OfflineGateway(setup.database, options.instructions, options.account)


class OfflineGateway:
    """Payments that no gateway takes."""

    name = "offline"
    capabilities = Capabilities(
        has_payment_page=False,
        cancels_open_checkouts=True,
        refunds=False,
        refunds_in_part=False,
        lists_its_book=True,
        links_methods=False,
        key_window_seconds=NEVER_FORGOTTEN_SECONDS,
        label=said("method.bank_transfer_or_cash"),
    )

    def __init__(
        self, database: Database, provider_words: str, account: Mapping[str, str] | None
    ) -> None:
        self._database = database
        self._provider_words = provider_words.strip()
        self._account = account

    async def open_checkout(self, checkout: Checkout) -> GatewayPayment:
        async with self._database.autocommit() as connection:
            for _ in range(REFERENCE_TRIES):
                number = payment_reference(secrets.randbelow(10 ** (REFERENCE_DIGITS - 1)))
                await offline.add_checkout(
                    connection, checkout, number, self._provider_words, self._account
                )
                if row := await offline.checkout_of_key(connection, checkout.key):
                    _require_same(row, checkout)
                    return _payment(row)
        raise GatewayIsUnavailable("no_free_reference")

    async def find_payment(self, checkout: Checkout, asked_at: datetime) -> GatewayPayment | None:  # noqa: ARG002
        async with self._database.autocommit() as connection:
            row = await offline.checkout_of_key(connection, checkout.key)
        return _payment(row) if row else None

    async def read_payment(self, payment_id: str) -> GatewayPayment:
        async with self._database.autocommit() as connection:
            row = await offline.checkout_by_id(connection, payment_id)
        if row is None:
            raise PaymentIsNotThere(gateway=self.name, payment_id=payment_id)
        return _payment(row)

    async def cancel_checkout(self, payment_id: str) -> GatewayPayment:
        async with self._database.autocommit() as connection:
            await offline.cancel_open(connection, payment_id)
        return await self.read_payment(payment_id)

    async def refund(self, order: RefundOrder) -> GatewayRefund:
        raise GatewayIsUnavailable("given_back_by_hand", key=order.key)

    async def find_refund(self, order: RefundOrder) -> GatewayRefund | None:  # noqa: ARG002
        return None

    async def read_refund(self, refund_id: str) -> GatewayRefund:
        raise PaymentIsNotThere("refund", gateway=self.name, refund_id=refund_id)

    async def read_book(self, since: datetime, until: datetime, cursor: str | None) -> BookPage:
        async with self._database.autocommit() as connection:
            rows = await offline.received_between(connection, since, until, cursor, BOOK_PAGE)
        next_cursor = rows[-1].id if len(rows) == BOOK_PAGE else None
        return BookPage(
            payments=[_payment(row) for row in rows], refunds=[], next_cursor=next_cursor
        )

    async def linked_methods(self, customer_id: str) -> Sequence[LinkedMethod]:  # noqa: ARG002
        return ()

    async def link_page(self, customer_id: str, return_url: str | None) -> str:  # noqa: ARG002
        raise GatewayRefusesPayment("nothing_to_link")

    def read_event(self, headers: Mapping[str, str], body: bytes, now_seconds: int) -> GatewayEvent:  # noqa: ARG002
        raise WebhookIsForged("nobody_sends_any")

    async def close(self) -> None:
        """The database is the service's to close."""


def _require_same(row: offline.OfflineCheckout, checkout: Checkout) -> None:
    if (row.amount_minor, row.currency) != (checkout.amount_minor, checkout.currency):
        raise GatewayRefusesPayment("key_of_another_payment", key=checkout.key)


def _payment(row: offline.OfflineCheckout) -> GatewayPayment:
    return GatewayPayment(
        payment_id=row.id,
        reference=row.reference,
        state=row.state,
        instructions=instructions(
            row.instructions,
            row.account,
            amount_minor=row.amount_minor,
            currency=row.currency,
            payment_reference=row.payment_reference,
        ),
        amount_minor=row.received_minor,
        currency=row.currency if row.state == "captured" else None,
        captured_at=row.received_at,
    )
