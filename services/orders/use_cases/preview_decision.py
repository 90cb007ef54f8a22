"""Say what a decision would bring about: documents, days, amounts and mails. Keeps nothing."""

import asyncio
from datetime import date

from billing.days import local_date
from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.credits import CreditPreview, CreditRequest
from contracts.decisions import Documents, SeenPreview
from contracts.payments import (
    BillingParty,
    InvoiceLine,
    InvoicePreview,
    IssueInvoice,
    NothingIsInvoiced,
)
from contracts.previews import DecisionPreview, PreviewDecision, PreviewedMail
from contracts.problems import ServiceIsUnavailable
from services.orders.context import Context
from services.orders.domain.decisions import documents_for
from services.orders.domain.order import Item, Order
from services.orders.domain.previews import events_of, require_decidable, state_after
from services.orders.repository.audit import awaits_booking
from services.orders.repository.customers import Customer, find_customer
from services.orders.use_cases.load_order import item_of, load_order
from wording.languages import spoken

WAIT_SECONDS = 2.0
"""For payments, whom a person waits for with a date half typed."""


async def preview_decision(
    context: Context, caller: Caller, order_id: str, item_id: str, wanted: PreviewDecision
) -> DecisionPreview:
    """Raises as the decision would, and `ServiceIsUnavailable` while payments does not say."""
    async with context.database.autocommit() as connection:
        order = await load_order(connection, caller, order_id)
        customer = await find_customer(connection, order.partner_id, order.customer_id)
        is_unbooked = await awaits_booking(connection, order.id)
    if customer is None:
        raise not_found("customer")
    item = item_of(order, item_id)
    today = local_date(context.now(), order.policy.time_zone)
    require_decidable(order, item, wanted, today, is_unbooked=is_unbooked)
    documents = documents_for(order, item, wanted.verdict, wanted.start_on)
    invoice, credit = await _ask_payments(context, order, customer, item, wanted, documents)
    state = state_after(wanted, today)
    events = events_of(item, state, credit.foreseen if credit else None)
    return DecisionPreview(
        revision=order.revision,
        verdict=wanted.verdict,
        start_on=wanted.start_on if wanted.verdict == "approve" else None,
        item_state=state,
        documents=documents,
        invoice=invoice,
        credit=credit,
        mails=[PreviewedMail(event=event, to=customer.email) for event in events],
        seen=credit and _seen(order, credit),
    )


def _seen(order: Order, credit: CreditPreview) -> SeenPreview:
    return SeenPreview(
        difference_minor=credit.difference_minor,
        currency=credit.currency or order.currency,
        unused_day_count=credit.unused_day_count,
    )


async def _ask_payments(
    context: Context,
    order: Order,
    customer: Customer,
    item: Item,
    wanted: PreviewDecision,
    documents: Documents,
) -> tuple[InvoicePreview | None, CreditPreview | None]:
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            if documents == "invoice" and wanted.start_on:
                command = _invoice(order, customer, item, wanted.start_on)
                return await context.payments.speaking(spoken()).preview_invoice(command), None
            if documents != "none":
                return None, await _credit(context, item, wanted)
    except TimeoutError as error:
        raise ServiceIsUnavailable(
            "no_answer", service="payments", error=type(error).__name__
        ) from error
    return None, None


async def _credit(context: Context, item: Item, wanted: PreviewDecision) -> CreditPreview | None:
    is_full = wanted.verdict == "reject"
    start_on = None if is_full else wanted.start_on
    request = CreditRequest(order_item_id=item.id, new_start_on=start_on, full=is_full)
    try:
        return await context.payments.speaking(spoken()).preview_credit(request)
    except NothingIsInvoiced:
        return None


def _invoice(order: Order, customer: Customer, item: Item, start_on: date) -> IssueInvoice:
    """As the workflow's step will ask for it, in what decides days and amounts."""
    policy = order.policy
    party = BillingParty(
        partner_id=order.partner_id,
        customer_id=order.customer_id,
        time_zone=policy.time_zone,
        billing_day=policy.billing_day,
        language=customer.language or policy.language,
        customer_name=customer.name,
    )
    return IssueInvoice(
        order_id=order.id,
        party=party,
        currency=order.currency,
        start_on=start_on,
        line=InvoiceLine(item_id=item.id, line=item.line),
    )
