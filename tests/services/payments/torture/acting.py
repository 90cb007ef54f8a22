"""Plays one customer, with the portal and the order's workflow: each step is repeated until it is
answered, as the workflow repeats its steps, and what failed is found out by looking it up."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx2 as httpx

from contracts.payments import ClosePayment, OpenPayment, PaymentIntentView
from contracts.problems import Problem
from tests.services.payments.processes import Processes
from tests.services.payments.torture.plan import Customer
from tests.services.payments.world import next_attempt, party, payment_order

PAUSE_SECONDS = 0.05
MOST_TRIES = 400
Answer = TypeVar("Answer")


class Acting:
    """One customer's order."""

    def __init__(self, processes: Processes, customer: Customer) -> None:
        self._processes = processes
        # The gateway's webhooks go to the first service; whoever orders is served by the last.
        self._client = processes.clients[-1]
        self.customer = customer
        payer = party(partner_id=customer.partner_id)
        self.order: OpenPayment = payment_order(customer.amount_minor, payer=payer)

    @property
    def order_id(self) -> str:
        return self.order.order_id

    async def play(self) -> None:
        await getattr(self, f"_{self.customer.story}")()

    async def _pays(self) -> None:
        await self._pay(await self._open(), "success")

    async def _pays_later(self) -> None:
        await self._pay(await self._open(), "pending_then_success")

    async def _is_declined_and_pays_again(self) -> None:
        await self._pay(await self._open(), "decline")
        await self._is_settled(1)
        await self._pay(await self._open(2), "success")

    async def _is_declined_and_gives_up(self) -> None:
        await self._pay(await self._open(), "decline")
        await self._is_settled(1)
        await self._close()

    async def _fails_later_and_pays_again(self) -> None:
        await self._pay(await self._open(), "pending_then_failure")
        await self._is_settled(1)
        await self._pay(await self._open(2), "success")

    async def _is_charged_another_amount(self) -> None:
        await self._pay(await self._open(), "wrong_amount")
        await self._is_settled(1)
        await self._close()

    async def _never_pays(self) -> None:
        await self._open()
        await self._close()

    async def _pays_while_it_is_closed(self) -> None:
        intent = await self._open()
        await asyncio.gather(self._pay(intent, "success"), self._close())

    async def _pays_two_attempts_at_once(self) -> None:
        first = await self._open()
        _, second = await asyncio.gather(self._pay(first, "success"), self._open(2))
        if second.state == "open":
            await self._pay(second, "success")

    async def _pays_when_it_is_cancelled(self) -> None:
        await self._pay(await self._open(), "captures_cancelled")
        await self._close()

    async def _open(self, attempt: int = 1) -> PaymentIntentView:
        command = next_attempt(self.order, attempt)
        client = self._client
        clicks = [
            until_answered(lambda: client.open_payment(command))
            for _ in range(self.customer.clicks)
        ]
        return (await asyncio.gather(*clicks))[0]

    async def _pay(self, intent: PaymentIntentView, card: str) -> None:
        if intent.page_url is None:
            return  # an older attempt was captured in this very moment
        page_url = intent.page_url
        clicks = [
            until_answered(lambda: self._processes.pay(page_url, card))
            for _ in range(self.customer.clicks)
        ]
        await asyncio.gather(*clicks)

    async def _is_settled(self, attempt: int) -> None:
        client = self._client
        for _ in range(MOST_TRIES):
            intent = await until_answered(lambda: client.look_up(self.order_id, attempt))
            if intent.state not in ("created", "open", "processing"):
                return
            await asyncio.sleep(PAUSE_SECONDS)
        raise AssertionError(f"attempt {attempt} of {self.order_id} does not settle")

    async def _close(self) -> None:
        closing = ClosePayment(order_id=self.order_id)
        await until_answered(lambda: self._client.close_payment(closing))


async def until_answered(act: Callable[[], Awaitable[Answer]]) -> Answer:
    """The first answer that is none of an outage's."""
    for _ in range(MOST_TRIES):
        try:
            return await act()
        except httpx.TransportError:
            pass
        except Problem as problem:
            if not problem.passes:
                raise
        await asyncio.sleep(PAUSE_SECONDS)
    raise AssertionError("no answer came in all that time")
