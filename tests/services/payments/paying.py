"""Customers who pay their open invoices, and how everything must fit afterwards."""

from dataclasses import dataclass
from datetime import date

from chassis.ids import new_id
from clients.system.payments import SystemPayments
from contracts.actors import Actor, Audience
from contracts.bookkeeping import RecordPayment
from contracts.credits import IssueCredit
from contracts.invoice_payments import PayInvoice
from contracts.payments import InvoiceView, IssueInvoice, PaymentIntentView
from services.payments.use_cases.bookkeeping.audit_ledger import audit_page
from simulator.messages import Charge
from tests.patience import eventually
from tests.services.payments.world import World, party, request_invoice

ADMIN = Actor(kind="admin", id="ada", partner_id=1)
EVERY_WAY = ["page", "linked", "instructions"]


@dataclass(frozen=True)
class Debtor:
    """A customer with one open invoice of 31.00."""

    world: World
    request: IssueInvoice
    invoice_id: str

    @property
    def item_id(self) -> str:
        return self.request.line.item_id

    @property
    def customer(self) -> SystemPayments:
        payer = self.request.party
        actor = Actor(
            kind="customer", id=payer.customer_id, partner_id=payer.partner_id, audience=Audience()
        )
        return self.world.acting(actor)

    async def pay(self, method: str = "simulator", key: str | None = None) -> PaymentIntentView:
        command = PayInvoice(payment_method=method, return_url="https://portal.example/back")
        return await self.customer.pay_invoice(self.invoice_id, command, key=key or new_id("key"))

    async def invoice(self) -> InvoiceView:
        return await self.world.system.invoice(self.invoice_id)

    async def receive(self, amount_minor: int = 3_100) -> None:
        """An admin records money that came by itself."""
        received = RecordPayment(
            amount_minor=amount_minor,
            currency="EUR",
            method="cash",
            received_on=date(2023, 1, 1),
            reference=new_id("ref"),
        )
        key = new_id("key")
        await self.world.acting(ADMIN).record_payment(self.invoice_id, received, key=key)

    async def credit(self, command: IssueCredit) -> None:
        await self.world.system.issue_credit(command)

    async def fits(self, *, due_minor: int, kept_minor: int) -> None:
        """So much is due, so much of the gateway's money stayed, all attempts and refunds have
        settled, and the books say the same as the gateway."""
        await self.is_quiet()
        assert (await self.invoice()).due_minor == due_minor
        assert await self.charged_minor() == kept_minor
        payer = self.request.party
        account = await self.world.system.overview(payer.customer_id, partner_id=payer.partner_id)
        balances = {one.currency: one.balance_minor for one in account.currencies}
        assert balances["EUR"] == due_minor
        assert {*balances.values()} <= {due_minor, 0}
        await require_sound(self.world)

    async def is_quiet(self) -> None:
        """Return once all that the gateway took is booked, nothing is to be taken back, and no
        money is on its way; an attempt that nobody has paid stays open."""

        async def is_reached() -> bool | None:
            taken = {one.reference for one in await self._charges()}
            booked = await self._ids(
                "SELECT intent_id AS id FROM payments WHERE invoice_id = %s", self.invoice_id
            )
            replaced = await self._ids(
                "SELECT key AS id FROM outbox WHERE delivered_at IS NULL AND topic = %s",
                "attempt_replaced",
            )
            refunds = (await self.world.system.refunds(order_id=self.request.order_id)).items
            is_owed = any(one.state == "pending" for one in refunds)
            return True if taken <= booked and not replaced and not is_owed else None

        await eventually(is_reached)

    async def charged_minor(self) -> int:
        """What the gateway took of the customer, less what it gave back."""
        charges = await self._charges()
        ids = {one.checkout_id for one in charges}
        refunds = (await self.world.book()).refunds
        back = [one for one in refunds if one.state == "succeeded" and one.checkout_id in ids]
        return sum(one.amount_minor for one in charges) - sum(one.amount_minor for one in back)

    async def _charges(self) -> list[Charge]:
        ours = await self._ids(
            "SELECT id FROM payment_intents WHERE invoice_id = %s AND pays_number IS NOT NULL",
            self.invoice_id,
        )
        return [one for one in (await self.world.book()).charges if one.reference in ours]

    async def _ids(self, query: str, *values: str) -> set[str]:
        async with self.world.context.database.autocommit() as connection:
            rows = await connection.exec_driver_sql(query, values)
            return {row.id for row in rows}


async def debtor(world: World, methods: list[str] | None = None) -> Debtor:
    words = EVERY_WAY if methods is None else methods
    payer = party().model_copy(update={"payment_methods": words})
    request = request_invoice(payer=payer)
    return Debtor(world, request, (await world.system.issue_invoice(request)).id)


async def require_sound(world: World) -> None:
    async with world.context.database.autocommit() as connection:
        assert (await audit_page(connection, None)).findings == []
