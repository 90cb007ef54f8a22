"""A customer pays what is open of an invoice: one live attempt at a time, over what is due."""

from dataclasses import replace

from chassis.failpoints import failpoint
from chassis.ids import new_id
from contracts.actors import Actor
from contracts.invoice_payments import InvoiceIsPaidTooOften, PayInvoice
from contracts.message import MOST_ATTEMPTS
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.collecting.methods import Choice, read_choice
from services.payments.domain.collecting.receiving import open_invoice, require_open
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.repository.collecting import intents
from services.payments.repository.invoicing.invoices import lock_known_invoice
from services.payments.use_cases.collecting.look_up_payment import look_up
from services.payments.use_cases.collecting.offer_methods import require_offered
from services.payments.use_cases.collecting.open_attempt import open_attempt


async def pay_invoice(
    context: Context, invoice: Invoice, command: PayInvoice, key: str, customer: Actor
) -> Intent:
    """The attempt that the request made, or the live one that it would only repeat. Raises
    `InvoiceIsNotOpen`, `PaymentMethodIsNotOffered`, `PaymentMethodIsNotUsable`,
    `InvoiceIsPaidTooOften`, or `GatewayIsUnavailable` (retry: it continues)."""
    async with context.database.autocommit() as connection:
        known = await intents.intents_of_invoice(connection, invoice.id)
    if not any(one.request_key == key for one in known):
        require_open(open_invoice(invoice))
        await require_offered(context, invoice, command.payment_method, customer)
        if known:  # a page that was left may have ended, or been paid, without a word of it
            await look_up(context, known[0])
    intent, older = await _record(context, invoice.id, command, key)
    failpoint("payments.invoice_attempt_recorded")
    return await open_attempt(context, intent, older)


async def _record(
    context: Context, invoice_id: str, command: PayInvoice, key: str
) -> tuple[Intent, list[Intent]]:
    """The attempt, and the others that can still capture, committed."""
    choice = read_choice(command.payment_method, context.gateways.default.name)
    async with context.database.begin() as connection:
        invoice = await lock_known_invoice(connection, invoice_id)
        known = await intents.intents_of_invoice(connection, invoice_id)
        live = [one for one in known if not one.is_settled]
        same = next((one for one in known if one.request_key == key), None)
        if same is None:
            require_open(open_invoice(invoice))
            same = next((one for one in live[:1] if _repeats(one, choice, invoice)), None)
        if same is None:
            new = _new_intent(context, invoice, choice, command, len(known) + 1)
            same = replace(new, request_key=key)
            await intents.add_intent(connection, same)
    return same, [one for one in live if one.attempt < same.attempt]


def _repeats(live: Intent, choice: Choice, invoice: Invoice) -> bool:
    """Another tab, or a second click, asks for what can be paid already."""
    paid_by = Choice(live.gateway, live.payment_method)
    return paid_by == choice and live.amount_minor == invoice.due_minor


def _new_intent(
    context: Context, invoice: Invoice, choice: Choice, command: PayInvoice, attempt: int
) -> Intent:
    """Numbers have no gaps: none is ever deleted."""
    if attempt > MOST_ATTEMPTS:
        raise InvoiceIsPaidTooOften(number=invoice.number, most=MOST_ATTEMPTS)
    return Intent(
        id=new_id("pi"),
        order_id=invoice.order_id,
        invoice_id=invoice.id,
        partner_id=invoice.party.partner_id,
        customer_id=invoice.party.customer_id,
        attempt=attempt,
        state="created",
        amount_minor=invoice.due_minor,
        currency=invoice.currency,
        gateway=choice.gateway,
        payment_method=choice.linked_method,
        return_url=command.return_url,
        created_at=context.now(),
        pays_number=invoice.number,
    )
