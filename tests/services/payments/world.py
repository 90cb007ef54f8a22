"""The world of the payments tests: a real service, the real simulator, and who acts."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2 as httpx
from fastapi import FastAPI

from chassis.ids import new_id
from clients.system.payments import SystemPayments
from contracts.actors import Actor
from contracts.bookkeeping import AccountView
from contracts.catalog import BillingCycle, Price, QuoteLine
from contracts.message import Amount
from contracts.payments import (
    BillingParty,
    InvoiceLine,
    InvoiceView,
    IssueInvoice,
    OpenPayment,
    PaymentIntentView,
)
from contracts.problems import Problem, ServiceIsUnavailable
from contracts.refunds import RefundStep
from contracts.said import Said
from contracts.workflow import RefundToStart, refund_workflow_id
from services.payments.context import Context
from services.payments.messages import InvoicePaid
from simulator.messages import BookView, CheckoutView
from tests.moved_clock import MovedClock
from tests.patience import eventually
from wording.telling import words

SYSTEM = Actor(kind="system", id="worker")


class LateTransport(httpx.AsyncBaseTransport):
    """The way to an app that is built later, or that is away."""

    def __init__(self) -> None:
        self.app: FastAPI | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.app is None:
            raise httpx.ConnectError("away", request=request)
        return await httpx.ASGITransport(app=self.app).handle_async_request(request)


@dataclass
class HeardSignals:
    """In the workflows' place: hears what an order's would be told, and asks for each refund as its
    own does, but for the pauses: the next step comes with a hint, or when a test drives it."""

    heard: list[str] = field(default_factory=list)
    payments: SystemPayments | None = None
    refunds: dict[str, list[RefundStep]] = field(default_factory=dict)
    """What came of each step."""
    _rounds: dict[str, int] = field(default_factory=dict)
    _started: set[str] = field(default_factory=set)
    _asking: "dict[str, asyncio.Task[RefundStep]]" = field(default_factory=dict)

    async def payment_settled(self, order_id: str) -> None:
        self.heard.append(order_id)

    async def wake_refund(self, refund: RefundToStart) -> bool:
        workflow_id = refund_workflow_id(refund.id, refund.rounds)
        is_new = workflow_id not in self._started
        self._started.add(workflow_id)
        self._rounds[refund.id] = refund.rounds
        self.ask_for(refund.id)
        return is_new

    def forget(self, refund_id: str) -> None:
        """As if an operator had ended its workflow by force."""
        self._started.discard(refund_workflow_id(refund_id, 0))

    def ask_for(self, refund_id: str) -> "asyncio.Task[RefundStep]":
        """The step that is taken now, or a new one."""
        asking = self._asking.get(refund_id)
        if asking is None or asking.done():
            asking = self._asking[refund_id] = asyncio.create_task(self._step(refund_id))
        return asking

    def is_idle(self, refund_id: str) -> bool:
        return self._asking[refund_id].done()

    def close(self) -> None:
        for asking in self._asking.values():
            asking.cancel()

    async def _step(self, refund_id: str) -> RefundStep:
        """Until it is answered, as an activity is."""
        assert self.payments is not None
        while True:
            try:
                step = await self.payments.take_refund_step(
                    refund_id, self._rounds.get(refund_id, 0)
                )
            except Problem as problem:
                if not problem.passes:
                    raise
                await asyncio.sleep(0.02)
            else:
                self.refunds.setdefault(refund_id, []).append(step)
                return step


@dataclass
class RaisedFlags:
    """Receives what the orders service would be told: for each order why a person must look."""

    raised: dict[str, list[str]] = field(default_factory=dict)
    _keys: set[str] = field(default_factory=set)

    async def needs_attention(self, order_id: str, why: Said, key: str) -> None:
        if key not in self._keys:
            self._keys.add(key)
            self.raised.setdefault(order_id, []).append(words(why))

    async def close(self) -> None:
        pass


@dataclass
class KeptReceipts:
    """Receives what customers would be mailed: each paid invoice as often as it is told; `refused`
    fails so many times first."""

    told: list[InvoicePaid] = field(default_factory=list)
    refused: int = 0

    async def mail(self, paid: InvoicePaid) -> None:
        if self.refused:
            self.refused -= 1
            raise ServiceIsUnavailable
        self.told.append(paid)

    async def close(self) -> None:
        pass

    def of(self, invoice_id: str) -> list[InvoicePaid]:
        return [paid for paid in self.told if paid.invoice_id == invoice_id]


@dataclass
class World:
    """Payments and the simulator, wired to each other in one process."""

    payments: FastAPI
    context: Context
    signals: HeardSignals
    flags: RaisedFlags
    receipts: KeptReceipts
    to_payments: LateTransport
    to_simulator: LateTransport
    simulator: httpx.AsyncClient
    raw: httpx.AsyncClient
    acting: Callable[[Actor], SystemPayments]
    clock: MovedClock

    @property
    def system(self) -> SystemPayments:
        return self.acting(SYSTEM)

    async def open(self, order: OpenPayment) -> PaymentIntentView:
        return await self.system.open_payment(order)

    async def account(self, whose: BillingParty | InvoiceView) -> AccountView:
        return await self.system.account(whose.customer_id, partner_id=whose.partner_id)

    async def pay(self, intent: PaymentIntentView, card: str = "success", **more: str) -> str:
        """At the hosted page; the checkout's state afterwards."""
        assert intent.page_url is not None
        path = "/pay/" + intent.page_url.rpartition("/")[2]
        answer = await self.simulator.post(path, json={"card": card, **more})
        assert answer.status_code == 200, answer.text
        return CheckoutView.model_validate_json(answer.content).state

    async def book(self) -> BookView:
        return await whole_book(self.simulator)

    async def charged_minor(self, order: OpenPayment) -> int:
        """What the gateway's book says of an order, refunds taken off."""
        found = (await self.system.intents_of_order(order.order_id)).items
        references = {intent.id for intent in found}
        book = await self.book()
        charges = [c for c in book.charges if c.reference in references]
        ids = {c.checkout_id for c in charges}
        made = [r for r in book.refunds if r.state == "succeeded"]
        back = sum(r.amount_minor for r in made if r.checkout_id in ids)
        return sum(c.amount_minor for c in charges) - back

    async def settled(self, intent: PaymentIntentView, state: str) -> PaymentIntentView:
        """Wait until the intent is in this state."""

        async def is_there() -> PaymentIntentView | None:
            now = await self.system.intent(intent.id)
            return now if now.state == state else None

        return await eventually(is_there)

    async def paid(self, order: OpenPayment, captured_at: str = "2023-01-01") -> PaymentIntentView:
        """Open, pay and wait until it is captured."""
        intent = await self.open(order)
        await self.pay(intent, captured_at=captured_at)
        return await self.settled(intent, "captured")


async def whole_book(gateway: httpx.AsyncClient) -> BookView:
    """All parts of the simulator's book; the client sends the API key."""
    whole = BookView(charges=[], refunds=[])
    query: dict[str, str] = {}
    while True:
        answer = await gateway.get("/v1/book", params=query)
        part = BookView.model_validate_json(answer.content)
        charges, refunds = whole.charges + part.charges, whole.refunds + part.refunds
        whole = BookView(charges=charges, refunds=refunds)
        if part.next_cursor is None:
            return whole
        query = {"cursor": part.next_cursor}


def amount(gross_minor: int) -> Amount:
    return Amount(net_minor=gross_minor, vat_minor=0, gross_minor=gross_minor)


def quote_line(gross_minor: int = 3_100, fee_minor: int = 0) -> QuoteLine:
    price = Price(
        amount_minor=gross_minor,
        currency="EUR",
        cycle=BillingCycle(kind="monthly"),
        activation_fee_minor=fee_minor,
    )
    return QuoteLine(
        offering_id="off_fibre",
        offering_revision=1,
        kind="internet",
        title="Fibre 100",
        quantity=1,
        price=price,
        period=amount(gross_minor),
        fee=amount(fee_minor),
    )


_own_partners = itertools.count(20)


def own_partner() -> int:
    """A partner that no other test has; most need none, as theirs is a customer of their own. From
    60 on, numbers are those that tests name themselves."""
    number = next(_own_partners)
    assert number < 60, "More tests want a partner of their own than there are numbers."
    return number


def party(partner_id: int = 1, customer_id: str | None = None) -> BillingParty:
    return BillingParty(
        partner_id=partner_id,
        customer_id=customer_id or new_id("cus"),
        time_zone="Europe/Prague",
    )


def payment_order(
    gross_minor: int = 3_100, fee_minor: int = 0, payer: BillingParty | None = None
) -> OpenPayment:
    line = InvoiceLine(item_id=new_id("itm"), line=quote_line(gross_minor, fee_minor))
    return OpenPayment(
        order_id=new_id("ord"),
        attempt=1,
        party=payer or party(),
        currency="EUR",
        lines=[line],
        return_url="https://portal.example/back",
    )


def next_attempt(order: OpenPayment, attempt: int) -> OpenPayment:
    return order.model_copy(update={"attempt": attempt})


def request_invoice(
    start_on: str = "2023-01-01", payer: BillingParty | None = None
) -> IssueInvoice:
    return IssueInvoice.model_validate(
        {
            "order_id": new_id("ord"),
            "party": (payer or party()).model_dump(),
            "currency": "EUR",
            "start_on": start_on,
            "line": {"item_id": new_id("itm"), "line": quote_line().model_dump()},
        }
    )
