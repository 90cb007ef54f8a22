"""What a caller may see: a customer what is its own, an admin what is its partner's."""

from typing import Annotated

from fastapi import Depends

from chassis.auth import (
    CallerDep,
    NamedPartner,
    partner_of_customer,
    partner_of_list,
    require_may_see,
)
from chassis.listing import Listing
from chassis.pages import Cursor, Limit, decode_cursor
from chassis.tokens import Caller
from contracts.message import Id
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.invoicing.credit_notes import CreditNote
from services.payments.domain.invoicing.invoices import Invoice
from services.payments.use_cases.invoicing.read_credit_note import read_credit_note
from services.payments.use_cases.invoicing.read_invoice import read_invoice
from services.payments.use_cases.invoicing.require_invoiced import require_invoiced


def partner_to_read(caller: Caller, customer_id: str, named: int | None) -> int:
    """Whose customer this is; another customer is not there."""
    partner_id = partner_of_customer(caller, named)
    require_may_see(caller, "customer", partner_id, customer_id)
    return partner_id


async def partner_that_invoiced(
    context: Context, caller: Caller, customer_id: str, named: int | None
) -> int:
    """The same; for an admin only those are there whom its partner has invoiced, be it by a
    draft."""
    partner_id = partner_to_read(caller, customer_id, named)
    if caller.actor.kind == "admin":
        await require_invoiced(context, partner_id, customer_id)
    return partner_id


async def _listing(
    caller: CallerDep,
    order_id: Id | None = None,
    customer_id: Id | None = None,
    partner_id: NamedPartner = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Listing:
    """Another customer's list is one that is not there."""
    if caller.actor.kind == "customer":
        customer_id = customer_id or caller.actor.id
        partner_to_read(caller, customer_id, partner_id)
    partner_id = partner_of_list(caller, partner_id, customer_id)
    return Listing(
        partner_id=partner_id,
        customer_id=customer_id,
        order_id=order_id,
        before_id=decode_cursor(cursor),
        limit=limit,
    )


ListingDep = Annotated[Listing, Depends(_listing)]


async def seen_invoice(context: Context, caller: Caller, invoice_id: str) -> Invoice:
    """The invoice, if the caller may see it."""
    invoice = await read_invoice(context, invoice_id)
    require_may_see(caller, "invoice", invoice.party.partner_id, invoice.party.customer_id)
    return invoice


async def seen_credit_note(context: Context, caller: Caller, note_id: str) -> CreditNote:
    """The credit note, if the caller may see it."""
    note = await read_credit_note(context, note_id)
    require_may_see(caller, "credit note", note.partner_id, note.customer_id)
    return note


def require_may_see_intent(caller: Caller, intent: Intent) -> None:
    require_may_see(caller, "payment intent", intent.partner_id, intent.customer_id)
