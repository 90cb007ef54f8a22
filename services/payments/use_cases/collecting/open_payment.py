"""Records an order's attempt, with the draft of its invoice, and opens its payment page."""

from dataclasses import replace

from chassis.ids import new_id
from contracts.payments import OpenPayment, PaymentAttemptIsOutdated
from contracts.problems import RequestIsMalformed
from services.payments.context import Context
from services.payments.domain.collecting.intents import Intent
from services.payments.domain.collecting.methods import Choice, read_choice
from services.payments.domain.days import day_of
from services.payments.domain.invoicing.items import ChargedItem, charge_quoted
from services.payments.repository.collecting import intents
from services.payments.repository.invoicing.invoices import NewInvoice, add_draft
from services.payments.use_cases.collecting.open_attempt import open_attempt


async def open_payment(context: Context, command: OpenPayment) -> Intent:
    """The attempt's intent, or the captured one of an order that is paid.

    Raises `PaymentAttemptIsOutdated`, or `GatewayIsUnavailable` (retry: it continues).
    """
    intent = await open_attempt(context, *await _record(context, command))
    context.awaited_pages.note_opened(command.order_id)
    return intent


async def _record(context: Context, command: OpenPayment) -> tuple[Intent, list[Intent]]:
    """The intent and the older ones that can still capture, committed; the draft is made once."""
    new = NewInvoice(
        business_key=f"order/{command.order_id}",
        kind="order",
        order_id=command.order_id,
        party=command.party,
        currency=command.currency,
        items=_charges(context, command),
    )
    intent = _new_intent(context, command, new)
    if command.attempt == 1:  # most orders have no other, and open it once
        async with context.database.autocommit() as connection:
            if await intents.open_order(connection, new, intent):
                return intent, []
    async with context.database.begin() as connection:
        order = await intents.lock_order(connection, command.order_id)
        known = await intents.intents_of_order(connection, command.order_id)
        paid = [one for one in known if one.id == order.paid_intent_id]
        if paid:
            return paid[0], []
        same = [one for one in known if one.attempt == command.attempt]
        _refuse_outdated(command, known, is_closed=order.closed_at is not None)
        if not same:
            draft = await add_draft(connection, new)
            same = [replace(intent, invoice_id=draft.id, amount_minor=draft.gross_minor)]
            await intents.add_intent(connection, same[0])
    older = [one for one in known if one.attempt < command.attempt and not one.is_settled]
    return same[0], older


def _charges(context: Context, command: OpenPayment) -> list[ChargedItem]:
    if any(line.line.price.currency != command.currency for line in command.lines):
        raise RequestIsMalformed("line_of_another_currency")
    today = day_of(context.now(), command.party)
    return charge_quoted(command.lines, today, command.party.billing_day)


def _refuse_outdated(command: OpenPayment, known: list[Intent], *, is_closed: bool) -> None:
    newest = max((intent.attempt for intent in known), default=0)
    if is_closed:
        raise PaymentAttemptIsOutdated("closed", newest_attempt=newest)
    if command.attempt < newest:
        raise PaymentAttemptIsOutdated("newer", attempt=command.attempt, newest_attempt=newest)


def _new_intent(context: Context, command: OpenPayment, invoice: NewInvoice) -> Intent:
    choice = _choice(context, command.payment_method)
    return Intent(
        id=new_id("pi"),
        order_id=command.order_id,
        invoice_id=invoice.id,
        partner_id=command.party.partner_id,
        customer_id=command.party.customer_id,
        attempt=command.attempt,
        state="created",
        amount_minor=invoice.amount.gross_minor,
        currency=command.currency,
        gateway=choice.gateway,
        payment_method=choice.linked_method,
        return_url=command.return_url,
        created_at=context.now(),
    )


def _choice(context: Context, method_id: str | None) -> Choice:
    """The default gateway's page stands in for a method that is not there (any more)."""
    default = context.gateways.default.name
    choice = read_choice(method_id, default)
    return choice if context.gateways.find(choice.gateway) else Choice(default)
