"""One order item with all its documents and the money that moved for it, as the service shows them,
and what must never be among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contracts.actors import Actor
from contracts.bookkeeping import RecordPayment
from contracts.credits import CreditNoteView
from contracts.payments import InvoiceView, PaymentView
from contracts.refunds import RefundCreditNote, RefundView
from tests.services.payments.refunding import key
from tests.services.payments.world import World

ADMIN = Actor(kind="admin", id="ada", partner_id=1)


@dataclass(frozen=True)
class ItemChain:
    """Newest document first. The order has no other item."""

    invoices: list[InvoiceView]
    notes: list[CreditNoteView]
    payments: list[PaymentView]
    refunds: list[RefundView]

    @property
    def live(self) -> list[CreditNoteView]:
        return [note for note in self.notes if note.state != "voided"]

    @property
    def due_minor(self) -> int:
        return sum(invoice.due_minor for invoice in self.invoices)

    @property
    def rest_minor(self) -> int:
        """Refund due, without what refunds take."""
        return sum(self.rest_of(note) for note in self.live)

    @property
    def received_minor(self) -> int:
        return sum(payment.amount_minor for payment in self.payments)

    @property
    def given_minor(self) -> int:
        """Given back, or about to be."""
        return sum(refund.amount_minor for refund in self.refunds)

    def rest_of(self, note: CreditNoteView) -> int:
        taken = sum(r.amount_minor for r in self.refunds if r.credit_note_id == note.id)
        return note.amount.gross_minor - note.applied_minor - taken

    def faults(self) -> Iterator[str]:
        yield from self._faults_of_invoices()
        invoiced = self.invoices[-1].amount.gross_minor
        charged = sum(invoice.amount.gross_minor for invoice in self.invoices)
        net = charged - sum(note.amount.gross_minor for note in self.live)
        if not 0 <= net <= invoiced:
            yield f"{net} charged of {invoiced} invoiced"
        if self.given_minor > self.received_minor:
            yield f"{self.given_minor} given back of {self.received_minor}"
        if any(self.rest_of(note) < 0 for note in self.live):
            yield "more of a note was given back than it owes"
        if self.due_minor and self.rest_minor:
            yield f"{self.due_minor} due beside {self.rest_minor} refund due"
        if sum(i.credited_minor for i in self.invoices) != sum(n.applied_minor for n in self.live):
            yield "invoices and notes tell different settlements"

    def _faults_of_invoices(self) -> Iterator[str]:
        for invoice in self.invoices:
            open_minor = invoice.amount.gross_minor - invoice.paid_minor - invoice.credited_minor
            if open_minor < 0 or invoice.due_minor != open_minor:
                yield f"{invoice.id} shows {invoice.due_minor} due, it is {open_minor}"
            if (invoice.state == "issued") != (invoice.due_minor > 0):
                yield f"{invoice.id} is {invoice.state} with {invoice.due_minor} due"
        if sum(invoice.paid_minor for invoice in self.invoices) != self.received_minor:
            yield "invoices and payments differ"


async def chain_of(world: World, order_id: str) -> ItemChain:
    """As it is now; a fault fails the test."""
    found = ItemChain(
        payments=(await world.system.payments(order_id=order_id)).items,
        invoices=(await world.system.invoices(order_id=order_id)).items,
        notes=(await world.system.credit_notes(order_id=order_id)).items,
        refunds=(await world.system.refunds(order_id=order_id)).items,
    )
    assert list(found.faults()) == []
    return found


async def pay(world: World, invoice_id: str, amount_minor: int) -> None:
    """By bank transfer, each with a reference of its own."""
    received = RecordPayment(
        amount_minor=amount_minor,
        currency="EUR",
        method="bank_transfer",
        received_on=date(2023, 1, 16),
        reference=key(),
    )
    await world.acting(ADMIN).record_payment(invoice_id, received, key=key())


async def give(world: World, note_id: str, amount_minor: int | None = None) -> RefundView:
    wanted = RefundCreditNote(amount_minor=amount_minor)
    return await world.acting(ADMIN).refund_credit_note(note_id, wanted, key=key())
